import { isHttps } from "@/lib/platform/env";

/** The session cookie's name. Under https it carries the `__Secure-` prefix, which browsers accept from https only. */
export function sessionCookieName(): string {
  return `${isHttps() ? "__Secure-" : ""}guildhall.session`;
}

/** Attributes of the session cookie. Without `expires` the browser forgets it when it closes ("remember me" off). */
export function sessionCookieOptions(expires: Date | null) {
  return {
    httpOnly: true,
    sameSite: "lax" as const,
    path: "/",
    secure: isHttps(),
    ...(expires ? { expires } : {}),
  };
}

/**
 * How long a browser keeps a remembered session's cookie: the 400 days that browsers allow at most. The row decides
 * how long it is worth something; a page cannot renew a cookie while it renders.
 */
export const rememberedCookieMs = 400 * 24 * 60 * 60 * 1000;

import "server-only";
import { cookies, headers } from "next/headers";
import type { Tx } from "@/db/client";
import { isLocale } from "@/lib/i18n/locales";
import { localeCookie } from "@/lib/i18n/request";
import { dayMs, wallClock } from "@/lib/platform/clock";
import { isHttps } from "@/lib/platform/env";
import { createSession, endSession } from "./commands";
import { knownBrowser, knownBrowserCookie } from "./known-browser";
import { requestAddress } from "./loaders";
import { rememberedCookieMs, sessionCookieName, sessionCookieOptions } from "./session-cookie";

export interface BrowserSession {
  token: string;
  remember: boolean;
}

/** Opens a session for this request's browser. The one it came with ends: signing in always makes a new token. */
export async function openSession(tx: Tx, userId: string, remember: boolean): Promise<BrowserSession> {
  const before = (await cookies()).get(sessionCookieName())?.value;
  if (before) await endSession(tx, before);
  const userAgent = (await headers()).get("user-agent") ?? "";
  const { token } = await createSession(tx, { userId, remember, userAgent, address: await requestAddress() });
  return { token, remember };
}

/** Hands the session to the browser, after the commit, with the account's language. */
export async function keepSession(
  session: BrowserSession,
  account: { emailCanonical: string; locale: string | null },
): Promise<void> {
  const jar = await cookies();
  const expires = session.remember ? new Date(wallClock().getTime() + rememberedCookieMs) : null;
  jar.set(sessionCookieName(), session.token, sessionCookieOptions(expires));
  jar.set(knownBrowserCookie, knownBrowser(account.emailCanonical), {
    ...preferenceOptions(),
    httpOnly: true,
    path: "/sign-in",
  });
  if (isLocale(account.locale)) jar.set(localeCookie, account.locale, preferenceOptions());
}

/** Ends this browser's session, here and in the browser. */
export async function dropSession(tx: Tx): Promise<void> {
  const token = (await cookies()).get(sessionCookieName())?.value;
  if (token) await endSession(tx, token);
}

export async function forgetSession(): Promise<void> {
  (await cookies()).set(sessionCookieName(), "", { ...sessionCookieOptions(null), maxAge: 0 });
}

/** Attributes of cookies that hold a choice: theme, language. */
export function preferenceOptions() {
  return { path: "/", sameSite: "lax" as const, secure: isHttps(), maxAge: (400 * dayMs) / 1000 };
}

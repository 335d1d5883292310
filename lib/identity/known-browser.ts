import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { installationSecret } from "@/lib/platform/secret";

/**
 * A browser that has signed in to an account before counts its wrong passwords apart from everybody else's. So a
 * stranger who uses up an account's tries does not lock its owner out (OWASP's "device cookies").
 */
export const knownBrowserCookie = "guildhall.known";

/** The cookie's value for one account: a random name for the browser, and a seal that binds it to the address. */
export function knownBrowser(emailCanonical: string): string {
  const name = randomBytes(9).toString("base64url");
  return `${name}.${sealOf(name, emailCanonical)}`;
}

/** The browser's name when the cookie is ours and was made for this address, else null. */
export function readKnownBrowser(cookie: string | undefined, emailCanonical: string): string | null {
  const [name, seal] = (cookie ?? "").split(".");
  if (!name || !seal) return null;
  const expected = Buffer.from(sealOf(name, emailCanonical));
  const given = Buffer.from(seal);
  return given.length === expected.length && timingSafeEqual(given, expected) ? name : null;
}

/** Marks the browser in which somebody signed up, until the address is confirmed: there, confirming also signs in. */
export const signUpCookie = "guildhall.signing-up";

export function signUpMark(emailCanonical: string): string {
  return sealOf("sign-up", emailCanonical);
}

function sealOf(name: string, emailCanonical: string): string {
  return createHmac("sha256", installationSecret("known-browser"))
    .update(`${name}\n${emailCanonical}`)
    .digest("base64url");
}

import "server-only";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { transact } from "@/db/client";
import { type DemoAccount, demoAccounts } from "@/db/seed/accounts";
import { minuteMs, wallClock } from "@/lib/platform/clock";
import { isDemo } from "@/lib/platform/installation";
import { touchSession } from "./commands";
import { type SignInService, signInServices } from "./gateway";
import { findOpenLink, findSession, hasPassword, listSessions } from "./queries";
import { sessionCookieName } from "./session-cookie";
import type { MailPurpose, Person, SessionRow } from "./types";

export interface SignedIn extends Person {
  emailVerified: boolean;
}

const touchEveryMs = 10 * minuteMs;

/** The session of this request, or null. One indexed read; a write at most every ten minutes. */
export const currentSession = cache(async (): Promise<{ session: SessionRow; person: SignedIn } | null> => {
  const token = (await cookies()).get(sessionCookieName())?.value;
  if (!token || token.length > 100) return null;
  const found = await findSession(token);
  if (!found) return null;
  if (wallClock().getTime() - found.session.lastSeenAt.getTime() > touchEveryMs) {
    await transact((tx) => touchSession(tx, found.session.id));
  }
  return { session: found.session, person: { ...found.person, emailVerified: found.person.emailVerifiedAt !== null } };
});

/** Who is signed in, or null. */
export const currentPerson = cache(async (): Promise<SignedIn | null> => (await currentSession())?.person ?? null);

/** The person's signed-in devices, this one marked. */
export async function loadSessions(): Promise<(SessionRow & { isThis: boolean })[]> {
  const current = await currentSession();
  if (!current) return [];
  const rows = await listSessions(current.person.userId);
  return rows.map((row) => ({ ...row, isThis: row.id === current.session.id }));
}

/** Whether the person at the screen has a password. */
export async function loadHasPassword(): Promise<boolean> {
  const person = await currentPerson();
  return person !== null && (await hasPassword(person.userId));
}

/** Whose a mailed link is, or null when it no longer works. Looking does not use it up. */
export async function loadOpenLink(token: string | undefined, purpose: MailPurpose) {
  return token && token.length <= 200 ? findOpenLink(token, purpose) : null;
}

/** The services with which one can sign in here. */
export function loadSignInServices(): SignInService[] {
  return signInServices();
}

/** The demo's people by community, for "enter as"; none in a real installation. */
export async function loadDemoAccounts(): Promise<DemoAccount[]> {
  return (await isDemo()) ? demoAccounts : [];
}

/** For pages of one's own account: sends visitors to sign in and back to `path`. */
export async function requirePerson(path: string): Promise<SignedIn> {
  return (await currentPerson()) ?? redirect(`/sign-in?next=${encodeURIComponent(path)}`);
}

/** The asker's address for limits and the session list: IPv6 by its /64, as one household has many of them. */
export async function requestAddress(): Promise<string> {
  return networkOf((await headers()).get("x-guildhall-address") ?? "unknown");
}

export function networkOf(address: string): string {
  if (!address.includes(":")) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped) return mapped[1]!;
  const [head = "", tail = ""] = address.split("%")[0]!.split("::");
  const left = head.split(":").filter(Boolean);
  const right = tail.split(":").filter(Boolean);
  const groups = [...left, ...Array(Math.max(0, 8 - left.length - right.length)).fill("0"), ...right];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}

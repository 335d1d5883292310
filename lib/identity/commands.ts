import "server-only";
import { and, eq, gt, isNull, lt, ne } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { isUniqueViolation } from "@/db/dialect/errors";
import { accounts, mailTokens, sessions, users } from "@/db/schema/identity";
import { dayMs, hourMs, minuteMs, now, wallClock } from "@/lib/platform/clock";
import { Refusal } from "@/lib/platform/errors";
import { newId, shortCode } from "@/lib/platform/ids";
import { enqueue } from "@/lib/platform/jobs";
import { canonicalEmail } from "./email";
import { handleFor } from "./handle";
import { isReservedHandle } from "./person-name";
import { hashToken, mailToken, newSessionToken } from "./token";
import type { MailPurpose } from "./types";

interface NewUser {
  name: string;
  email: string;
  passwordHash: string | null;
  emailVerified?: boolean;
  locale?: string | null;
  isOperator?: boolean;
  handle?: string;
}

/** Creates an account. The address must be canonicalisable and new; a unique key decides when two come at once. */
export async function createUser(tx: Tx, user: NewUser): Promise<string> {
  const emailCanonical = canonicalEmail(user.email);
  if (!emailCanonical) throw new Refusal("bad-email", { field: "email" });
  const at = now();
  const id = newId(at.getTime());
  const wished = user.handle ?? handleFor(user.name, user.email);
  const [taken] = await tx.select({ id: users.id }).from(users).where(eq(users.handle, wished)).limit(1);
  await tx.insert(users).values({
    id,
    email: user.email.trim(),
    emailCanonical,
    emailVerifiedAt: user.emailVerified ? at : null,
    name: user.name,
    handle: taken || isReservedHandle(wished) ? `${wished.slice(0, 23)}-${shortCode(5)}` : wished,
    bio: "",
    locale: user.locale ?? null,
    passwordHash: user.passwordHash,
    isOperator: user.isOperator ?? false,
    createdAt: at,
  });
  return id;
}

export async function linkAccount(tx: Tx, userId: string, provider: string, providerAccountId: string): Promise<void> {
  await tx
    .insert(accounts)
    .values({ provider, providerAccountId, userId, createdAt: wallClock() })
    .onConflictDoNothing();
}

/** "Remember me" lasts 60 days from the last visit; without it a session ends 12 hours after it began. */
export const rememberedMs = 60 * dayMs;
export const unrememberedMs = 12 * hourMs;

/** True when an account for this address came first: two sign-ups at once, of which one lost. */
export function isEmailTaken(error: unknown): boolean {
  return isUniqueViolation(error, "users_email_canonical", "users.email_canonical");
}

/** Opens a session and returns the token for the cookie: the only time it is known. */
export async function createSession(
  tx: Tx,
  session: { userId: string; remember: boolean; userAgent: string; address: string; token?: string },
): Promise<{ token: string; expiresAt: Date }> {
  const at = wallClock();
  const token = session.token ?? newSessionToken();
  const expiresAt = new Date(at.getTime() + (session.remember ? rememberedMs : unrememberedMs));
  await tx.insert(sessions).values({
    id: newId(),
    tokenHash: hashToken(token),
    userId: session.userId,
    remember: session.remember,
    userAgent: session.userAgent.slice(0, 300),
    address: session.address,
    createdAt: at,
    lastSeenAt: at,
    expiresAt,
  });
  return { token, expiresAt };
}

/** Notes a visit; only remembered sessions live longer by it. */
export async function touchSession(tx: Tx, sessionId: string): Promise<void> {
  const at = wallClock();
  await tx.update(sessions).set({ lastSeenAt: at }).where(eq(sessions.id, sessionId));
  await tx
    .update(sessions)
    .set({ expiresAt: new Date(at.getTime() + rememberedMs) })
    .where(and(eq(sessions.id, sessionId), eq(sessions.remember, true)));
}

export async function endSession(tx: Tx, token: string): Promise<void> {
  await tx.delete(sessions).where(eq(sessions.tokenHash, hashToken(token)));
}

/** Ends one of the person's own sessions; another person's id changes nothing. */
export async function revokeSession(tx: Tx, userId: string, sessionId: string): Promise<void> {
  await tx.delete(sessions).where(and(eq(sessions.id, sessionId), eq(sessions.userId, userId)));
}

/** Signs the person out everywhere, except in the session that asks when `keep` names it. */
export async function revokeAllSessions(tx: Tx, userId: string, keep?: string): Promise<void> {
  await tx.delete(sessions).where(and(eq(sessions.userId, userId), keep ? ne(sessions.id, keep) : undefined));
}

const linkLifetimeMs: Record<MailPurpose, number> = {
  confirm: 3 * dayMs,
  "sign-in": 20 * minuteMs,
  reset: hourMs,
  known: hourMs,
};

/**
 * Stores a link for an address and the job that mails it. An older unused link for the same purpose stops working.
 * Without a user the same rows are written and no mail goes out, so asking takes as long for an unknown address.
 */
export async function sendMailLink(
  tx: Tx,
  link: { purpose: MailPurpose; email: string; userId: string | null; next?: string; locale: string },
): Promise<void> {
  const at = wallClock();
  const id = newId();
  const email = canonicalEmail(link.email);
  if (!email) throw new Refusal("bad-email", { field: "email" });
  await tx
    .update(mailTokens)
    .set({ usedAt: at })
    .where(and(eq(mailTokens.email, email), eq(mailTokens.purpose, link.purpose), isNull(mailTokens.usedAt)));
  await tx.insert(mailTokens).values({
    id,
    purpose: link.purpose,
    email,
    userId: link.userId,
    tokenHash: hashToken(mailToken(id)),
    createdAt: at,
    expiresAt: new Date(at.getTime() + linkLifetimeMs[link.purpose]),
  });
  await enqueue(tx, { kind: "identity.mail-link", payload: { token: id, locale: link.locale, next: link.next ?? "" } });
}

/** Uses a link up: says once whose it is, and never again. Throws Refusal("link-used"). */
export async function redeemMailLink(tx: Tx, token: string, purpose: MailPurpose) {
  const at = wallClock();
  const [row] = await tx
    .update(mailTokens)
    .set({ usedAt: at })
    .where(
      and(
        eq(mailTokens.tokenHash, hashToken(token)),
        eq(mailTokens.purpose, purpose),
        isNull(mailTokens.usedAt),
        gt(mailTokens.expiresAt, at),
      ),
    )
    .returning();
  if (!row?.userId) throw new Refusal("link-used");
  return { userId: row.userId, email: row.email };
}

export async function confirmEmail(tx: Tx, userId: string): Promise<void> {
  await tx
    .update(users)
    .set({ emailVerifiedAt: now() })
    .where(and(eq(users.id, userId), isNull(users.emailVerifiedAt)));
}

/** Sets a new password and signs out every session but `keep`: whoever had the old one is gone, and links with them. */
export async function setPassword(tx: Tx, userId: string, passwordHash: string, keep?: string): Promise<void> {
  await tx.update(users).set({ passwordHash }).where(eq(users.id, userId));
  await revokeAllSessions(tx, userId, keep);
  await voidMailLinks(tx, userId);
}

/**
 * Somebody has just proved that the mailbox is theirs without the password (a mailed link, GitHub, Google). If the
 * address was never confirmed, the account may have been made by somebody else in waiting ("pre-hijacking"): its
 * password and sessions end, and the address counts as confirmed.
 */
export async function claimByMailbox(tx: Tx, userId: string): Promise<void> {
  const [claimed] = await tx
    .update(users)
    .set({ emailVerifiedAt: now(), passwordHash: null })
    .where(and(eq(users.id, userId), isNull(users.emailVerifiedAt)))
    .returning({ id: users.id });
  if (!claimed) return;
  await revokeAllSessions(tx, userId);
  await voidMailLinks(tx, userId);
}

async function voidMailLinks(tx: Tx, userId: string): Promise<void> {
  await tx
    .update(mailTokens)
    .set({ usedAt: wallClock() })
    .where(and(eq(mailTokens.userId, userId), isNull(mailTokens.usedAt)));
}

export async function changeProfile(
  tx: Tx,
  userId: string,
  profile: { name: string; handle: string; bio: string },
): Promise<void> {
  try {
    await tx.update(users).set(profile).where(eq(users.id, userId));
  } catch (error) {
    if (isUniqueViolation(error, "users_handle", "users.handle"))
      throw new Refusal("handle-taken", { field: "handle" });
    throw error;
  }
}

export async function setLocale(tx: Tx, userId: string, locale: string): Promise<void> {
  await tx.update(users).set({ locale }).where(eq(users.id, userId));
}

/** Removes ended sessions and links nobody used. */
export async function sweepIdentity(tx: Tx): Promise<void> {
  const at = wallClock();
  await tx.delete(sessions).where(lt(sessions.expiresAt, at));
  await tx.delete(mailTokens).where(lt(mailTokens.expiresAt, new Date(at.getTime() - 7 * dayMs)));
}

import "server-only";
import { and, desc, eq, gt, isNotNull, isNull, sql } from "drizzle-orm";
import { read } from "@/db/client";
import { amongIds, idList } from "@/db/dialect/sql";
import { prepared, type Slots } from "@/db/prepared";
import { accounts, mailTokens, sessions, users } from "@/db/schema/identity";
import { wallClock } from "@/lib/platform/clock";
import { hashToken } from "./token";
import type { MailPurpose, Person, SessionRow } from "./types";

const personColumns = {
  userId: users.id,
  name: users.name,
  handle: users.handle,
  email: users.email,
  bio: users.bio,
  locale: users.locale,
  isOperator: users.isOperator,
  emailVerifiedAt: users.emailVerifiedAt,
};

const sessionColumns = {
  id: sessions.id,
  remember: sessions.remember,
  userAgent: sessions.userAgent,
  address: sessions.address,
  createdAt: sessions.createdAt,
  lastSeenAt: sessions.lastSeenAt,
  expiresAt: sessions.expiresAt,
};

/** The person and session a cookie's token stands for, unless it ended. Read on every request, so ending it is at once. */
export async function findSession(token: string): Promise<{ session: SessionRow; person: Person } | null> {
  const [row] = await sessionByToken({ tokenHash: hashToken(token), at: wallClock() });
  return row ?? null;
}

/** The people these cookies' tokens stand for in one question, by token; sessions that ended are missing. */
export async function listSessionPeople(tokens: readonly string[]): Promise<Map<string, Person>> {
  if (tokens.length === 0) return new Map();
  const tokenOf = new Map(tokens.map((token) => [hashToken(token), token]));
  const rows = await read()
    .select({ tokenHash: sessions.tokenHash, person: personColumns })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(amongIds(sessions.tokenHash, idList([...tokenOf.keys()])), gt(sessions.expiresAt, wallClock())));
  return new Map(rows.map(({ tokenHash, person }) => [tokenOf.get(tokenHash)!, person]));
}

const sessionByToken = prepared((reader, slots: Slots<"tokenHash" | "at">) =>
  reader
    .select({ session: sessionColumns, person: personColumns })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(
      and(eq(sessions.tokenHash, slots.tokenHash), gt(sessions.expiresAt, sql.param(slots.at, sessions.expiresAt))),
    )
    .limit(1),
);

export async function listSessions(userId: string): Promise<SessionRow[]> {
  return read()
    .select(sessionColumns)
    .from(sessions)
    .where(and(eq(sessions.userId, userId), gt(sessions.expiresAt, wallClock())))
    .orderBy(desc(sessions.lastSeenAt));
}

export async function findPerson(userId: string): Promise<Person | null> {
  const [row] = await read().select(personColumns).from(users).where(eq(users.id, userId)).limit(1);
  return row ?? null;
}

/** The account of an address, with its password hash: for signing in and mail links only. */
export async function findCredentials(emailCanonical: string) {
  const [row] = await read()
    .select({
      userId: users.id,
      passwordHash: users.passwordHash,
      emailVerifiedAt: users.emailVerifiedAt,
      locale: users.locale,
    })
    .from(users)
    .where(eq(users.emailCanonical, emailCanonical))
    .limit(1);
  return row ?? null;
}

export async function findUserByAccount(provider: string, providerAccountId: string): Promise<Person | null> {
  const [row] = await read()
    .select(personColumns)
    .from(accounts)
    .innerJoin(users, eq(users.id, accounts.userId))
    .where(and(eq(accounts.provider, provider), eq(accounts.providerAccountId, providerAccountId)))
    .limit(1);
  return row ?? null;
}

export async function findPersonByEmail(emailCanonical: string): Promise<Person | null> {
  const [row] = await read().select(personColumns).from(users).where(eq(users.emailCanonical, emailCanonical)).limit(1);
  return row ?? null;
}

/** True when the account has a password: who signed up with GitHub or by mail may have none. */
export async function hasPassword(userId: string): Promise<boolean> {
  const [row] = await read()
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.id, userId), isNotNull(users.passwordHash)))
    .limit(1);
  return row !== undefined;
}

/** Whose a mailed link is, without using it up: for the page that asks before it does. Null when it no longer works. */
export async function findOpenLink(token: string, purpose: MailPurpose) {
  const [row] = await read()
    .select({ name: users.name, email: users.email, locale: users.locale, signedUpAt: users.createdAt })
    .from(mailTokens)
    .innerJoin(users, eq(users.id, mailTokens.userId))
    .where(
      and(
        eq(mailTokens.tokenHash, hashToken(token)),
        eq(mailTokens.purpose, purpose),
        isNull(mailTokens.usedAt),
        gt(mailTokens.expiresAt, wallClock()),
      ),
    )
    .limit(1);
  return row ?? null;
}

export async function findMailToken(id: string) {
  const [row] = await read().select().from(mailTokens).where(eq(mailTokens.id, id)).limit(1);
  return row ? { ...row, purpose: row.purpose as MailPurpose } : null;
}

/** True when nobody has an account yet: the first-run page is open. */
export async function hasNoUsers(): Promise<boolean> {
  const rows = await read().select({ id: users.id }).from(users).limit(1);
  return rows.length === 0;
}

import "server-only";
import type { Adapter, AdapterUser } from "next-auth/adapters";
import { transact } from "@/db/client";
import { Refusal } from "@/lib/platform/errors";
import { claimByMailbox, createSession, createUser, endSession, linkAccount, touchSession } from "./commands";
import { canonicalEmail } from "./email";
import { nameProblem, tidyName } from "./person-name";
import { findPerson, findPersonByEmail, findSession, findUserByAccount } from "./queries";
import type { Person } from "./types";

/** What next-auth cannot know of the browser that signs in. */
export interface AdapterRequest {
  userAgent: string;
  address: string;
  locale: string;
}

/**
 * next-auth's view of our tables. Session tokens are stored as hashes; a session's end moves only when "remember me"
 * was chosen (next-auth itself would lengthen every session to its maxAge). It is never asked for anything but
 * signing in with GitHub and Google and reading a session: passwords and mailed links are our own actions.
 */
export function identityAdapter(request: AdapterRequest): Adapter {
  return {
    async createUser(user: Omit<AdapterUser, "id">) {
      // Only addresses the service has verified get this far (see gateway.ts).
      const { email } = user;
      const name = usableName(user.name ?? "", email);
      const person = { name, email, passwordHash: null, emailVerified: true, locale: request.locale };
      const id = await transact((tx) => createUser(tx, person));
      return toAdapterUser(await personOrThrow(id));
    },
    async getUser(id) {
      const person = await findPerson(id);
      return person && toAdapterUser(person);
    },
    async getUserByEmail(email) {
      const canonical = canonicalEmail(email);
      const person = canonical ? await findPersonByEmail(canonical) : null;
      return person && toAdapterUser(person);
    },
    async getUserByAccount({ provider, providerAccountId }) {
      const person = await findUserByAccount(provider, providerAccountId);
      return person && toAdapterUser(person);
    },
    async updateUser(user) {
      return toAdapterUser(await personOrThrow(user.id));
    },
    async linkAccount(account: { provider: string; providerAccountId: string; userId: string }) {
      await transact(async (tx) => {
        await claimByMailbox(tx, account.userId);
        await linkAccount(tx, account.userId, account.provider, account.providerAccountId);
      });
    },
    async createSession({ sessionToken, userId }) {
      const session = { ...request, userId, remember: true, token: sessionToken };
      const { expiresAt } = await transact((tx) => createSession(tx, session));
      return { sessionToken, userId, expires: expiresAt };
    },
    async getSessionAndUser(sessionToken) {
      const found = await findSession(sessionToken);
      if (!found) return null;
      const session = { sessionToken, userId: found.person.userId, expires: found.session.expiresAt };
      return { session, user: toAdapterUser(found.person) };
    },
    async updateSession({ sessionToken }) {
      const found = await findSession(sessionToken);
      if (!found) return null;
      await transact((tx) => touchSession(tx, found.session.id));
      const after = (await findSession(sessionToken)) ?? found;
      return { sessionToken, userId: found.person.userId, expires: after.session.expiresAt };
    },
    async deleteSession(sessionToken) {
      await transact((tx) => endSession(tx, sessionToken));
    },
  };
}

async function personOrThrow(id: string): Promise<Person> {
  const person = await findPerson(id);
  if (!person) throw new Refusal("gone");
  return person;
}

function toAdapterUser({ userId, name, email, emailVerifiedAt }: Person): AdapterUser {
  return { id: userId, name, email, emailVerified: emailVerifiedAt ?? null };
}

/** The service's name for the person when we would accept it, else the part of the address before the @. */
function usableName(name: string, email: string): string {
  const tidy = tidyName(name).slice(0, 60).trim();
  return tidy && !nameProblem(tidy) ? tidy : (email.split("@")[0] ?? "member");
}

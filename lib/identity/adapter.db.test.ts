import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { read, transact } from "@/db/client";
import { sessions, users } from "@/db/schema/identity";
import { freshDatabase } from "@/e2e/support/database";
import { identityAdapter } from "./adapter";
import { createSession, createUser } from "./commands";
import { hashPassword } from "./password";
import { findCredentials, findSession } from "./queries";
import { newSessionToken } from "./token";

vi.mock("next/headers", () => import("@/e2e/support/browser"));

const adapter = () => identityAdapter({ userAgent: "test", address: "192.0.2.1", locale: "en" });
const github = { provider: "github", providerAccountId: "7", type: "oauth" as const };
const endOf = async (token: string) => (await findSession(token))!.session.expiresAt.getTime();

async function ada(emailVerified: boolean) {
  const passwordHash = await hashPassword("a long sentence");
  return transact((tx) => createUser(tx, { name: "Ada", email: "ada@example.org", passwordHash, emailVerified }));
}

beforeEach(async () => {
  await freshDatabase();
});

describe("next-auth's view of our tables", () => {
  it("makes confirmed accounts and finds them by address and by service", async () => {
    const { createUser, linkAccount, getUserByEmail, getUserByAccount, getUser } = adapter();
    const made = await createUser!({ name: "Ada", email: "Ada@Example.org", emailVerified: null } as never);
    expect(made).toMatchObject({ name: "Ada", email: "Ada@Example.org", emailVerified: expect.any(Date) });
    await linkAccount!({ ...github, userId: made.id } as never);
    expect(await getUserByEmail!("ada@example.org")).toMatchObject({ id: made.id });
    expect(await getUserByAccount!(github)).toMatchObject({ id: made.id });
    expect(await getUserByAccount!({ ...github, providerAccountId: "8" })).toBeNull();
    expect(await getUser!("nobody")).toBeNull();
    expect(await getUserByEmail!("")).toBeNull();
  });

  it("gives a person without a usable name one", async () => {
    const made = await adapter().createUser!({
      name: "\u202E",
      email: "li.wei@example.org",
      emailVerified: null,
    } as never);
    expect(made.name).toBe("li.wei");
  });

  it("keeps the password of a confirmed account when a service is joined", async () => {
    const userId = await ada(true);
    await adapter().linkAccount!({ ...github, userId } as never);
    expect((await findCredentials("ada@example.org"))?.passwordHash).not.toBeNull();
  });

  it("takes password and sessions from an account nobody had confirmed", async () => {
    const userId = await ada(false);
    const squatter = await transact((tx) => createSession(tx, { userId, remember: true, userAgent: "", address: "" }));
    await adapter().linkAccount!({ ...github, userId } as never);
    expect(await findCredentials("ada@example.org")).toMatchObject({
      passwordHash: null,
      emailVerifiedAt: expect.any(Date),
    });
    expect(await findSession(squatter.token)).toBeNull();
  });

  it("stores session tokens as hashes and reads them back", async () => {
    const userId = await ada(true);
    const sessionToken = newSessionToken();
    await adapter().createSession!({ sessionToken, userId, expires: new Date() });
    expect(JSON.stringify(await read().select().from(sessions))).not.toContain(sessionToken);
    expect(await adapter().getSessionAndUser!(sessionToken)).toMatchObject({
      user: { id: userId },
      session: { sessionToken },
    });
    expect(await adapter().getSessionAndUser!("forged")).toBeNull();
    await adapter().deleteSession!(sessionToken);
    expect(await adapter().getSessionAndUser!(sessionToken)).toBeNull();
  });

  it("lengthens remembered sessions only, whatever next-auth asks for", async () => {
    const userId = await ada(true);
    const open = (remember: boolean) =>
      transact((tx) => createSession(tx, { userId, remember, userAgent: "", address: "" }));
    const [short, long] = [await open(false), await open(true)];
    const before = { short: await endOf(short.token), long: await endOf(long.token) };
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 60 * 60_000 });
    try {
      const far = new Date(Date.now() + 1e12);
      await adapter().updateSession!({ sessionToken: short.token, expires: far });
      await adapter().updateSession!({ sessionToken: long.token, expires: far });
      expect(await endOf(short.token)).toBe(before.short);
      expect(await endOf(long.token)).toBeGreaterThan(before.long);
      expect(await endOf(long.token)).toBeLessThan(far.getTime());
    } finally {
      vi.useRealTimers();
    }
  });

  it("ends an unremembered session after twelve hours", async () => {
    const userId = await ada(true);
    const { token } = await transact((tx) =>
      createSession(tx, { userId, remember: false, userAgent: "", address: "" }),
    );
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 12 * 60 * 60_000 + 1 });
    try {
      expect(await findSession(token)).toBeNull();
    } finally {
      vi.useRealTimers();
    }
  });

  it("forgets sessions with their person", async () => {
    const userId = await ada(true);
    const { token } = await transact((tx) => createSession(tx, { userId, remember: true, userAgent: "", address: "" }));
    await transact((tx) => tx.delete(users).where(eq(users.id, userId)));
    expect(await findSession(token)).toBeNull();
  });
});

import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { closeDatabase, read, transact } from "@/db/client";
import { rateLimits } from "@/db/schema/identity";
import { freshDatabase } from "@/e2e/support/database";
import { minuteMs, wallClock } from "./clock";
import { Refusal } from "./errors";
import { clearLimit, returnLimit, spendLimits, sweepLimits, takeLimits } from "./rate-limit";

beforeEach(async () => {
  await freshDatabase();
});

const limit = { key: "sign-in:ada", count: 3, windowMs: 10 * minuteMs };
const spend = (...limits: (typeof limit)[]) => spendLimits(limits.length > 0 ? limits : [limit]);
const counted = async (key = limit.key) =>
  (await read().select().from(rateLimits).where(eq(rateLimits.key, key)))[0]?.count;
const refused = async (spending: Promise<unknown>) => {
  const error = await spending.then(
    () => null,
    (reason: unknown) => reason,
  );
  return error instanceof Refusal ? [error.code, error.options.values] : error;
};

describe("a limit", () => {
  it("lets its count pass and says in how many minutes the next may try", async () => {
    for (let n = 0; n < 3; n++) await spend();
    expect(await refused(spend())).toEqual(["too-many", { minutes: 10 }]);
  });

  it("lets exactly its count pass when twenty come at once", async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => spend()));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
  });

  it("stands in the database: another connection counts on where the first stopped", async () => {
    await spend();
    await spend();
    await closeDatabase();
    await spend();
    expect(await refused(spend())).toEqual(["too-many", { minutes: 10 }]);
  });

  it("counts a refused try too, and begins anew when its window is over", async () => {
    for (let n = 0; n < 5; n++) await refused(spend());
    expect(await counted()).toBe(5);
    await transact((tx) => tx.update(rateLimits).set({ windowEndsAt: wallClock() }));
    await spend();
    expect(await counted()).toBe(1);
  });

  it("of one key leaves the others alone", async () => {
    const other = { ...limit, key: "sign-in:grace" };
    for (let n = 0; n < 3; n++) await spend(limit, other);
    await spend({ ...limit, key: "sign-in:edsger" });
    expect(await refused(spend(other))).toEqual(["too-many", { minutes: 10 }]);
  });

  it("taken inside of a transaction that fails is given back; spent on its own it stays", async () => {
    const failing = transact(async (tx) => {
      await takeLimits(tx, [limit]);
      throw new Error("undone");
    });
    await expect(failing).rejects.toThrow("undone");
    expect(await counted()).toBeUndefined();
    await spend();
    expect(await counted()).toBe(1);
  });

  it("can be cleared and given back, never below nothing", async () => {
    await spend();
    await transact((tx) => returnLimit(tx, limit.key));
    await transact((tx) => returnLimit(tx, limit.key));
    expect(await counted()).toBe(0);
    await spend();
    await transact((tx) => clearLimit(tx, limit.key));
    expect(await counted()).toBeUndefined();
  });

  it("is swept away when its window is over, and only then", async () => {
    await spend();
    await sweepLimits();
    expect(await counted()).toBe(1);
    await transact((tx) => tx.update(rateLimits).set({ windowEndsAt: new Date(wallClock().getTime() - 1) }));
    await sweepLimits();
    expect(await counted()).toBeUndefined();
  });
});

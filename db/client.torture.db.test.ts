import { spawn } from "node:child_process";
import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { afterCommit, read, transact } from "@/db/client";
import { engine } from "@/db/dialect";
import { sumOf } from "@/db/dialect/sql";
import { rateLimits } from "@/db/schema/identity";
import { installation } from "@/db/schema/platform";
import { freshDatabase } from "@/e2e/support/database";

// Ten accounts with 1,000 each, kept in a table that has a number. What moves between them never changes the sum.
const accounts = Array.from({ length: 10 }, (_, index) => `account-${index}`);
const total = 10_000;

async function openAccounts() {
  const rows = accounts.map((key) => ({ key, windowEndsAt: new Date(0), count: 1000 }));
  await transact((tx) => tx.insert(rateLimits).values(rows));
}

const sumNow = async () =>
  (
    await read()
      .select({ sum: sumOf(rateLimits.count) })
      .from(rateLimits)
  )[0]!.sum;
const balances = async () =>
  Object.fromEntries((await read().select().from(rateLimits)).map((row) => [row.key, row.count]));

class ChangedMyMind extends Error {}

/** Takes from one account, waits, gives to the other; every third transfer throws in the middle. */
function transfer(turn: number): Promise<"moved" | "undone"> {
  const from = accounts[turn % 10]!;
  const to = accounts[(turn * 7 + 3) % 10]!;
  const amount = (turn % 13) + 1;
  return transact(async (tx) => {
    await tx
      .update(rateLimits)
      .set({ count: sql`${rateLimits.count} - ${amount}` })
      .where(eq(rateLimits.key, from));
    await Promise.resolve();
    if (turn % 3 === 0) throw new ChangedMyMind();
    await tx
      .update(rateLimits)
      .set({ count: sql`${rateLimits.count} + ${amount}` })
      .where(eq(rateLimits.key, to));
    return "moved" as const;
  }).catch((error: unknown) => {
    if (error instanceof ChangedMyMind) return "undone" as const;
    throw error;
  });
}

function expectedBalances(turns: number): Record<string, number> {
  const expected = Object.fromEntries(accounts.map((key) => [key, 1000]));
  for (let turn = 0; turn < turns; turn++) {
    if (turn % 3 === 0) continue;
    expected[accounts[turn % 10]!]! -= (turn % 13) + 1;
    expected[accounts[(turn * 7 + 3) % 10]!]! += (turn % 13) + 1;
  }
  return expected;
}

/** Sums all the time until told to stop; returns every sum it saw. */
function watchSums() {
  const seen = new Set<number>();
  let looks = 0;
  let isOver = false;
  const watching = (async () => {
    while (!isOver) {
      seen.add(await sumNow());
      looks++;
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  })();
  return {
    async stop() {
      isOver = true;
      await watching;
      return { seen: [...seen], looks };
    },
  };
}

describe("transact under load", () => {
  beforeEach(async () => {
    await freshDatabase();
    await openAccounts();
  });

  it("keeps the sum through 200 concurrent transfers of which a third throws", async () => {
    const reader = watchSums();
    const outcomes = await Promise.all(Array.from({ length: 200 }, (_, turn) => transfer(turn)));
    const { seen, looks } = await reader.stop();
    expect(looks).toBeGreaterThan(0);
    expect(seen).toEqual([total]);
    expect(outcomes.filter((outcome) => outcome === "undone")).toHaveLength(67);
    expect(await balances()).toEqual(expectedBalances(200));
  });

  it("keeps the sum with two processes on one database", async () => {
    const child = new Promise<string>((resolve, reject) => {
      const started = spawn(process.execPath, ["scripts/run.mjs", "db/torture-transfers.fixture.ts", "60"]);
      let output = "";
      for (const stream of [started.stdout, started.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk));
      started.on("error", reject);
      started.on("close", (code) => (code === 0 ? resolve(output) : reject(new Error(output))));
    });
    const reader = watchSums();
    const mine: Promise<unknown>[] = [];
    for (let turn = 0; turn < 120; turn++) {
      mine.push(transfer(turn));
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await Promise.all([child, ...mine]);
    const { seen } = await reader.stop();
    expect(seen).toEqual([total]);
    const moved = await read().select().from(installation).where(eq(installation.key, "transfers"));
    expect(moved[0]?.value).toBe("60");
  });
});

describe("transact", () => {
  beforeEach(freshDatabase);

  const put = (key: string) => transact((tx) => tx.insert(installation).values({ key, value: "yes" }));
  const keys = async () => (await read().select().from(installation)).map((row) => row.key).sort();

  it("joins the outer transaction when nested, so that a later throw undoes both", async () => {
    await expect(
      transact(async () => {
        await put("inner");
        expect(await keys()).toEqual(["inner"]);
        throw new ChangedMyMind();
      }),
    ).rejects.toThrow(ChangedMyMind);
    expect(await keys()).toEqual([]);
  });

  it("shows nothing of a running transaction to a reader outside of it", async () => {
    let seenOutside: string[] | null = null;
    const gate = Promise.withResolvers<void>();
    const written = Promise.withResolvers<void>();
    const writing = transact(async (tx) => {
      await tx.insert(installation).values({ key: "uncommitted", value: "yes" });
      written.resolve();
      await gate.promise;
    });
    await written.promise;
    seenOutside = await keys();
    gate.resolve();
    await writing;
    expect(seenOutside).toEqual([]);
    expect(await keys()).toEqual(["uncommitted"]);
  });

  it("runs effects after the commit and only then, once each", async () => {
    const effects: string[] = [];
    await transact(async () => {
      afterCommit(() => effects.push("committed"));
      await put("a");
      expect(effects).toEqual([]);
    });
    expect(effects).toEqual(["committed"]);
    await transact(async () => {
      afterCommit(() => effects.push("never"));
      throw new ChangedMyMind();
    }).catch(() => undefined);
    expect(effects).toEqual(["committed"]);
  });

  it("goes on working after a transaction that failed", async () => {
    await put("twice");
    await expect(put("twice")).rejects.toThrow();
    await put("after");
    expect(await keys()).toEqual(["after", "twice"]);
  });

  it.runIf(engine === "postgres")(
    "runs a transaction again when another one got in between, and its effects once",
    async () => {
      await transact((tx) => tx.insert(rateLimits).values({ key: "n", windowEndsAt: new Date(0), count: 0 }));
      let runs = 0;
      const effects: number[] = [];
      // Reads, then writes what it read plus one: without a retry one of the two would be lost.
      const increment = () =>
        transact(async (tx) => {
          const run = ++runs;
          afterCommit(() => effects.push(run));
          const [row] = await tx.select().from(rateLimits).where(eq(rateLimits.key, "n"));
          await new Promise((resolve) => setTimeout(resolve, 20));
          await tx
            .update(rateLimits)
            .set({ count: row!.count + 1 })
            .where(eq(rateLimits.key, "n"));
        });
      await Promise.all([increment(), increment(), increment()]);
      expect((await read().select().from(rateLimits))[0]?.count).toBe(3);
      expect(runs).toBeGreaterThan(3);
      expect(effects).toHaveLength(3);
    },
  );
});

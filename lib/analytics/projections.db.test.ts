import { beforeEach, describe, expect, it } from "vitest";
import { read, transact } from "@/db/client";
import { activityDays, memberPeriods, moneyDays, projectionState } from "@/db/schema/analytics";
import { journal } from "@/db/schema/journal";
import { freshDatabase } from "@/e2e/support/database";
import type { Verb } from "@/lib/journal/types";
import { newId } from "@/lib/platform/ids";
import { projectCommunity, rebuildCommunity } from "./commands/projections";
import { isBehind } from "./queries/projections";
import { verifyCommunity } from "./verify-projections";

const zone = "Asia/Shanghai";
const hourMs = 3_600_000;
const storyStart = Date.UTC(2026, 0, 1);

interface Told {
  verb: Verb;
  /** Hours since the story's start. */
  at: number;
  memberId: string;
  /** Hours since the story's start; later than `at` for what is recorded late. */
  recordedAt?: number;
  communityId?: string;
  objectId?: string;
  amount?: number;
  detail?: Record<string, string | number | boolean | null>;
}

async function tell(entries: Told[]): Promise<void> {
  const instant = (hours: number) => new Date(storyStart + hours * hourMs);
  await transact(async (tx) => {
    for (const entry of entries) {
      await tx.insert(journal).values({
        id: newId(instant(entry.at).getTime()),
        communityId: entry.communityId ?? "c1",
        at: instant(entry.at),
        recordedAt: instant(entry.recordedAt ?? entry.at),
        verb: entry.verb,
        memberId: entry.memberId,
        actorId: null,
        objectKind: null,
        objectId: entry.objectId ?? null,
        amount: entry.amount ?? null,
        currency: entry.verb.startsWith("pay") ? "CNY" : null,
        detail: entry.detail ?? {},
      });
    }
  });
}

const project = (hours: number, inZone = zone) =>
  transact((tx) => projectCommunity(tx, "c1", { zone: inZone, upTo: new Date(storyStart + hours * hourMs) }));
const rebuild = (hours: number) =>
  transact((tx) => rebuildCommunity(tx, "c1", { zone, upTo: new Date(storyStart + hours * hourMs) }));

/** Everything stored for all communities, in an order of its own. */
async function projected() {
  const rows = [
    ...(await read().select().from(activityDays)),
    ...(await read().select().from(moneyDays)),
    ...(await read().select().from(memberPeriods)),
  ];
  return rows.map((row) => JSON.stringify(row)).sort();
}

/** A small deterministic story: people join, pay, talk, change plans and leave over sixty days. */
function story(): Told[] {
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed % below;
  };
  const told: Told[] = [];
  for (let person = 0; person < 40; person++) {
    const memberId = `m${String(person).padStart(2, "0")}`;
    const joined = random(900);
    const paying = { memberId, objectId: `sub-${memberId}` };
    told.push({ verb: "member.joined", at: joined, memberId });
    if (person % 2 === 0) {
      const detail = { monthlyAmount: 10_000 / 12, interval: "year", productId: "plan" };
      told.push({ verb: "paying.started", at: joined + 1, ...paying, detail });
      told.push({
        verb: "payment.charged",
        at: joined + 1,
        memberId,
        amount: 10_000,
        detail: { productKind: "subscription" },
      });
    }
    if (person % 4 === 0)
      told.push({
        verb: "paying.changed",
        at: joined + 200,
        ...paying,
        detail: { monthlyAmount: 9900, interval: "month", productId: "plan" },
      });
    if (person % 6 === 0)
      told.push({
        verb: "payment.refunded",
        at: joined + 260,
        memberId,
        amount: -10_000,
        detail: { productKind: "subscription" },
      });
    if (person % 6 === 0)
      told.push({ verb: "paying.ended", at: joined + 260, ...paying, detail: { reason: "refunded" } });
    if (person % 5 === 0) told.push({ verb: "member.left", at: joined + 300, memberId, detail: { reason: "asked" } });
    if (person % 10 === 0) told.push({ verb: "member.joined", at: joined + 400, memberId });
    for (let i = 0; i < random(12); i++) {
      told.push({
        verb: "comment.added",
        at: joined + random(250),
        memberId,
        detail: { postKind: i % 2 ? "question" : "tutorial" },
      });
      told.push({ verb: "reaction.added", at: joined + random(250), memberId, detail: { targetKind: "post" } });
    }
    told.push({
      verb: "post.published",
      at: joined + 5,
      memberId,
      detail: { kind: person % 3 ? "discussion" : "article" },
    });
  }
  return told;
}

/** The story with a third of it recorded days late, as Stripe or a repaired webhook would. */
const recordedLate = () =>
  story().map((entry, i) => (i % 3 === 0 ? { ...entry, recordedAt: entry.at + 24 + (i % 70) } : entry));

describe("projections of the journal", () => {
  beforeEach(freshDatabase);

  it("are the same whether projected bit by bit or rebuilt from zero, late entries included", async () => {
    const waiting = recordedLate().sort((a, b) => (a.recordedAt ?? a.at) - (b.recordedAt ?? b.at));
    for (let hours = 100; hours <= 1500; hours += 100) {
      const due = waiting.filter((entry) => (entry.recordedAt ?? entry.at) <= hours);
      waiting.splice(0, due.length);
      await tell(due);
      await project(hours);
    }
    await tell(waiting);
    await project(5000);
    const bitByBit = await projected();
    expect(bitByBit.length).toBeGreaterThan(200);
    await rebuild(5000);
    expect(await projected()).toEqual(bitByBit);
  });

  it("do not depend on the order in which entries were written", async () => {
    await tell(story());
    await rebuild(5000);
    const forwards = await projected();
    await freshDatabase();
    await tell(story().reverse());
    await rebuild(5000);
    expect(await projected()).toEqual(forwards);
  });

  it("stay as they are when projected twice", async () => {
    await tell(story());
    await project(5000);
    const once = await projected();
    await project(5000);
    expect(await projected()).toEqual(once);
  });

  it("take in an entry that became visible behind the cursor within five minutes", async () => {
    await tell([{ verb: "member.joined", at: 10, memberId: "early" }]);
    await project(11);
    await tell([{ verb: "member.joined", at: 10.95, memberId: "late commit" }]);
    await project(12);
    expect(await read().select().from(memberPeriods)).toHaveLength(2);
  });

  it("leave what is recorded after the cursor for the next run", async () => {
    await tell([{ verb: "comment.added", at: 5, recordedAt: 20, memberId: "m", detail: { postKind: "tutorial" } }]);
    await project(10);
    expect(await projected()).toEqual([]);
    expect(await isBehind("c1", zone)).toBe(true);
    await project(21);
    expect(await projected()).toHaveLength(1);
    expect(await isBehind("c1", zone)).toBe(false);
  });

  it("cut days in the community's zone, and anew when it moves to another", async () => {
    await tell([{ verb: "comment.added", at: 16, memberId: "m", detail: { postKind: "tutorial" } }]);
    await project(50);
    expect((await read().select().from(activityDays))[0]).toMatchObject({
      day: "2026-01-02",
      kind: "comment",
      count: 1,
    });
    await project(50, "America/New_York");
    expect((await read().select().from(activityDays)).map((row) => row.day)).toEqual(["2026-01-01"]);
    expect((await read().select().from(projectionState))[0]!.zone).toBe("America/New_York");
  });

  it("keep the fraction of a yearly price and the terms of each paid period", async () => {
    await tell(story().filter((entry) => entry.memberId === "m04"));
    await project(5000);
    const periods = (await read().select().from(memberPeriods)).filter((row) => row.scope === "paying");
    expect(periods.map((row) => [row.monthlyAmount, row.interval, row.endReason])).toEqual([
      [10_000 / 12, "year", "changed"],
      [9900, "month", null],
    ]);
  });

  it("never mix two communities", async () => {
    await tell([
      { verb: "member.joined", at: 1, memberId: "ours" },
      { verb: "member.joined", at: 1, memberId: "theirs", communityId: "c2" },
      { verb: "reaction.added", at: 1, memberId: "theirs", communityId: "c2" },
    ]);
    await project(10);
    expect((await read().select().from(memberPeriods)).map((row) => row.memberId)).toEqual(["ours"]);
    expect(await read().select().from(activityDays)).toEqual([]);
  });
});

describe("verifying the projections", () => {
  beforeEach(freshDatabase);

  it("finds no difference after any mix of early and late entries", async () => {
    await tell(recordedLate());
    await project(700);
    expect(await verifyCommunity("c1", zone)).toEqual([]);
  });

  it("finds a changed count, a missing period and a row nobody can explain", async () => {
    await tell(story());
    expect(await verifyCommunity("c1", zone)).toEqual([]);
    await transact(async (tx) => {
      await tx.update(activityDays).set({ count: 99 });
      await tx.delete(memberPeriods);
      await tx.insert(moneyDays).values({
        communityId: "c1",
        day: "2020-01-01",
        currency: "CNY",
        kind: "charge",
        productKind: "",
        amount: 1,
        count: 1,
      });
    });
    const differences = (await verifyCommunity("c1", zone)).join("\n");
    expect(differences).toMatch(/activity by day: missing .*"day":"2026-01-\d\d"/);
    expect(differences).toMatch(/activity by day: and \d+ more/);
    expect(differences).toMatch(/periods: missing .*"m00"/);
    expect(differences).toMatch(/money by day: not in the journal .*"2020-01-01"/);
  });

  it("names rows that the journal does not make", async () => {
    await tell([{ verb: "member.joined", at: 1, memberId: "m" }]);
    await project(5);
    await transact(async (tx) => {
      await tx.insert(moneyDays).values({
        communityId: "c1",
        day: "2020-01-01",
        currency: "CNY",
        kind: "charge",
        productKind: "",
        amount: 1,
        count: 1,
      });
    });
    expect(await verifyCommunity("c1", zone)).toEqual([expect.stringMatching(/^money by day: not in the journal/)]);
  });
});

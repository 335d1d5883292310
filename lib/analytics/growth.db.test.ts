import { eq, sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { read, transact } from "@/db/client";
import { amongSelected } from "@/db/dialect/sql";
import { activityDays, memberPeriods } from "@/db/schema/analytics";
import { freshDatabase } from "@/e2e/support/database";
import { growthRowsOf, type PlainRows } from "@/e2e/support/growth-rows";
import { anyHistory, historyRuns, tellHistory } from "@/e2e/support/span-stories";
import { record } from "@/lib/journal/commands";
import type { JournalEntry } from "@/lib/journal/types";
import type { MemberActivity } from "./activity";
import { computeGrowth } from "./growth";
import { catchUp } from "./project-now";
import { listGrowthRows } from "./queries/overview";
import { hasPayingSpans } from "./queries/retention";
import { previousRange, type Range, rangeEndingAt, rangeKeys } from "./ranges";
import { cohortQuestion } from "./retention-report";
import type { Growth } from "./types";

const community = { id: "c1", zone: "Asia/Shanghai" };
const asOf = new Date("2026-11-22T06:00:00Z");
const daysAgo = (days: number) => new Date(asOf.getTime() - days * 86_400_000);

const happen = (entries: Omit<JournalEntry, "communityId">[]) =>
  transact(async (tx) => {
    for (const entry of entries) await record(tx, { communityId: community.id, ...entry });
  });

async function growth(range: "30d" | "12m" = "30d") {
  await catchUp(community);
  const chosen = rangeEndingAt(range, asOf, community.zone);
  const question = cohortQuestion({}, await hasPayingSpans(community.id));
  const asked = { communityId: community.id, currency: "CNY", range: chosen, filter: null, question };
  return computeGrowth(await listGrowthRows(asked), chosen, "CNY");
}

const people = (count: number) => Array.from({ length: count }, (_, i) => `m${i}`);

describe("the growth page from the journal to its figures", () => {
  beforeEach(freshDatabase);

  it("the article's first example: of 100 members 20 leave, R = −0.2", async () => {
    await happen(people(100).map((memberId) => ({ verb: "member.joined", memberId, at: daysAgo(60) })));
    await happen(people(20).map((memberId) => ({ verb: "member.left", memberId, at: daysAgo(4) })));
    const { members } = await growth();
    expect(members).toMatchObject({ from: 100, to: 80, left: 20, netGrowth: -0.2, ratio: 0.8, retainedShare: 0.8 });
  });

  it("the article's second example: 50 members interact 100 times, A = 2", async () => {
    await happen(people(50).map((memberId) => ({ verb: "member.joined", memberId, at: daysAgo(60) })));
    await happen(
      people(50).flatMap((memberId): Omit<JournalEntry, "communityId">[] => [
        { verb: "comment.added", memberId, detail: { postKind: "tutorial" }, at: daysAgo(3) },
        { verb: "reaction.added", memberId, detail: { targetKind: "post" }, at: daysAgo(9) },
      ]),
    );
    const { activity, days, composition } = await growth();
    expect(activity).toMatchObject({
      interactions: 100,
      perMember: 2,
      active: 50,
      activeShare: 1,
      contributorShare: 1,
    });
    expect(days.reduce((sum, day) => sum + day.interactions, 0)).toBe(100);
    expect(composition.reduce((sum, row) => sum + row.count, 0)).toBe(100);
  });

  it("paying, refunded and yearly members show in MRR, revenue and plans", async () => {
    const paid = (memberId: string, monthlyAmount: number, interval: string, days: number) => ({
      verb: "paying.started" as const,
      memberId,
      object: { kind: "subscription" as const, id: `s-${memberId}` },
      currency: "CNY",
      detail: { monthlyAmount, interval, productId: "plan" },
      at: daysAgo(days),
    });
    await happen([
      paid("a", 3900, "month", 50),
      paid("b", 39_000 / 12, "year", 10),
      {
        verb: "payment.charged",
        memberId: "a",
        amount: 3900,
        currency: "CNY",
        detail: { productKind: "subscription" },
        at: daysAgo(50),
      },
      {
        verb: "payment.charged",
        memberId: "b",
        amount: 39_000,
        currency: "CNY",
        detail: { productKind: "subscription" },
        at: daysAgo(10),
      },
      {
        verb: "payment.refunded",
        memberId: "a",
        amount: -3900,
        currency: "CNY",
        detail: { productKind: "subscription" },
        at: daysAgo(2),
      },
      {
        verb: "paying.ended",
        memberId: "a",
        object: { kind: "subscription", id: "s-a" },
        detail: { reason: "refunded" },
        at: daysAgo(2),
      },
    ]);
    const { mrr, revenue, plans } = await growth("12m");
    expect(mrr).toMatchObject({ amount: 3250, paying: 1, yearlyShare: 1 });
    expect(revenue.map((row) => [row.month, row.charges, row.refunds, row.net])).toEqual([
      ["2026-10", 3900, 0, 3900],
      ["2026-11", 39_000, -3900, 35_100],
    ]);
    expect(plans).toMatchObject([{ interval: "year", amount: 3250, members: 1, share: 1 }]);
  });

  it("shows at once what happened since the last look", async () => {
    await happen([{ verb: "member.joined", memberId: "a", at: daysAgo(2) }]);
    expect((await growth()).members.to).toBe(1);
    await happen([{ verb: "member.joined", memberId: "b", at: daysAgo(1) }]);
    expect((await growth()).members.to).toBe(2);
  });
});

/** What the community's projections hold, told plainly: everything is added up here, one by one. */
async function plainRowsOf(communityId: string, range: Range): Promise<PlainRows> {
  const periods = (await read().select().from(memberPeriods).where(eq(memberPeriods.communityId, communityId))).map(
    (row) => ({ ...row, monthlyAmount: row.monthlyAmount ?? 0, currency: row.currency ?? "" }),
  );
  const days = await read().select().from(activityDays).where(eq(activityDays.communityId, communityId));
  const inDays = (some: readonly string[]) => days.filter(({ day }) => day >= some[0]! && day <= some.at(-1)!);
  const people = (some: readonly string[]): MemberActivity[] =>
    [...Map.groupBy(inDays(some), ({ memberId }) => memberId)].map(([memberId, rows]) => ({
      memberId,
      interactions: rows.reduce((sum, { count }) => sum + count, 0),
      written: rows.filter(({ kind }) => kind !== "reaction").reduce((sum, { count }) => sum + count, 0),
    }));
  const byDay = Map.groupBy(days, ({ day }) => day);
  return {
    memberPeriods: periods.filter(({ scope }) => scope === "member"),
    payingPeriods: periods.filter(({ scope }) => scope === "paying"),
    kindDays: days,
    activeDays: [...byDay].map(([day, rows]) => ({ day, day1: new Set(rows.map(({ memberId }) => memberId)).size })),
    people: people(range.days),
    peopleBefore: people(previousRange(range).days),
    money: [],
    productNames: new Map(),
  };
}

/** Each run tells a history and projects it: seconds in all, many on a busy machine. */
const propertyTimeout = 180_000;

describe("the overview’s sums in SQL", () => {
  beforeEach(freshDatabase);

  it(
    "equal the definitions over random histories, of everybody and of a segment that is everybody",
    async () => {
      await fc.assert(
        fc.asyncProperty(anyHistory, fc.constantFrom(...rangeKeys), async ({ zone, entries, asOf }, key) => {
          const communityId = await tellHistory(entries, zone);
          const range = rangeEndingAt(key, asOf, zone);
          const rows = growthRowsOf(await plainRowsOf(communityId, range), range, "CNY");
          const defined = computeGrowth(rows, range, "CNY");
          const all = amongSelected(sql`select member_id from ${memberPeriods} where community_id = ${communityId}`);
          for (const filter of [null, all]) {
            const asked = { communityId, currency: "CNY", range, filter, question: rows.cohorts.question };
            const counted = computeGrowth({ ...(await listGrowthRows(asked)), risk: null }, range, "CNY");
            // Nobody but members and payers is in the segment; who interacts here without either is in neither.
            const strangers = filter !== null;
            expect({ ...plainly(counted), ...(strangers && withoutActivity) }).toEqual({
              ...plainly(defined),
              ...(strangers && withoutActivity),
            });
          }
        }),
        { numRuns: historyRuns, endOnFailure: true },
      );
    },
    propertyTimeout,
  );
});

const withoutActivity = { activity: null, activityBefore: null, sparks: null, days: null, composition: null };

/** People per plan are counted by subscription in SQL: two of one person are two. */
const plainly = ({ plans, ...growth }: Growth) => ({
  ...growth,
  plans: plans.map(({ members: _members, ...plan }) => plan).toSorted(byPlan),
});

const byPlan = (a: object, b: object) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

import { and, eq, sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { read, transact } from "@/db/client";
import { amongSelected } from "@/db/dialect/sql";
import { dayClosings, memberPeriods } from "@/db/schema/analytics";
import { freshDatabase } from "@/e2e/support/database";
import { goldenAsOf, goldenCommunity, goldenJune } from "@/e2e/support/golden-june";
import { anyHistory, historyRuns, type StoryEntry, tellHistory } from "@/e2e/support/span-stories";
import { startOfDay } from "@/lib/platform/calendar";
import { type SpanCounts, spanHeadcount, timelineOf } from "./edges";
import { barsOf, computeMemberGrowth, type GrowthPoint } from "./member-growth";
import { countAt, headcount, takeCensus } from "./membership";
import type { Scope } from "./periods";
import { listSpanEdges, listStaying } from "./queries/edges";
import { findGrowthFacts } from "./queries/growth";
import { countSpanRows, listSpanRows } from "./queries/span-rows";
import { previousRange, type Range, rangeEndingAt, rangeKeys } from "./ranges";
import { inBatchesOf } from "./row-cursor";
import { atReason, cursorOf, type SpanFigure, type SpanRow, spanFigures, spanQuestion } from "./span-figures";

const growthOf = async (communityId: string, range: Range) =>
  computeMemberGrowth(await findGrowthFacts(communityId, range, null), range);

const withoutReturns = ({ returned: _, ...counts }: SpanCounts) => counts;

async function censusOf(communityId: string, scope: Scope) {
  const periods = await read()
    .select({ memberId: memberPeriods.memberId, startsAt: memberPeriods.startsAt, endsAt: memberPeriods.endsAt })
    .from(memberPeriods)
    .where(and(eq(memberPeriods.communityId, communityId), eq(memberPeriods.scope, scope)));
  return takeCensus(periods);
}

async function rowsOf(communityId: string, figure: string, at: string | undefined, range: Range): Promise<SpanRow[]> {
  const question = spanQuestion(figure, at, range)!;
  const rows = inBatchesOf(
    3,
    (wanted) => listSpanRows(communityId, question, null, wanted),
    (row) => cursorOf(row, question.pick),
  );
  return Array.fromAsync(rows);
}

/** Each run tells a history and projects it: seconds in all, many on a busy machine. */
const propertyTimeout = 180_000;

describe("the growth page’s figures", () => {
  beforeEach(freshDatabase);

  it(
    "equal the definitions over random histories, at both ends of every bar",
    async () => {
      await fc.assert(
        fc.asyncProperty(anyHistory, fc.constantFrom(...rangeKeys), async ({ zone, entries, asOf }, key) => {
          const communityId = await tellHistory(entries, zone);
          const range = rangeEndingAt(key, asOf, zone);
          const growth = await growthOf(communityId, range);
          const everybody = amongSelected(
            sql`select member_id from ${memberPeriods} where community_id = ${communityId}`,
          );
          const ofSegment = computeMemberGrowth(await findGrowthFacts(communityId, range, everybody), range);
          expect(ofSegment).toEqual(growth);
          const previous = previousRange(range);
          const member = await censusOf(communityId, "member");
          const paying = await censusOf(communityId, "paying");
          expect(growth.members).toMatchObject(headcount(member, range.from, range.to));
          expect(headcount(member, previous.from, previous.to)).toMatchObject(withoutReturns(growth.membersBefore));
          expect(headcount(paying, range.from, range.to)).toMatchObject(withoutReturns(growth.paying));
          expect(headcount(paying, previous.from, previous.to)).toMatchObject(withoutReturns(growth.payingBefore));
          const { continuous, retained, from } = growth.members;
          expect([continuous <= retained, retained <= from]).toEqual([true, true]);
          const unbroken = member.periods.filter(
            (p) => p.startsAt <= range.from && (p.endsAt === null || p.endsAt > range.to),
          );
          expect(growth.members.continuous).toBe(unbroken.length);
          const bars = barsOf(range);
          expect(growth.points.map((point) => [point.members, point.paying])).toEqual(
            bars.map(({ to }) => [countAt(member, to), countAt(paying, to)]),
          );
          const sum = (pick: (point: GrowthPoint) => number) => growth.points.reduce((all, p) => all + pick(p), 0);
          expect([
            sum((p) => p.joined),
            sum((p) => p.left),
            sum((p) => p.payingStarted),
            sum((p) => p.payingEnded),
          ]).toEqual([growth.members.joined, growth.members.left, growth.paying.joined, growth.paying.left]);
          expect([bars[0]!.from, bars.at(-1)!.to]).toEqual([range.from, range.to]);
        }),
        { numRuns: historyRuns, endOnFailure: true },
      );
    },
    propertyTimeout,
  );

  it(
    "are as many as the rows behind them, whole and by bar and by reason",
    async () => {
      await fc.assert(
        fc.asyncProperty(anyHistory, fc.constantFrom("30d", "12m"), async ({ zone, entries, asOf }, key) => {
          const communityId = await tellHistory(entries, zone);
          const range = rangeEndingAt(key, asOf, zone);
          const { members, paying, points, reasons } = await growthOf(communityId, range);
          const figures: Record<SpanFigure, number> = {
            members: members.to,
            paying: paying.to,
            joined: members.joined,
            returned: members.returned,
            left: members.left,
            "paying-started": paying.joined,
            "paying-returned": paying.returned,
            "paying-ended": paying.left,
          };
          for (const [figure, value] of Object.entries(figures)) {
            expect(await countSpanRows(communityId, spanQuestion(figure, undefined, range)!, null)).toBe(value);
            expect(await rowsOf(communityId, figure, undefined, range)).toHaveLength(value);
          }
          const busiest = points.reduce((most, point) =>
            point.joined + point.left > most.joined + most.left ? point : most,
          );
          expect(await rowsOf(communityId, "joined", busiest.name, range)).toHaveLength(busiest.joined);
          expect(await rowsOf(communityId, "left", busiest.name, range)).toHaveLength(busiest.left);
          for (const { scope, reason, count } of reasons) {
            const figure = scope === "member" ? "left" : "paying-ended";
            expect(await rowsOf(communityId, figure, atReason(reason), range)).toHaveLength(count);
          }
        }),
        { numRuns: historyRuns, endOnFailure: true },
      );
    },
    propertyTimeout,
  );

  it("the golden June: 120 → 129 paying, R = +7.5%, 113 of 120 still there and 112 without a gap", async () => {
    const { id: _id, zone } = goldenCommunity;
    const entries = goldenJune().map(
      ({ verb, memberId, at, object, currency, detail }): StoryEntry => ({
        verb,
        memberId,
        at,
        objectId: object?.id ?? null,
        currency: currency ?? null,
        detail: detail ?? {},
      }),
    );
    const told = entries.filter(({ verb }) => verb.startsWith("member.") || verb.startsWith("paying."));
    const communityId = await tellHistory(told, zone);
    const range = rangeEndingAt("30d", startOfDay("2026-07-01", zone), zone);
    expect(range.days.at(-1)).toBe(goldenAsOf);
    const { paying } = await growthOf(communityId, range);
    expect(paying).toMatchObject({ from: 120, to: 129, netGrowth: 0.075 });
    const moments = [range.from, range.to];
    const edges = await listSpanEdges(communityId, moments, null);
    const [staying] = await listStaying(communityId, "paying", [range], null);
    const stayed = spanHeadcount(timelineOf(moments, edges, "paying"), staying!, range.from, range.to);
    expect(stayed).toMatchObject({ from: 120, retained: 113, continuous: 112 });
    expect(paying.joined - paying.left).toBe(9);
  });
});

describe("rows behind a figure", () => {
  beforeEach(freshDatabase);

  it("come page by page, each once, the latest first", async () => {
    const zone = "UTC";
    const entries = Array.from(
      { length: 25 },
      (_, i): StoryEntry => ({
        verb: "member.joined",
        memberId: `m${String(i).padStart(2, "0")}`,
        at: new Date(Date.UTC(2024, 0, 1 + Math.floor(i / 3))),
        objectId: null,
        currency: null,
        detail: {},
      }),
    );
    const communityId = await tellHistory(entries, zone);
    const question = spanQuestion("members", undefined, rangeEndingAt("30d", new Date("2024-02-01T00:00:00Z"), zone))!;
    const seen: SpanRow[] = [];
    for (let after: ReturnType<typeof cursorOf> | null = null; ; ) {
      const page = await listSpanRows(communityId, question, null, { after, limit: 7 });
      seen.push(...page);
      if (page.length < 7) break;
      after = cursorOf(page.at(-1)!, question.pick);
    }
    expect(new Set(seen.map((row) => row.memberId)).size).toBe(25);
    expect(seen.map((row) => row.startsAt.getTime())).toEqual(
      seen.map((row) => row.startsAt.getTime()).toSorted((a, b) => b - a),
    );
  });

  it("do not exist for what is no figure, no day of the range, or no reason of an end", () => {
    const range = rangeEndingAt("30d", new Date("2024-02-01T00:00:00Z"), "UTC");
    expect(Object.keys(spanFigures).map((figure) => spanQuestion(figure, undefined, range))).not.toContain(null);
    for (const [figure, at] of [
      ["nonsense", undefined],
      ["joined", "2023-12-01"],
      ["joined", "reason:left"],
      [undefined, undefined],
    ])
      expect(spanQuestion(figure, at, range)).toBeNull();
  });
});

describe("days that were closed with other figures", () => {
  beforeEach(freshDatabase);

  it("are named with both figures, and days that still agree are not", async () => {
    const communityId = await tellHistory(
      [
        {
          verb: "member.joined",
          memberId: "a",
          at: new Date("2024-01-05T10:00:00Z"),
          objectId: null,
          currency: null,
          detail: {},
        },
        {
          verb: "member.joined",
          memberId: "b",
          at: new Date("2024-01-07T10:00:00Z"),
          objectId: null,
          currency: null,
          detail: {},
        },
      ],
      "UTC",
    );
    const closing = (day: string, members: number) => ({
      communityId,
      day,
      closedAt: new Date("2024-01-10T00:00:00Z"),
      members,
      paying: 0,
      interactions: 0,
      mrr: {},
    });
    await transact((tx) =>
      tx.insert(dayClosings).values([closing("2024-01-06", 1), closing("2024-01-07", 1), closing("2024-01-08", 2)]),
    );
    const range = rangeEndingAt("30d", new Date("2024-01-20T00:00:00Z"), "UTC");
    expect((await growthOf(communityId, range)).restated).toEqual([
      { day: "2024-01-07", figure: "members", closed: 1, now: 2 },
    ]);
  });
});

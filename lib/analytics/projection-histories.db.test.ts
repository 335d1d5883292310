import { sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { read, transact } from "@/db/client";
import { engine } from "@/db/dialect";
import { amongSelected } from "@/db/dialect/sql";
import {
  activeDays,
  activityCohorts,
  activityDays,
  activityMonths,
  conversions,
  firstReplies,
  happeningDays,
  interactionDays,
  memberPeriods,
  memberSpans,
  moneyDays,
  movementMonths,
  mrrDays,
  spanDays,
} from "@/db/schema/analytics";
import { journal } from "@/db/schema/journal";
import { activityMonthPacks, activityPacks, memberHistories, memberTurns, replyPacks } from "@/db/schema/packs";
import { freshDatabase } from "@/e2e/support/database";
import type { Verb } from "@/lib/journal/types";
import { startOfDay } from "@/lib/platform/calendar";
import type { MemberFilter } from "@/lib/segments/types";
import { projectCommunity, rebuildCommunity } from "./commands/projections";
import { momentsOf } from "./edges";
import type { MrrEdges } from "./growth";
import { headcount, takeCensus } from "./membership";
import { rebuild } from "./project-now";
import { listMrrEdges } from "./queries/edges";
import { listHappenings } from "./queries/movements";
import { countPayingMembers } from "./queries/paying-counts";
import { mrrAt, type PayingPeriod } from "./revenue";
import { verifyCommunity } from "./verify-projections";

const hourMs = 3_600_000;

const tables = {
  activityDays,
  interactionDays,
  moneyDays,
  memberPeriods,
  memberSpans,
  memberTurns,
  memberHistories,
  spanDays,
  mrrDays,
  happeningDays,
  movementMonths,
  activityMonths,
  activityPacks,
  activityMonthPacks,
  conversions,
  activeDays,
  activityCohorts,
  firstReplies,
  replyPacks,
};

/** Zones and days at which calendars do something: summer time, month ends, leap days, a day that never was. */
const calendars = [
  { zone: "Asia/Shanghai", first: "2026-01-20" },
  { zone: "America/New_York", first: "2026-02-25" },
  { zone: "America/New_York", first: "2025-10-28" },
  { zone: "Pacific/Apia", first: "2011-12-18" },
  { zone: "Europe/Berlin", first: "2024-02-20" },
  { zone: "America/Havana", first: "2025-10-25" },
];

interface Happening {
  verb: Verb;
  /** Hours since the story's start; some fall on the first instant of a local day. */
  hour: number;
  midnight: boolean;
  person: number;
  subscription: number;
  post: number;
  /** Hours after which it is recorded. */
  late: number;
  worth: number;
  detail: Record<string, string | number | boolean | null>;
}

const verbs = [
  "member.joined",
  "member.joined",
  "member.left",
  "paying.started",
  "paying.started",
  "paying.changed",
  "paying.ended",
  "payment.charged",
  "payment.refunded",
  "post.published",
  "post.published",
  "comment.added",
  "comment.added",
  "comment.added",
  "reaction.added",
  "answer.accepted",
  "answer.unaccepted",
  "post.removed",
] as const satisfies Verb[];

const happening: fc.Arbitrary<Happening> = fc.record({
  verb: fc.constantFrom(...verbs),
  hour: fc.integer({ min: 0, max: 24 * 75 }),
  midnight: fc.boolean(),
  person: fc.integer({ min: 0, max: 4 }),
  subscription: fc.integer({ min: 0, max: 1 }),
  post: fc.integer({ min: 0, max: 2 }),
  late: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 24 * 50 })),
  worth: fc.constantFrom(0, 3900, 39_000 / 12, 99_000 / 12, 1000 / 3, 0.1, 0.2),
  detail: fc.oneof(fc.constant({}), fc.record({ reply: fc.boolean(), discountMonthly: fc.constant(50.5) })),
});

let serial = 0;

/** Writes a history as the application would, under a community of its own; entries are sorted by when they are told. */
function entriesOf(history: readonly Happening[], { zone, first }: (typeof calendars)[number], communityId: string) {
  const start = startOfDay(first, zone).getTime();
  return history
    .map(({ verb, hour, midnight, person, subscription, post, late, worth, detail }) => {
      const at = midnight ? localMidnight(start + hour * hourMs, zone) : new Date(start + hour * hourMs + person);
      const isMoney = verb.startsWith("pay");
      const isPost = verb === "post.published" || verb === "post.removed";
      return {
        id: `${communityId} ${String(++serial).padStart(8, "0")}`,
        communityId,
        at,
        recordedAt: new Date(at.getTime() + late * hourMs),
        actorId: null,
        verb,
        memberId: `${communityId} m${person}`,
        objectKind: null,
        objectId: isPost ? `${communityId} p${post}` : isMoney ? `s${person} ${subscription}` : `a${subscription}`,
        amount: verb.startsWith("payment.") ? Math.round(worth * 3) : null,
        currency: isMoney ? (subscription === 0 ? "CNY" : "USD") : null,
        detail: {
          ...detail,
          ...(isPost
            ? { kind: ["question", "discussion", "article"][person % 3]! }
            : { postId: `${communityId} p${post}` }),
          postKind: "question",
          monthlyAmount: worth,
          interval: worth > 3000 ? "year" : "month",
          productId: `plan ${subscription}`,
          productKind: "subscription",
          reason: `reason ${post}`,
          ...(detail.discountMonthly ? { discountEndsAt: at.getTime() + 30 * 24 * hourMs } : {}),
        },
      };
    })
    .sort((a, b) => a.recordedAt.getTime() - b.recordedAt.getTime());
}

function localMidnight(time: number, zone: string): Date {
  const day = new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(new Date(time));
  return startOfDay(day, zone);
}

async function rowsOf(communityId: string) {
  const found: Record<string, string[]> = {};
  for (const [name, table] of Object.entries(tables)) {
    const rows = await read().select().from(table);
    const own = rows.filter((row) => row.communityId === communityId);
    found[name] = own.map((row) => JSON.stringify(row)).sort();
  }
  return found;
}

const histories = fc.array(happening, { minLength: 8, maxLength: 60 });
const inCalendar = fc.constantFrom(...calendars);

describe("random histories", () => {
  beforeAll(async () => {
    await freshDatabase();
  });

  it("make the same rows however they arrive, bit by bit, late or all at once", async () => {
    await fc.assert(
      fc.asyncProperty(histories, inCalendar, fc.integer({ min: 1, max: 6 }), async (history, calendar, runs) => {
        const communityId = `c${++serial}`;
        const entries = entriesOf(history, calendar, communityId);
        const { zone } = calendar;
        const end = { upTo: new Date(entries.at(-1)!.recordedAt.getTime()), at: new Date(2027, 0, 1) };
        for (let run = 1; run <= runs; run++) {
          const part = entries.slice(
            Math.floor(((run - 1) * entries.length) / runs),
            Math.floor((run * entries.length) / runs),
          );
          if (part.length === 0) continue;
          await transact((tx) => tx.insert(journal).values(part));
          const upTo = part.at(-1)!.recordedAt;
          // The story's clock moves along, so that months end in between.
          await transact((tx) => projectCommunity(tx, communityId, { zone, upTo, at: upTo }));
        }
        await transact((tx) => projectCommunity(tx, communityId, { zone, ...end }));
        const bitByBit = await rowsOf(communityId);
        await transact((tx) => rebuildCommunity(tx, communityId, { zone, ...end }));
        expect(bitByBit).toEqual(await rowsOf(communityId));
        expect(await verifyCommunity(communityId, zone)).toEqual([]);
      }),
      { numRuns: engine === "postgres" ? 10 : 40 },
    );
  }, 240_000);

  it("make movements that add up and spans that neither touch nor overlap", async () => {
    await fc.assert(
      fc.asyncProperty(histories, inCalendar, async (history, calendar) => {
        const communityId = `c${++serial}`;
        const { zone } = calendar;
        await transact((tx) => tx.insert(journal).values(entriesOf(history, calendar, communityId)));
        const options = { zone, upTo: new Date(2027, 0, 1), at: new Date(2027, 0, 1) };
        await transact((tx) => rebuildCommunity(tx, communityId, options));
        const movements = (await read().select().from(movementMonths)).filter((row) => row.communityId === communityId);
        for (const own of Map.groupBy(movements, ({ month, currency }) => `${month} ${currency}`).values()) {
          const of = (kind: string) => own.find((row) => row.kind === kind)?.amount ?? 0;
          const moved = of("new") + of("reactivation") + of("expansion") + of("contraction") + of("churn");
          expect(of("start") + moved).toBeCloseTo(of("end"), 6);
        }
        const spans = (await read().select().from(memberSpans)).filter((row) => row.communityId === communityId);
        for (const own of Map.groupBy(spans, ({ scope, memberId }) => `${scope} ${memberId}`).values()) {
          const sorted = own.sort((a, b) => a.ordinal - b.ordinal);
          for (const [i, span] of sorted.entries()) {
            const before = sorted[i - 1];
            expect(span.ordinal).toBe(i);
            expect(span.endsAt === null || span.endsAt > span.startsAt).toBe(true);
            if (before) expect(before.endsAt !== null && before.endsAt < span.startsAt).toBe(true);
            expect(span.cohortMonth).toBe(sorted[0]!.cohortMonth);
            expect(span.fromMonth).toBeGreaterThanOrEqual(span.cohortMonth);
            expect(span.toMonth === null || span.toMonth >= span.fromMonth).toBe(true);
          }
        }
        const running = (scope: string) => spans.filter((span) => span.scope === scope && span.endsAt === null).length;
        const days = (await read().select().from(spanDays)).filter((row) => row.communityId === communityId);
        for (const scope of ["member", "paying"]) {
          const own = days.filter((row) => row.scope === scope);
          expect(own.reduce((n, row) => n + (row.kind === "end" ? -row.count : row.count), 0)).toBe(running(scope));
        }
      }),
      { numRuns: engine === "postgres" ? 10 : 25 },
    );
  }, 240_000);

  it("answer alike from the days and from everybody's periods, between any two instants", async () => {
    const moment = fc.record({ hour: fc.integer({ min: 0, max: 24 * 120 }), midnight: fc.boolean() });
    const moments = fc.uniqueArray(moment, { minLength: 2, maxLength: 4, selector: ({ hour }) => hour });
    await fc.assert(
      fc.asyncProperty(histories, inCalendar, moments, async (history, calendar, picked) => {
        const communityId = `c${++serial}`;
        const { zone, first } = calendar;
        await transact((tx) => tx.insert(journal).values(entriesOf(history, calendar, communityId)));
        const options = { zone, upTo: new Date(2027, 0, 1), at: new Date(2027, 0, 1) };
        await transact((tx) => rebuildCommunity(tx, communityId, options));
        const start = startOfDay(first, zone).getTime();
        const instants = (list: readonly Pick<Happening, "hour" | "midnight">[]) =>
          momentsOf(
            list.map(({ hour, midnight }) =>
              midnight ? localMidnight(start + hour * hourMs, zone) : new Date(start + hour * hourMs + 1),
            ),
          );
        // Midnights at which something happened, which is of one day and of the window before it.
        const dawns = instants(history.filter(({ midnight }) => midnight).slice(0, 6));
        const everybody = amongSelected(
          sql`select member_id from ${memberPeriods} where community_id = ${communityId}`,
        );
        for (const asked of [instants(picked), dawns, [...dawns, new Date(2027, 0, 1)]]) {
          if (asked.length === 0) continue;
          const [from, to] = [asked[0]!, asked.at(-1)!];
          for (const net of [false, true]) {
            const happened = (segment: MemberFilter) => listHappenings({ communityId, from, to, segment }, net, zone);
            const [days, edges] = [await happened(null), await happened(everybody)];
            expect(days.monthlyEnded).toBe(edges.monthlyEnded);
            expect(rounded(days.sums)).toEqual(rounded(edges.sums));
          }
          const paid = await listPaid(communityId);
          for (const segment of [null, everybody]) {
            const edges = await listMrrEdges(communityId, asked, segment);
            for (const [bucket, t] of asked.entries()) expect(totals(edges, bucket)).toEqual(roundedMrr(paid, t));
            const { retained, ...counts } = headcount(takeCensus(paid), from, to);
            const paying = await countPayingMembers({ communityId, from, to, segment });
            expect(paying).toMatchObject({ from: counts.from, to: counts.to, lost: counts.from - retained });
            expect(paying.ended).toBe(counts.left);
          }
        }
      }),
      { numRuns: engine === "postgres" ? 10 : 60 },
    );
  }, 240_000);
});

/** Sums without the noise of adding fractions in another order, in one order. */
const rounded = <Row extends { amount: number }>(rows: readonly Row[]) =>
  rows.map((row) => JSON.stringify({ ...row, amount: Math.round(row.amount * 1e6) })).sort();

/** What all changes up to a bucket come to, by currency. */
function totals(edges: readonly MrrEdges[], last: number) {
  const sums = new Map<string, number>();
  for (const { currency, change } of edges.filter(({ bucket }) => bucket <= last)) {
    sums.set(currency, (sums.get(currency) ?? 0) + change);
  }
  return withoutNoise(sums);
}

/** MRR at `t` by the definition, in the same form. */
const roundedMrr = (paid: readonly PayingPeriod[], t: Date) => withoutNoise(mrrAt(paid, t));

const withoutNoise = (sums: ReadonlyMap<string, number>) =>
  [...sums]
    .map(([currency, sum]) => [currency, Math.round(sum * 1e6) + 0] as const)
    .filter(([, sum]) => sum !== 0)
    .sort();

/** What the members of a community have paid for, as it is stored. */
async function listPaid(communityId: string): Promise<PayingPeriod[]> {
  const rows = await read().select().from(memberPeriods);
  return rows
    .filter((row) => row.communityId === communityId && row.scope === "paying")
    .map((row) => ({ ...row, monthlyAmount: row.monthlyAmount ?? 0, currency: row.currency ?? "" }));
}

describe("verifying", () => {
  const zone = "America/New_York";
  const communityId = "verified";

  /** A history in which every projection has rows. */
  const tellEverything = async () => {
    const history = fc.sample(fc.array(happening, { minLength: 150, maxLength: 150 }), { seed: 4, numRuns: 1 })[0]!;
    const entries = entriesOf(history, { zone, first: "2026-02-25" }, communityId);
    await transact((tx) => tx.insert(journal).values(entries));
    await rebuild({ id: communityId, zone });
  };

  for (const [name, table] of Object.entries(tables)) {
    it(`finds a changed, a missing and an extra row of ${name}, and heals by rebuilding`, async () => {
      await freshDatabase();
      await tellEverything();
      expect(await verifyCommunity(communityId, zone)).toEqual([]);
      const [row] = await read().select().from(table).limit(1);
      expect(row).toBeDefined();
      await transact((tx) => tx.delete(table));
      expect(await verifyCommunity(communityId, zone)).toContainEqual(expect.stringContaining("missing"));
      await rebuild({ id: communityId, zone });
      expect(await verifyCommunity(communityId, zone)).toEqual([]);
      await transact((tx) => tx.insert(table).values(strange(row!)));
      expect(await verifyCommunity(communityId, zone)).toContainEqual(expect.stringContaining("not in the journal"));
      await rebuild({ id: communityId, zone });
      await transact((tx) => tx.update(table).set(changed(row!)));
      expect(await verifyCommunity(communityId, zone)).not.toEqual([]);
      await rebuild({ id: communityId, zone });
      expect(await verifyCommunity(communityId, zone)).toEqual([]);
    });
  }
});

type Row = Record<string, unknown>;

/** The same row under a key that the journal does not make. */
function strange(row: Row): never {
  const key = ["day", "memberId", "month", "cohort", "postId", "pack"].find((name) => name in row)!;
  const value = { day: "2026-01-05", memberId: "nobody", month: 24_310, cohort: 24_300, postId: "no post", pack: 7 }[
    key
  ];
  return { ...row, [key]: value } as never;
}

/** The column of the row that holds what is counted, with another value. */
function changed(row: Row): never {
  if ("packed" in row) return { packed: Buffer.from([9, 1, 99]) } as never;
  // Each row of its own: set to the same instant they would be one.
  if ("postId" in row && "at" in row) return { at: sql`at + 1` } as never;
  const name = ["count", "countIn", "active", "interactions", "endReason", "askerId"].find((key) => key in row)!;
  return { [name]: typeof row[name] === "number" ? 99 : "changed by hand" } as never;
}

import "server-only";
import { and, type Column, eq, gt, gte, inArray, isNull, lt, lte, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { read } from "@/db/client";
import { countAll, sumOf } from "@/db/dialect/sql";
import { memberPeriods, memberSpans, mrrDays, spanDays } from "@/db/schema/analytics";
import { dayOf, startOfDay } from "@/lib/platform/calendar";
import type { MemberFilter } from "@/lib/segments/types";
import type { SpanEdges, Staying } from "../edges";
import type { MrrEdges } from "../growth";
import type { Scope } from "../periods";
import { among, checkedAmong } from "./among";

/**
 * Stretches of time as rows (0, from, to), (1, from, to) … that a query joins: both engines call the columns of such
 * a list column1, column2, column3. Each stretch is then one range of an index, however long the past is.
 */
function stretches(list: readonly { after: Date; upTo: Date }[]) {
  const bigint = (value: number) => sql`cast(${value} as bigint)`;
  const rows = list.map(
    ({ after, upTo }, i) => sql`(${bigint(i)}, ${bigint(after.getTime())}, ${bigint(upTo.getTime())})`,
  );
  return sql`(values ${sql.join(rows, sql`, `)}) as stretch`;
}

const stretchIndex = sql<number>`stretch.column1`.mapWith(Number);
const stretchFrom = sql.raw("stretch.column2");
const stretchTo = sql.raw("stretch.column3");
const fallsIn = (column: Column): SQL => sql`${column} > ${stretchFrom} and ${column} <= ${stretchTo}`;

/** The buckets between each two moments. What lies before the first is counted without its parts. */
const bucketsBetween = (moments: readonly Date[]) => moments.slice(1).map((upTo, i) => ({ after: moments[i]!, upTo }));
/** Stretch 0 ends with the second moment: it is bucket 1. */
const bucketOfStretch = sql<number>`stretch.column1 + 1`.mapWith(Number);

const spansOf = (communityId: string, scope: Scope, filter: MemberFilter) =>
  and(eq(memberSpans.communityId, communityId), eq(memberSpans.scope, scope), among(memberSpans.memberId, filter));

/** A community with the zone its days are cut in. */
interface Place {
  communityId: string;
  zone: string;
}

/** Starts, returns and ends of spans between moments, of everybody or of some; before the first only their number. */
export async function listSpanEdges(
  { communityId, zone }: Place,
  moments: readonly Date[],
  filter: MemberFilter,
): Promise<SpanEdges[]> {
  const dawns = filter === null ? wholeDays(moments, zone) : null;
  if (!dawns) return countSpanEdges(communityId, moments, filter);
  const [counted, atDawn, ...today] = await Promise.all([
    listSpanDays(communityId, dawns.days),
    countAtDawn(communityId, moments.slice(0, -1)),
    listBetween(communityId, "member", dawns.lastDay, null),
    listBetween(communityId, "paying", dawns.lastDay, null),
  ]);
  return [...counted, ...atDawn, ...today.flat().map((edge) => ({ ...edge, bucket: moments.length - 1 }))];
}

/**
 * The days that begin with these moments, the last of which may be any moment of its day: `lastDay` is what of that
 * day lies before it, as (from, to]. Null when another moment lies within a day: then no rollup answers.
 */
function wholeDays(moments: readonly Date[], zone: string): { days: string[]; lastDay: [Date, Date] } | null {
  const days = moments.map((moment) => dayOf(moment, zone));
  const isDawn = (moment: Date, i: number) => startOfDay(days[i]!, zone).getTime() === moment.getTime();
  if (!moments.slice(0, -1).every(isDawn)) return null;
  const dusk = new Date(startOfDay(days.at(-1)!, zone).getTime() - 1);
  return { days, lastDay: [dusk, moments.at(-1)!] };
}

/** The bucket whose moments a day lies between: the one that ends with or after it. */
const bucketOfDay = (day: string, days: readonly string[]) => days.findIndex((end) => end > day);

/** The first instant of a day is counted with that day by rollups, and with what came before by moments. */
const changingPlaces = <Edge extends { bucket: number }>(edge: Edge, taken: Partial<Edge>): Edge[] => [
  edge,
  { ...edge, ...taken, bucket: edge.bucket + 1 },
];

/** Whole days before the last, from the rollup. */
async function listSpanDays(communityId: string, days: readonly string[]): Promise<SpanEdges[]> {
  const own = eq(spanDays.communityId, communityId);
  const fields = { scope: spanDays.scope, kind: spanDays.kind, count: sumOf(spanDays.count) };
  const before = await read()
    .select(fields)
    .from(spanDays)
    .where(and(own, lt(spanDays.day, days[0]!)))
    .groupBy(spanDays.scope, spanDays.kind);
  const within = await read()
    .select({ day: spanDays.day, reason: spanDays.reason, ...fields })
    .from(spanDays)
    .where(and(own, gte(spanDays.day, days[0]!), lt(spanDays.day, days.at(-1)!)))
    .groupBy(spanDays.day, spanDays.reason, spanDays.scope, spanDays.kind);
  return [
    ...before.map((row) => ({ ...row, bucket: 0, reason: "" })),
    ...within.map(({ day, ...row }) => ({ ...row, bucket: bucketOfDay(day, days) })),
  ] as SpanEdges[];
}

/** What began and ended exactly at the moments. */
async function countAtDawn(communityId: string, dawns: readonly Date[]): Promise<SpanEdges[]> {
  const bucketOf = new Map(dawns.map((dawn, i) => [dawn.getTime(), i]));
  const own = eq(memberSpans.communityId, communityId);
  const starts = await read()
    .select({ at: memberSpans.startsAt, scope: memberSpans.scope, kind: startKind, count: countAll() })
    .from(memberSpans)
    .where(and(own, inArray(memberSpans.scope, ["member", "paying"]), inArray(memberSpans.startsAt, [...dawns])))
    .groupBy(memberSpans.startsAt, memberSpans.scope, startKind);
  const ends = await read()
    .select({ at: memberSpans.endsAt, scope: memberSpans.scope, reason: endReason, count: countAll() })
    .from(memberSpans)
    .where(and(own, inArray(memberSpans.scope, ["member", "paying"]), inArray(memberSpans.endsAt, [...dawns])))
    .groupBy(memberSpans.endsAt, memberSpans.scope, endReason);
  const found = [
    ...starts.map((row) => ({ ...row, reason: "" })),
    ...ends.map((row) => ({ ...row, kind: "end" as const })),
  ];
  return found.flatMap(({ at, ...row }) => {
    const edge: SpanEdges = { ...row, scope: row.scope as Scope, bucket: bucketOf.get(at!.getTime())! };
    return changingPlaces(edge, { count: -row.count });
  });
}

const startKind = sql<"start" | "return">`case when ${memberSpans.ordinal} = 0 then 'start' else 'return' end`;
const endReason = sql<string>`coalesce(${memberSpans.endReason}, '')`;

/** The same by asking the spans themselves: for some of the members, or for moments within a day. */
async function countSpanEdges(
  communityId: string,
  moments: readonly Date[],
  filter: MemberFilter,
): Promise<SpanEdges[]> {
  const lists = await Promise.all(
    (["member", "paying"] as const).flatMap((scope) => [
      countBefore(communityId, scope, moments[0]!, filter),
      listBetween(communityId, scope, moments, filter),
    ]),
  );
  return lists.flat();
}

/** Two counts that an index answers alone: what is added up to N at the first moment. */
async function countBefore(communityId: string, scope: Scope, t: Date, filter: MemberFilter): Promise<SpanEdges[]> {
  const countUpTo = async (edge: typeof memberSpans.startsAt | typeof memberSpans.endsAt) => {
    const [row] = await read()
      .select({ n: countAll() })
      .from(memberSpans)
      .where(and(spansOf(communityId, scope, filter), lte(edge, t)));
    return row!.n;
  };
  const [starts, ends] = [await countUpTo(memberSpans.startsAt), await countUpTo(memberSpans.endsAt)];
  return [
    { bucket: 0, scope, kind: "start", reason: "", count: starts },
    { bucket: 0, scope, kind: "end", reason: "", count: ends },
  ];
}

/** Starts and ends between the moments, by bucket. */
async function listBetween(
  communityId: string,
  scope: Scope,
  moments: readonly Date[],
  filter: MemberFilter,
): Promise<SpanEdges[]> {
  if (moments.length < 2) return [];
  const edges = <Of>(edge: Column, of: SQL<Of>) =>
    read()
      .select({ bucket: bucketOfStretch, of, count: countAll() })
      .from(stretches(bucketsBetween(moments)))
      .innerJoin(
        memberSpans,
        and(spansOf(communityId, scope, null), fallsIn(edge), checkedAmong(memberSpans.memberId, filter)),
      )
      .groupBy(bucketOfStretch, of);
  const [starts, ends] = await Promise.all([
    edges(memberSpans.startsAt, startKind),
    edges(memberSpans.endsAt, endReason),
  ]);
  return [
    ...starts.map(({ of: kind, ...row }) => ({ ...row, scope, kind, reason: "" })),
    ...ends.map(({ of: reason, ...row }) => ({ ...row, scope, kind: "end" as const, reason })),
  ];
}

/** For each range (from, to]: of those who were there at its start, how many went, and how many of them are back. */
export async function listStaying(
  communityId: string,
  scope: Scope,
  ranges: readonly { from: Date; to: Date }[],
  filter: MemberFilter,
): Promise<Staying[]> {
  const list = stretches(ranges.map(({ from, to }) => ({ after: from, upTo: to })));
  const lost = await read()
    .select({ index: stretchIndex, count: countAll() })
    .from(list)
    .innerJoin(
      memberSpans,
      and(spansOf(communityId, scope, null), wasThereAndWent, checkedAmong(memberSpans.memberId, filter)),
    )
    .groupBy(stretchIndex);
  const back = await read()
    .select({ index: stretchIndex, count: countAll() })
    .from(list)
    .innerJoin(
      memberSpans,
      and(spansOf(communityId, scope, null), cameBackAndStayed, checkedAmong(memberSpans.memberId, filter)),
    )
    .groupBy(stretchIndex);
  const countIn = (rows: typeof lost, i: number) => rows.find(({ index }) => index === i)?.count ?? 0;
  return ranges.map((_, i) => ({ lost: countIn(lost, i), back: countIn(back, i) }));
}

const wasThereAndWent = sql`${fallsIn(memberSpans.endsAt)} and ${memberSpans.startsAt} <= ${stretchFrom}`;

const earlier = alias(memberSpans, "earlier");

/** A later span that began in the stretch and runs at its end, of somebody who was there when it began. */
const cameBackAndStayed = sql`${fallsIn(memberSpans.startsAt)} and ${memberSpans.ordinal} > 0
  and (${memberSpans.endsAt} is null or ${memberSpans.endsAt} > ${stretchTo})
  and exists (select 1 from ${memberSpans} as earlier where ${earlier.communityId} = ${memberSpans.communityId}
    and ${earlier.scope} = ${memberSpans.scope} and ${earlier.memberId} = ${memberSpans.memberId}
    and ${earlier.startsAt} <= ${stretchFrom} and ${earlier.endsAt} > ${stretchFrom})`;

const payingOf = (communityId: string, filter: MemberFilter) =>
  and(
    eq(memberPeriods.communityId, communityId),
    eq(memberPeriods.scope, "paying"),
    among(memberPeriods.memberId, filter),
  );
const currency = sql<string>`coalesce(${memberPeriods.currency}, '')`;
const change = sumOf(memberPeriods.monthlyAmount);

/** What MRR gained and lost between moments, of everybody or of some, and what it was at the first. */
export async function listMrrEdges(
  { communityId, zone }: Place,
  moments: readonly Date[],
  filter: MemberFilter,
): Promise<MrrEdges[]> {
  const dawns = filter === null ? wholeDays(moments, zone) : null;
  if (!dawns) {
    const before = await read()
      .select({ currency, change })
      .from(memberPeriods)
      .where(and(payingOf(communityId, filter), runsAtMoment(memberPeriods, moments[0]!)))
      .groupBy(currency);
    return [...before.map((row) => ({ ...row, bucket: 0 })), ...(await listMrrBetween(communityId, moments, filter))];
  }
  const [days, atDawn, today] = await Promise.all([
    listMrrDays(communityId, dawns.days),
    sumAtDawn(communityId, moments.slice(0, -1)),
    listMrrBetween(communityId, dawns.lastDay, null),
  ]);
  return [...days, ...atDawn, ...today.map((edge) => ({ ...edge, bucket: moments.length - 1 }))];
}

async function listMrrBetween(
  communityId: string,
  moments: readonly Date[],
  filter: MemberFilter,
): Promise<MrrEdges[]> {
  if (moments.length < 2) return [];
  const between = (edge: Column) =>
    read()
      .select({ bucket: bucketOfStretch, currency, change })
      .from(stretches(bucketsBetween(moments)))
      .innerJoin(
        memberPeriods,
        and(payingOf(communityId, null), fallsIn(edge), checkedAmong(memberPeriods.memberId, filter)),
      )
      .groupBy(bucketOfStretch, currency);
  const gained = await between(memberPeriods.startsAt);
  const lost = await between(memberPeriods.endsAt);
  return [...gained, ...lost.map((row) => ({ ...row, change: -row.change }))];
}

/** Whole days before the last, from the rollup. */
async function listMrrDays(communityId: string, days: readonly string[]): Promise<MrrEdges[]> {
  const own = eq(mrrDays.communityId, communityId);
  const fields = { currency: mrrDays.currency, change: sumOf(sql`${mrrDays.amountIn} - ${mrrDays.amountOut}`) };
  const before = await read()
    .select(fields)
    .from(mrrDays)
    .where(and(own, lt(mrrDays.day, days[0]!)))
    .groupBy(mrrDays.currency);
  const within = await read()
    .select({ day: mrrDays.day, ...fields })
    .from(mrrDays)
    .where(and(own, gte(mrrDays.day, days[0]!), lt(mrrDays.day, days.at(-1)!)))
    .groupBy(mrrDays.day, mrrDays.currency);
  return [
    ...before.map((row) => ({ ...row, bucket: 0 })),
    ...within.map(({ day, ...row }) => ({ ...row, bucket: bucketOfDay(day, days) })),
  ];
}

/** Monthly value that began and ended exactly at the moments. */
async function sumAtDawn(communityId: string, dawns: readonly Date[]): Promise<MrrEdges[]> {
  if (dawns.length === 0) return [];
  const bucketOf = new Map(dawns.map((dawn, i) => [dawn.getTime(), i]));
  const sumsAt = (edge: typeof memberPeriods.startsAt | typeof memberPeriods.endsAt) =>
    read()
      .select({ at: edge, currency, change })
      .from(memberPeriods)
      .where(and(payingOf(communityId, null), inArray(edge, [...dawns])))
      .groupBy(edge, currency);
  const [gained, lost] = await Promise.all([sumsAt(memberPeriods.startsAt), sumsAt(memberPeriods.endsAt)]);
  return [...gained, ...lost.map((row) => ({ ...row, change: -row.change }))].flatMap(({ at, ...row }) =>
    changingPlaces({ ...row, bucket: bucketOf.get(at!.getTime())! }, { change: -row.change }),
  );
}

/** `startsAt ≤ t < endsAt` of a span or a period. */
export const runsAtMoment = (table: { startsAt: Column; endsAt: Column }, t: Date): SQL =>
  and(lte(table.startsAt, t), or(isNull(table.endsAt), gt(table.endsAt, t)))!;

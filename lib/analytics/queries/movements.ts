import "server-only";
import { and, eq, gt, gte, isNotNull, lt, type SQL, sql } from "drizzle-orm";
import { read } from "@/db/client";
import { sumOf } from "@/db/dialect/sql";
import { happeningDays, memberPeriods, memberSpans } from "@/db/schema/analytics";
import { dayOf, startOfDay } from "@/lib/platform/calendar";
import { dayMs } from "@/lib/platform/clock";
import type { MemberFilter } from "@/lib/segments/types";
import type { HappeningEdge } from "../edge-days";
import { sumHappenings, sumMovements } from "../history-money";
import type { MovementKind, MovementSum } from "../revenue";
import { findHistories } from "./histories";
import { findPeople } from "./packs";

/** A stretch of time (from, to] within one community, and whom of it to count. */
export interface Window {
  communityId: string;
  from: Date;
  to: Date;
  segment: MemberFilter;
}

const segmentOf = (segment: MemberFilter): SQL => (segment === null ? sql`` : sql` and ${segment(sql`p.member_id`)}`);

/** Over a longer window most payers have been touched: reading all is faster than looking each of them up. */
const longWindowMs = 100 * dayMs;

/** Members something began or ended for in the window: the others pay what they paid. */
const touched = ({ communityId, from, to }: Window): SQL =>
  to.getTime() - from.getTime() > longWindowMs
    ? sql``
    : sql` and p.member_id in (
  select member_id from ${memberPeriods}
  where community_id = ${communityId} and scope = 'paying' and starts_at > ${from.getTime()} and starts_at <= ${to.getTime()}
  union
  select member_id from ${memberPeriods}
  where community_id = ${communityId} and scope = 'paying' and ends_at > ${from.getTime()} and ends_at <= ${to.getTime()})`;

const runsAt = (t: Date): SQL =>
  sql`p.starts_at <= ${t.getTime()} and (p.ends_at is null or p.ends_at > ${t.getTime()})`;

/**
 * Per member the monthly value in one currency at both ends, and what that makes:
 * (member_id, currency, was, is_now, kind).
 * `kind` is null for who pays what they paid; differences under a millionth of a minor unit are noise of adding.
 * `+p.starts_at` makes SQLite read member by member, as the rows lie, and not in the order of their start; with one
 * currency they need no sorting then.
 */
export const memberMovements = (window: Window, currency: string): SQL => sql`
  select member_id, currency, was, is_now, case
    when was < 0.000001 and is_now < 0.000001 then null
    when was < 0.000001 then case when paid_before = 1 then 'reactivation' else 'new' end
    when is_now < 0.000001 then 'churn'
    when is_now > was + 0.000001 then 'expansion'
    when is_now < was - 0.000001 then 'contraction'
  end as kind
  from (
    select p.member_id, p.currency,
      sum(case when ${runsAt(window.from)} then p.monthly_amount else 0 end) as was,
      sum(case when ${runsAt(window.to)} then p.monthly_amount else 0 end) as is_now,
      max(case when p.starts_at <= ${window.from.getTime()} and p.monthly_amount > 0 then 1 else 0 end) as paid_before
    from ${memberPeriods} p
    where p.community_id = ${window.communityId} and p.scope = 'paying' and p.currency = ${currency}
      and +p.starts_at <= ${window.to.getTime()}${touched(window)}${segmentOf(window.segment)}
    group by p.member_id, p.currency
  ) as ends`;

/** Movements in one currency member by member, judged at both ends: the sums for each kind. */
export async function listMovements(window: Window, currency: string): Promise<MovementSum[]> {
  const [sums] = await listMovementsBetween(window, [window.from, window.to], currency);
  return sums!;
}

/** The same between each of some moments, which ascend, and the next. */
export async function listMovementsBetween(
  { communityId, segment }: Pick<Window, "communityId" | "segment">,
  moments: readonly Date[],
  currency: string,
): Promise<MovementSum[][]> {
  return sumMovements(await findHistories(communityId), moments, currency, await findPeople(communityId, segment));
}

export interface Happenings {
  sums: MovementSum[];
  /** Ends of paying of people whose last plan was paid monthly. */
  monthlyEnded: number;
}

/**
 * Movements happening by happening, as billing dashboards count them: whoever begins to pay is new (or a reactivation),
 * whoever stops is churn, also when both fall into the window; what changes within a stretch of paying is expansion or
 * contraction, added up per instant. With `netOfDiscounts` a discount for a time lowers the value until it ends, and
 * its end is an expansion. Everybody's are sums of days of `zone`, those of a segment are counted.
 */
export async function listHappenings(window: Window, netOfDiscounts: boolean, zone: string): Promise<Happenings> {
  return happeningsOf(
    window.segment === null
      ? await addUpHappeningDays(window, netOfDiscounts, zone)
      : await countHappenings(window, netOfDiscounts),
  );
}

type HappeningSum = Omit<MovementSum, "kind"> & { kind: MovementKind | "monthly" };

const happeningsOf = (rows: readonly HappeningSum[]): Happenings => ({
  sums: rows.filter((row): row is MovementSum => row.kind !== "monthly"),
  monthlyEnded: rows.find((row) => row.kind === "monthly")?.count ?? 0,
});

/**
 * Days from the rollup. It counts the first instant of a day with that day, a window with what came before: so what
 * happened up to `from` on its own day is taken off again, and of the day of `to` what happened by then is counted.
 */
async function addUpHappeningDays(window: Window, netOfDiscounts: boolean, zone: string): Promise<HappeningSum[]> {
  const [first, last] = [dayOf(window.from, zone), dayOf(window.to, zone)];
  const upTo = (to: Date, day: string) =>
    countHappenings({ ...window, from: new Date(startOfDay(day, zone).getTime() - 1), to }, netOfDiscounts);
  const [days, before, today] = await Promise.all([
    read()
      .select({
        currency: happeningDays.currency,
        kind: sql<HappeningSum["kind"]>`${happeningDays.kind}`,
        amount: sumOf(happeningDays.amount),
        count: sumOf(happeningDays.count),
      })
      .from(happeningDays)
      .where(
        and(
          eq(happeningDays.communityId, window.communityId),
          gte(happeningDays.day, first),
          lt(happeningDays.day, last),
          eq(happeningDays.net, netOfDiscounts ? 1 : 0),
        ),
      )
      .groupBy(happeningDays.currency, happeningDays.kind),
    upTo(window.from, first),
    upTo(window.to, last),
  ]);
  const sums = new Map<string, HappeningSum>();
  const takenOff = before.map((row) => ({ ...row, amount: -row.amount, count: -row.count }));
  for (const row of [...days, ...takenOff, ...today]) {
    const key = `${row.kind} ${row.currency}`;
    const known = sums.get(key);
    sums.set(key, known ? { ...row, amount: known.amount + row.amount, count: known.count + row.count } : row);
  }
  return [...sums.values()].filter(({ count }) => count !== 0);
}

/**
 * Every edge of a paid period in the window: (member_id, currency, interval, moment, amount, kind).
 *
 * `+s.ends_at` keeps SQLite from looking spans up by their end: the few of one member are found by the primary key.
 */
function happeningEdges(window: Window, netOfDiscounts: boolean): SQL {
  const [since, until] = [window.from.getTime(), window.to.getTime()];
  const paying = sql`p.community_id = ${window.communityId} and p.scope = 'paying'${segmentOf(window.segment)}`;
  const span = sql`s.community_id = p.community_id and s.scope = 'paying' and s.member_id = p.member_id`;
  const edges = sql`
    select p.member_id, p.currency, p.interval, p.starts_at as moment, ${valueAt("start", netOfDiscounts)} as amount,
      case when s.member_id is null then 'change' when s.ordinal = 0 then 'new' else 'reactivation' end as kind
    from ${memberPeriods} p left join ${memberSpans} s on ${span} and s.starts_at = p.starts_at
    where ${paying} and p.starts_at > ${since} and p.starts_at <= ${until}
    union all
    select p.member_id, p.currency, p.interval, p.ends_at as moment, -(${valueAt("end", netOfDiscounts)}) as amount,
      case when s.member_id is null then 'change' else 'churn' end as kind
    from ${memberPeriods} p left join ${memberSpans} s on ${span} and +s.ends_at = p.ends_at
    where ${paying} and p.ends_at > ${since} and p.ends_at <= ${until}`;
  const discountsEnd = sql`
    union all
    select p.member_id, p.currency, p.interval, p.discount_ends_at as moment, p.discount_monthly as amount,
      'change' as kind
    from ${memberPeriods} p
    where ${paying} and p.discount_ends_at > ${since} and p.discount_ends_at <= ${until}
      and p.discount_ends_at > p.starts_at and (p.ends_at is null or p.discount_ends_at < p.ends_at)`;
  return sql`${edges}${netOfDiscounts ? discountsEnd : sql``}`;
}

/** The edges one by one, from which the rollup is made. */
export async function listHappeningEdges(window: Window, netOfDiscounts: boolean): Promise<HappeningEdge[]> {
  return read()
    .select({
      memberId: sql<string>`member_id`,
      currency: sql<string | null>`currency`,
      interval: sql<string | null>`interval`,
      at: sql<Date>`moment`.mapWith((moment) => new Date(Number(moment))),
      amount: sql<number>`amount`.mapWith(Number),
      kind: sql<HappeningEdge["kind"]>`kind`,
    })
    .from(sql`(${happeningEdges(window, netOfDiscounts)}) as edges`);
}

/** The edges of a window added up, of everybody or of a segment. */
async function countHappenings(window: Window, netOfDiscounts: boolean): Promise<HappeningSum[]> {
  const { communityId, segment } = window;
  return sumHappenings(
    await findHistories(communityId),
    window,
    netOfDiscounts,
    await findPeople(communityId, segment),
  );
}

/** What a period is worth by the month just after its start, or just before its end. */
function valueAt(edge: "start" | "end", netOfDiscounts: boolean): SQL {
  if (!netOfDiscounts) return sql`p.monthly_amount`;
  const isDiscounted = edge === "start" ? sql`p.discount_ends_at > p.starts_at` : sql`p.discount_ends_at >= p.ends_at`;
  return sql`p.monthly_amount - case when ${isDiscounted} then coalesce(p.discount_monthly, 0) else 0 end`;
}

/** Whether a discount for a time ran within the window: without one, the net happenings are the happenings. */
export async function hasDiscounts({ communityId, from }: Pick<Window, "communityId" | "from">): Promise<boolean> {
  const rows = await read()
    .select({ endsAt: memberPeriods.discountEndsAt })
    .from(memberPeriods)
    .where(
      and(
        eq(memberPeriods.communityId, communityId),
        isNotNull(memberPeriods.discountEndsAt),
        gt(memberPeriods.discountEndsAt, from),
      ),
    )
    .limit(1);
  return rows.length > 0;
}

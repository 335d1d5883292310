import "server-only";
import { and, eq, gte, inArray, lt, type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { activeDays, activityCohorts, activityDays, activityMonths, memberSpans } from "@/db/schema/analytics";
import { addDays, type CalendarUnit, daysBetween } from "@/lib/platform/calendar";
import { type ActiveDay, ActiveWindow, windowDays } from "../active-days";
import type { Scope } from "../periods";
import { inBatches, type Projecting } from "../projecting";
import { listPeopleOfDay } from "../queries/projections";
import { type DayStretch, daysOfUnit } from "../zone-days";

const rowsPerInsert = 500;

/** Adds up a month's `activity_days` by member anew. */
export async function projectActivityMonth(tx: Tx, { communityId }: Projecting, month: number): Promise<void> {
  await tx
    .delete(activityMonths)
    .where(and(eq(activityMonths.communityId, communityId), eq(activityMonths.month, month)));
  await tx.insert(activityMonths).select(sql`
    select cast(${communityId} as text), cast(${month} as integer), ${activityDays.memberId}, sum(${activityDays.count}),
      sum(case when ${activityDays.kind} = 'reaction' then 0 else ${activityDays.count} end),
      count(distinct ${activityDays.day})
    from ${activityDays}
    where ${daysWithin(communityId, daysOfUnit(month, "month"))}
    group by ${activityDays.memberId}`);
}

const daysWithin = (communityId: string, { first, end }: DayStretch) =>
  and(eq(activityDays.communityId, communityId), gte(activityDays.day, first), lt(activityDays.day, end));

/** Counts the distinct people of the trailing windows anew, for the days from `first` up to, not including, `end`. */
export async function projectActiveDays(
  tx: Tx,
  { communityId }: Projecting,
  first: string,
  end: string,
): Promise<void> {
  await tx
    .delete(activeDays)
    .where(and(eq(activeDays.communityId, communityId), gte(activeDays.day, first), lt(activeDays.day, end)));
  const rows: ActiveDay[] = [];
  for await (const row of streamActiveDays(communityId, first, end)) rows.push(row);
  for (const batch of inBatches(rows, rowsPerInsert)) {
    await tx.insert(activeDays).values(batch.map((row) => ({ communityId, ...row })));
  }
}

/** What `activity_days` make of these days; those without anybody in thirty days are left out. */
export async function* streamActiveDays(communityId: string, first: string, end: string): AsyncGenerator<ActiveDay> {
  const window = new ActiveWindow();
  for (const day of daysBetween(addDays(first, 1 - windowDays), end)) {
    const people = await listPeopleOfDay(communityId, day);
    const interactions = people.reduce((sum, { count }) => sum + count, 0);
    const row = window.next(
      day,
      people.map(({ memberId }) => memberId),
      interactions,
    );
    if (row && day >= first) yield row;
  }
}

/**
 * Counts anew who of each cohort was active in unit `period`. `cross join` and the plus tell SQLite what it cannot know
 * without statistics: first who was active, then each one's first span by the member, not by the cohort.
 */
export async function projectActivityPeriod(
  tx: Tx,
  projecting: Projecting,
  unit: CalendarUnit,
  period: number,
): Promise<void> {
  const own = and(eq(activityCohorts.communityId, projecting.communityId), eq(activityCohorts.unit, unit));
  await tx.delete(activityCohorts).where(and(own, eq(activityCohorts.period, period)));
  await insertActivityPeriod(tx, projecting, unit, period);
}

/** The same where nothing stands yet. */
export async function insertActivityPeriod(
  tx: Tx,
  projecting: Projecting,
  unit: CalendarUnit,
  period: number,
): Promise<void> {
  const { communityId } = projecting;
  const cohort = unit === "month" ? memberSpans.cohortMonth : memberSpans.cohortWeek;
  await tx.insert(activityCohorts).select(sql`
    select cast(${communityId} as text), ${memberSpans.scope}, cast(${unit} as text), ${cohort}, active.period, count(*)
    from ${activeIn(projecting, unit, period, period + 1)} as active
    cross join ${memberSpans}
    where ${memberSpans.memberId} = active.member_id and ${and(eq(memberSpans.communityId, communityId), inArray(memberSpans.scope, ["member", "paying"]))}
      and ${memberSpans.ordinal} = 0 and +${cohort} <= active.period
    group by ${memberSpans.scope}, ${cohort}, active.period`);
}

/** Counts anew in which units a cohort was active, and how much of it. `last` is the last unit with any activity. */
export async function projectActivityCohort(
  tx: Tx,
  projecting: Projecting,
  { scope, unit, cohort, last }: { scope: Scope; unit: CalendarUnit; cohort: number; last: number },
): Promise<void> {
  const { communityId } = projecting;
  await tx
    .delete(activityCohorts)
    .where(
      and(
        eq(activityCohorts.communityId, communityId),
        eq(activityCohorts.scope, scope),
        eq(activityCohorts.unit, unit),
        eq(activityCohorts.cohort, cohort),
      ),
    );
  const column = unit === "month" ? memberSpans.cohortMonth : memberSpans.cohortWeek;
  const isOfCohort = and(
    eq(memberSpans.communityId, communityId),
    eq(memberSpans.scope, scope),
    eq(memberSpans.ordinal, 0),
    eq(column, cohort),
  );
  await tx.insert(activityCohorts).select(sql`
    select cast(${communityId} as text), cast(${scope} as text), cast(${unit} as text), cast(${cohort} as integer),
      active.period, count(*)
    from ${activeIn(projecting, unit, cohort, last + 1)} as active
    where active.member_id in (select ${memberSpans.memberId} from ${memberSpans} where ${isOfCohort})
    group by active.period`);
}

/** Who was active in which of the units from `first` up to, not including, `end`: (period, member_id), once each. */
function activeIn({ communityId }: Projecting, unit: CalendarUnit, first: number, end: number): SQL {
  if (unit === "month") {
    return sql`(select ${activityMonths.month} as period, ${activityMonths.memberId} as member_id from ${activityMonths}
      where ${and(eq(activityMonths.communityId, communityId), gte(activityMonths.month, first), lt(activityMonths.month, end))})`;
  }
  const weeks = Array.from({ length: Math.max(end - first, 0) }, (_, i) => first + i);
  const selects = weeks.map((week) => {
    const days = daysWithin(communityId, daysOfUnit(week, "week"));
    return sql`select distinct cast(${week} as integer) as period, ${activityDays.memberId} as member_id
      from ${activityDays} where ${days}`;
  });
  if (selects.length === 0) return sql`(select 0 as period, '' as member_id where 1 = 0)`;
  return sql`(${sql.join(selects, sql` union all `)})`;
}

/** Removes what stands in units other than those from `first` to `last`, both included: nobody was active in them. */
export async function deleteActivityOutside(
  tx: Tx,
  { communityId }: Projecting,
  days: DayStretch,
  months: { first: number; last: number },
): Promise<void> {
  const outside = (column: typeof activeDays.day, { first, end }: DayStretch) =>
    sql`(${column} < ${first} or ${column} >= ${end})`;
  await tx.delete(activeDays).where(and(eq(activeDays.communityId, communityId), outside(activeDays.day, days)));
  await tx
    .delete(activityMonths)
    .where(
      and(
        eq(activityMonths.communityId, communityId),
        sql`(${activityMonths.month} < ${months.first} or ${activityMonths.month} > ${months.last})`,
      ),
    );
}

/** Throws away what the cohorts did: the units that follow put it back. */
export async function clearCohorts(tx: Tx, { communityId }: Projecting): Promise<void> {
  await tx.delete(activityCohorts).where(eq(activityCohorts.communityId, communityId));
}

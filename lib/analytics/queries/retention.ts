import "server-only";
import { and, eq, gte, isNotNull, lte, type SQL, sql } from "drizzle-orm";
import { read } from "@/db/client";
import { countAll, countDistinct } from "@/db/dialect/sql";
import {
  activityCohorts,
  activityDays,
  activityMonths,
  memberPeriods,
  memberSpans,
  mrrDays,
} from "@/db/schema/analytics";
import { members } from "@/db/schema/communities";
import { arrivals } from "@/db/schema/sightings";
import { addDays, type CalendarUnit, unitName } from "@/lib/platform/calendar";
import type { MemberFilter } from "@/lib/segments/types";
import type { Scope } from "../periods";
import { decidedAfterMs, dueSlackMs, type RenewalGroup, termMs } from "../renewals";
import type { ActiveGroup, SpanGroup } from "../retention";
import { type CohortFilter, sourceUnknown } from "../retention-report";
import { among } from "./among";

/** Whom a cohort table is about: everybody of a scope, or those of one plan, source or term, or of a segment. */
export interface CohortPeople {
  communityId: string;
  scope: Scope;
  filter: MemberFilter;
  narrowed: { by: CohortFilter; value: string } | null;
}

/** Which cohorts: those that began from `first` on, and what is known of them at `asOf`. */
export interface CohortWindow {
  unit: CalendarUnit;
  first: number;
  asOf: Date;
}

const cohortColumn = (unit: CalendarUnit) => (unit === "month" ? memberSpans.cohortMonth : memberSpans.cohortWeek);

/** The spans of those people. What they bought is what their first span was bought as. */
export function spansOfPeople({ communityId, scope, filter, narrowed }: CohortPeople): SQL | undefined {
  return and(
    eq(memberSpans.communityId, communityId),
    eq(memberSpans.scope, scope),
    among(memberSpans.memberId, filter),
    narrowed ? narrowTo(communityId, narrowed) : undefined,
  );
}

function narrowTo(communityId: string, { by, value }: { by: CohortFilter; value: string }): SQL {
  if (by === "plan") return eq(memberSpans.productId, value);
  if (by === "term") return eq(memberSpans.interval, value);
  const arrived = (channel: SQL | undefined) =>
    read()
      .select({ id: members.id })
      .from(members)
      .innerJoin(arrivals, and(eq(arrivals.communityId, members.communityId), eq(arrivals.userId, members.userId)))
      .where(and(eq(members.communityId, communityId), channel));
  return value === sourceUnknown
    ? sql`${memberSpans.memberId} not in ${arrived(undefined)}`
    : sql`${memberSpans.memberId} in ${arrived(eq(arrivals.firstChannel, value))}`;
}

/** The same people as a filter of members: for figures that are not about cohorts. Null is everybody. */
export function membersAmong(people: CohortPeople): MemberFilter {
  if (!people.narrowed) return people.filter;
  const { memberId } = memberSpans;
  return read().select({ memberId }).from(memberSpans).where(firstSpans(people)).getSQL();
}

/** Spans that cover the same boundaries, counted: what cohort tables are sums of. */
export async function listSpanGroups(people: CohortPeople, { unit, first, asOf }: CohortWindow): Promise<SpanGroup[]> {
  const cohort = cohortColumn(unit);
  const from = unit === "month" ? memberSpans.fromMonth : memberSpans.fromWeek;
  const to = unit === "month" ? memberSpans.toMonth : memberSpans.toWeek;
  const returned = sql<number>`case when ${memberSpans.ordinal} > 0 then 1 else 0 end`.mapWith(Number);
  const rows = await read()
    .select({ cohort, from, to, returned, count: countAll() })
    .from(memberSpans)
    .where(and(spansOfPeople(people), gte(cohort, first), lte(memberSpans.startsAt, asOf)))
    .groupBy(cohort, from, to, returned);
  return rows.map((row) => ({ ...row, returned: row.returned === 1 }));
}

/** Who of each cohort did something in each unit: kept ready for everybody, counted for some. */
export async function listActiveGroups(people: CohortPeople, window: CohortWindow): Promise<ActiveGroup[]> {
  const { communityId, scope, filter, narrowed } = people;
  const { unit, first } = window;
  if (filter !== null || narrowed)
    return unit === "month" ? countActiveMonths(people, first) : countActiveWeeks(people, window);
  return read()
    .select({ cohort: activityCohorts.cohort, period: activityCohorts.period, active: activityCohorts.active })
    .from(activityCohorts)
    .where(
      and(
        eq(activityCohorts.communityId, communityId),
        eq(activityCohorts.scope, scope),
        eq(activityCohorts.unit, unit),
        gte(activityCohorts.cohort, first),
        sql`${activityCohorts.period} >= ${activityCohorts.cohort}`,
      ),
    );
}

const firstSpans = (people: CohortPeople) => and(spansOfPeople(people), eq(memberSpans.ordinal, 0));

async function countActiveMonths(people: CohortPeople, first: number): Promise<ActiveGroup[]> {
  return read()
    .select({ cohort: memberSpans.cohortMonth, period: activityMonths.month, active: countAll() })
    .from(memberSpans)
    .innerJoin(
      activityMonths,
      and(
        eq(activityMonths.communityId, memberSpans.communityId),
        eq(activityMonths.memberId, memberSpans.memberId),
        gte(activityMonths.month, memberSpans.cohortMonth),
      ),
    )
    .where(and(firstSpans(people), gte(memberSpans.cohortMonth, first)))
    .groupBy(memberSpans.cohortMonth, activityMonths.month);
}

/** Weeks are not kept per person: the days of the shown weeks are read. */
async function countActiveWeeks(people: CohortPeople, { first, asOf }: CohortWindow): Promise<ActiveGroup[]> {
  const weeks = weeksFrom(first, asOf);
  const rows = weeks.map(({ number, firstDay, lastDay }) => sql`(cast(${number} as bigint), ${firstDay}, ${lastDay})`);
  const week = sql<number>`week.column1`.mapWith(Number);
  return read()
    .select({ cohort: memberSpans.cohortWeek, period: week, active: countDistinct(activityDays.memberId) })
    .from(sql`(values ${sql.join(rows, sql`, `)}) as week`)
    .innerJoin(
      activityDays,
      and(
        eq(activityDays.communityId, people.communityId),
        sql`${activityDays.day} >= week.column2 and ${activityDays.day} <= week.column3`,
      ),
    )
    .innerJoin(
      memberSpans,
      and(firstSpans(people), eq(memberSpans.memberId, activityDays.memberId), gte(memberSpans.cohortWeek, first)),
    )
    .groupBy(memberSpans.cohortWeek, week);
}

function weeksFrom(first: number, asOf: Date): { number: number; firstDay: string; lastDay: string }[] {
  const weeks = [];
  for (let number = first; ; number++) {
    const firstDay = unitName(number, "week");
    // A day more than enough in every zone: weeks that have not begun hold no activity.
    if (firstDay > addDays(asOf.toISOString().slice(0, 10), 1)) return weeks;
    weeks.push({ number, firstDay, lastDay: addDays(firstDay, 6) });
  }
}

/**
 * Terms that came due and were renewed, by cohort. A run of terms is the time one subscription was paid for at one
 * interval; the arithmetic is that of `renewalsOf`, in whole milliseconds.
 */
export async function listRenewalGroups(
  people: CohortPeople,
  { unit, first, asOf }: CohortWindow,
): Promise<RenewalGroup[]> {
  const at = asOf.getTime();
  const known = sql`${memberPeriods.endsAt} is not null and ${memberPeriods.endsAt} <= ${at}`;
  const runs = read()
    .select({
      cohort: sql<number>`min(${cohortColumn(unit)})`.as("cohort"),
      term: sql<number>`case when ${memberPeriods.interval} = 'year' then cast(${termMs.year} as bigint) else cast(${termMs.month} as bigint) end`.as(
        "term",
      ),
      starts: sql<number>`min(${memberPeriods.startsAt})`.as("starts"),
      ends: sql<
        number | null
      >`case when sum(case when ${known} then 0 else 1 end) > 0 then null else max(${memberPeriods.endsAt}) end`.as(
        "ends",
      ),
      switched:
        sql<number>`case when sum(case when ${known} and coalesce(${memberPeriods.endReason}, '') <> 'changed' then 1 else 0 end) = 0 then 1 else 0 end`.as(
          "switched",
        ),
    })
    .from(memberPeriods)
    .innerJoin(
      memberSpans,
      and(
        firstSpans({ ...people, scope: "paying" }),
        eq(memberSpans.memberId, memberPeriods.memberId),
        gte(cohortColumn(unit), first),
      ),
    )
    .where(
      and(
        eq(memberPeriods.communityId, people.communityId),
        eq(memberPeriods.scope, "paying"),
        lte(memberPeriods.startsAt, asOf),
        sql`${memberPeriods.interval} in ('month', 'year')`,
      ),
    )
    .groupBy(memberPeriods.memberId, memberPeriods.sourceId, memberPeriods.interval)
    .as("runs");
  const terms = (ms: SQL) => sql`case when ${ms} < 0 then 0 else (${ms}) / ${runs.term} end`;
  const decided = terms(sql`${at} - ${runs.starts} - ${decidedAfterMs}`);
  const least = (a: SQL) => sql`case when ${a} < ${decided} then ${a} else ${decided} end`;
  const dueOf = terms(sql`${runs.ends} - ${runs.starts} + ${dueSlackMs}`);
  const keptOf = sql`case when ${runs.switched} = 1 then ${dueOf} else ${terms(sql`${runs.ends} - ${runs.starts} - ${decidedAfterMs}`)} end`;
  const due = sql<number>`case when ${runs.ends} is null then ${decided} else ${least(dueOf)} end`;
  const renewed = sql<number>`case when ${runs.ends} is null then ${decided} else ${least(keptOf)} end`;
  const judged = read()
    .select({ cohort: runs.cohort, due: due.as("due"), renewed: renewed.as("renewed") })
    .from(runs)
    .as("judged");
  const rows = await read()
    .select({ cohort: judged.cohort, due: judged.due, renewed: judged.renewed, count: countAll() })
    .from(judged)
    .groupBy(sql`${judged.cohort}`, sql`${judged.due}`, sql`${judged.renewed}`);
  return rows.map((row) => ({
    cohort: Number(row.cohort),
    due: Number(row.due),
    renewed: Number(row.renewed),
    count: row.count,
  }));
}

/** Whether anybody has ever paid: then cohorts follow those who pay, unless asked otherwise. */
export async function hasPayingSpans(communityId: string): Promise<boolean> {
  const [row] = await read()
    .select({ id: memberSpans.memberId })
    .from(memberSpans)
    .where(and(eq(memberSpans.communityId, communityId), eq(memberSpans.scope, "paying")))
    .limit(1);
  return row !== undefined;
}

/** What has ever been paid for, and at which intervals: the choices to narrow cohorts by. */
export async function listPaidTerms(communityId: string): Promise<{ productId: string; interval: string }[]> {
  return read()
    .selectDistinct({ productId: mrrDays.productId, interval: mrrDays.interval })
    .from(mrrDays)
    .where(and(eq(mrrDays.communityId, communityId), isNotNull(mrrDays.productId)));
}

/** The channels through which members first came, as far as they are known. */
export async function listChannels(communityId: string): Promise<string[]> {
  const rows = await read()
    .selectDistinct({ channel: arrivals.firstChannel })
    .from(arrivals)
    .where(eq(arrivals.communityId, communityId));
  return rows.map(({ channel }) => channel).sort();
}

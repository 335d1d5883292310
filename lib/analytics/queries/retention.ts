import "server-only";
import { and, eq, gte, isNotNull, type SQL, sql } from "drizzle-orm";
import { read } from "@/db/client";
import { amongSelected, countAll, countDistinct } from "@/db/dialect/sql";
import { activityCohorts, activityDays, activityMonths, memberSpans, mrrDays } from "@/db/schema/analytics";
import { members } from "@/db/schema/communities";
import { arrivals } from "@/db/schema/sightings";
import { addDays, type CalendarUnit, unitName } from "@/lib/platform/calendar";
import type { MemberFilter } from "@/lib/segments/types";
import type { People } from "../day-pack";
import { groupRenewals } from "../history-money";
import { type FirstBought, groupSpans, whoBought } from "../history-spans";
import { isAmong } from "../people-packs";
import type { Scope } from "../periods";
import type { RenewalGroup } from "../renewals";
import type { ActiveGroup, SpanGroup } from "../retention";
import { type CohortFilter, sourceUnknown } from "../retention-report";
import { among } from "./among";
import { findHistories } from "./histories";
import { findPeople, type Whom } from "./packs";

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
  return value === sourceUnknown
    ? sql`${memberSpans.memberId} not in (${arrivedFrom(communityId, null)})`
    : sql`${memberSpans.memberId} in (${arrivedFrom(communityId, value)})`;
}

/** Members who came through a channel; null is through any that is known. */
const arrivedFrom = (communityId: string, channel: string | null): SQL =>
  read()
    .select({ id: members.id })
    .from(members)
    .innerJoin(arrivals, and(eq(arrivals.communityId, members.communityId), eq(arrivals.userId, members.userId)))
    .where(and(eq(members.communityId, communityId), channel === null ? undefined : eq(arrivals.firstChannel, channel)))
    .getSQL();

/** The same people for figures that are not about cohorts. */
export async function whomOf({ communityId, scope, filter, narrowed }: CohortPeople): Promise<Whom> {
  if (!narrowed) return filter;
  const people = await peopleAmong({ communityId, filter, narrowed });
  return whoBought(await findHistories(communityId), { scope, people, bought: boughtAs(narrowed) });
}

/** Who of the filter came from the source that is asked for; what was bought is for the spans to say. */
async function peopleAmong({
  communityId,
  filter,
  narrowed,
}: Pick<CohortPeople, "communityId" | "filter" | "narrowed">): Promise<People | null> {
  const people = await findPeople(communityId, filter);
  if (narrowed?.by !== "source") return people;
  const isUnknown = narrowed.value === sourceUnknown;
  const arrived = await findPeople(
    communityId,
    amongSelected(arrivedFrom(communityId, isUnknown ? null : narrowed.value)),
  );
  return arrived!.map((hasArrived, number) => Number((hasArrived === 1) !== isUnknown && isAmong(people, number)));
}

function boughtAs(narrowed: CohortPeople["narrowed"]): FirstBought {
  if (narrowed?.by === "plan") return { productId: narrowed.value };
  return narrowed?.by === "term" ? { interval: narrowed.value } : {};
}

/** Spans that cover the same boundaries, counted: what cohort tables are sums of. */
export async function listSpanGroups(people: CohortPeople, window: CohortWindow): Promise<SpanGroup[]> {
  const { communityId, scope, narrowed } = people;
  const among = await peopleAmong(people);
  return groupSpans(await findHistories(communityId), { scope, people: among, bought: boughtAs(narrowed) }, window);
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

/** Terms that came due and were renewed, by cohort. */
export async function listRenewalGroups(people: CohortPeople, window: CohortWindow): Promise<RenewalGroup[]> {
  const whom = await whomOf({ ...people, scope: "paying" });
  return groupRenewals(await findHistories(people.communityId), await findPeople(people.communityId, whom), window);
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

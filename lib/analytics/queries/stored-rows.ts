import "server-only";
import { and, eq, gt, gte, inArray, isNull, lt, lte, or } from "drizzle-orm";
import { read } from "@/db/client";
import {
  activeDays,
  activityCohorts,
  activityDays,
  activityMonths,
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
import { activityMonthPacks, activityPacks, memberNumbers, memberTurns } from "@/db/schema/packs";
import { interactionKinds } from "../activity";
import { unpackActivity, unpackNumbers } from "../day-pack";
import type { ProjectedDay } from "../days";
import type { FirstReply } from "../first-reply";
import type { ProjectedPeriod } from "../periods";
import type { ProjectedSpan } from "../spans";
import type { StoredPack } from "../stored-pack";
import type { DayStretch } from "../zone-days";
import { type Bounds, findBounds } from "./bounds";

/** The rows of the projections as they stand, for comparing them with the journal. */

type DayTable =
  | typeof activityDays
  | typeof interactionDays
  | typeof moneyDays
  | typeof spanDays
  | typeof mrrDays
  | typeof activeDays
  | typeof activityPacks
  | typeof happeningDays
  | typeof memberTurns;

const within = (table: DayTable, communityId: string, { first, end }: DayStretch) =>
  and(eq(table.communityId, communityId), gte(table.day, first), lt(table.day, end));

/** The stored interactions and money of these days. */
export async function listStoredDays(communityId: string, days: DayStretch): Promise<Omit<ProjectedDay, "day">> {
  return {
    activity: await read()
      .select()
      .from(activityDays)
      .where(within(activityDays, communityId, days)),
    money: await read()
      .select()
      .from(moneyDays)
      .where(within(moneyDays, communityId, days)),
  };
}

/** The stored beginnings and ends of spans and of monthly value on these days. */
export async function listStoredEdges(communityId: string, days: DayStretch) {
  return {
    spans: await read()
      .select()
      .from(spanDays)
      .where(within(spanDays, communityId, days)),
    values: await read()
      .select()
      .from(mrrDays)
      .where(within(mrrDays, communityId, days)),
  };
}

/** What these packs of activity hold, as the rows they were made of; whoever has no number is called "?". */
export async function listPackedActivity(communityId: string, packs: readonly StoredPack<string>[]) {
  const found = packs.flatMap(({ pack, packed }) => unpackActivity(packed).map((person) => ({ day: pack, ...person })));
  const names = await namesOf(communityId, found);
  return found.flatMap(({ day, number, counts }) =>
    counts.flatMap((count, kind) =>
      count === 0 ? [] : { day, memberId: names.get(number) ?? "?", kind: interactionKinds[kind]!, count },
    ),
  );
}

/** Whose membership turned, as these packs of turns say. */
export async function listPackedTurns(communityId: string, packs: readonly StoredPack<string>[]) {
  const found = packs.flatMap(({ pack, packed }) => unpackNumbers(packed).map((number) => ({ day: pack, number })));
  const names = await namesOf(communityId, found);
  return found.map(({ day, number }) => ({ day, memberId: names.get(number) ?? "?" }));
}

async function namesOf(communityId: string, people: readonly { number: number }[]): Promise<Map<number, string>> {
  const wanted = new Set(people.map(({ number }) => number));
  const rows = await read().select().from(memberNumbers).where(eq(memberNumbers.communityId, communityId));
  return new Map(rows.flatMap(({ number, memberId }) => (wanted.has(number) ? [[number, memberId] as const] : [])));
}

/** Memberships that began or ended within (from, to], an entry for each edge. */
export async function listMembershipEdges(communityId: string, from: Date, to: Date) {
  const rows = await read()
    .select({ memberId: memberSpans.memberId, startsAt: memberSpans.startsAt, endsAt: memberSpans.endsAt })
    .from(memberSpans)
    .where(
      and(
        eq(memberSpans.communityId, communityId),
        eq(memberSpans.scope, "member"),
        lte(memberSpans.startsAt, to),
        or(isNull(memberSpans.endsAt), gt(memberSpans.endsAt, from)),
      ),
    );
  return rows.flatMap(({ memberId, startsAt, endsAt }) =>
    [startsAt, endsAt].flatMap((at) => (at && at > from && at <= to ? { memberId, at } : [])),
  );
}

/** What is stored of what changed MRR on these days. */
export async function listStoredHappenings(communityId: string, days: DayStretch) {
  return read()
    .select()
    .from(happeningDays)
    .where(within(happeningDays, communityId, days));
}

/** The stored sums of interactions on these days. */
export async function listStoredInteractions(communityId: string, days: DayStretch) {
  return read()
    .select()
    .from(interactionDays)
    .where(within(interactionDays, communityId, days));
}

export async function listStoredActiveDays(communityId: string, days: DayStretch) {
  return read()
    .select()
    .from(activeDays)
    .where(within(activeDays, communityId, days));
}

/** Who did something on these days, once each. */
export async function listActivePeople(communityId: string, days: DayStretch): Promise<string[]> {
  const rows = await read()
    .selectDistinct({ memberId: activityDays.memberId })
    .from(activityDays)
    .where(within(activityDays, communityId, days));
  return rows.map(({ memberId }) => memberId);
}

export async function listStoredMovements(communityId: string) {
  return read().select().from(movementMonths).where(eq(movementMonths.communityId, communityId));
}

export async function listStoredActivityMonth(communityId: string, month: number) {
  return read()
    .select()
    .from(activityMonths)
    .where(and(eq(activityMonths.communityId, communityId), eq(activityMonths.month, month)));
}

/** How active the cohorts were in one unit. */
export async function listStoredCohorts(communityId: string, unit: "month" | "week", period: number) {
  return read()
    .select()
    .from(activityCohorts)
    .where(
      and(
        eq(activityCohorts.communityId, communityId),
        eq(activityCohorts.unit, unit),
        eq(activityCohorts.period, period),
      ),
    );
}

/** Posts asked in [from, to) with what came of them. */
export async function listStoredReplies(communityId: string, from: Date, to: Date): Promise<FirstReply[]> {
  return read()
    .select()
    .from(firstReplies)
    .where(
      and(eq(firstReplies.communityId, communityId), gte(firstReplies.askedAt, from), lt(firstReplies.askedAt, to)),
    );
}

/** Periods and spans of everybody after `after`, up to `last` included; without a `last` up to the end. */
export async function listStoredMembers(
  communityId: string,
  after: string,
  last: string | null,
): Promise<{ periods: ProjectedPeriod[]; spans: ProjectedSpan[] }> {
  const between = (table: typeof memberPeriods | typeof memberSpans) =>
    and(
      eq(table.communityId, communityId),
      inArray(table.scope, ["member", "paying"]),
      gt(table.memberId, after),
      last === null ? undefined : lte(table.memberId, last),
    );
  const periods = await read().select().from(memberPeriods).where(between(memberPeriods));
  const spans = await read().select().from(memberSpans).where(between(memberSpans));
  return { periods: periods as ProjectedPeriod[], spans: spans as ProjectedSpan[] };
}

/** In which units every member's cohort lies, of one scope. */
export async function listCohortsOfMembers(
  communityId: string,
  scope: string,
): Promise<{ memberId: string; month: number; week: number }[]> {
  return read()
    .select({ memberId: memberSpans.memberId, month: memberSpans.cohortMonth, week: memberSpans.cohortWeek })
    .from(memberSpans)
    .where(and(eq(memberSpans.communityId, communityId), eq(memberSpans.scope, scope), eq(memberSpans.ordinal, 0)));
}

/** The first and last day, month, week and instant for which projections hold anything. */
export async function findStoredBounds(communityId: string): Promise<{
  days: Bounds<string>[];
  months: Bounds<number>[];
  weeks: Bounds<number>[];
  replies: Bounds<Date>[];
}> {
  const own = (
    table: DayTable | typeof activityMonthPacks | typeof activityMonths | typeof activityCohorts | typeof firstReplies,
  ) => eq(table.communityId, communityId);
  const dayTables: DayTable[] = [
    activityDays,
    interactionDays,
    moneyDays,
    spanDays,
    mrrDays,
    activeDays,
    activityPacks,
    memberTurns,
  ];
  const cohorts = (unit: "month" | "week") => {
    const { period } = activityCohorts;
    return findBounds(activityCohorts, period, and(own(activityCohorts), eq(activityCohorts.unit, unit))!);
  };
  const days = await Promise.all(dayTables.map((table) => findBounds(table, table.day, own(table))));
  const months = [
    await findBounds(activityMonths, activityMonths.month, own(activityMonths)),
    await findBounds(activityMonthPacks, activityMonthPacks.month, own(activityMonthPacks)),
    await cohorts("month"),
  ];
  const replies = await findBounds(firstReplies, firstReplies.askedAt, own(firstReplies));
  return { days: known(days), months: known(months), weeks: known([await cohorts("week")]), replies: known([replies]) };
}

const known = <Value>(bounds: readonly (Bounds<Value> | null)[]) => bounds.filter((one) => one !== null);

import "server-only";
import { and, eq, gte, lte, sql } from "drizzle-orm";
import { read } from "@/db/client";
import { sumOf } from "@/db/dialect/sql";
import { activeDays, activityDays, activityMonths, interactionDays } from "@/db/schema/analytics";
import { type ActiveDay, activeWindows, windowStart } from "../active-windows";
import type { ActivityCount, KindDay } from "../activity";
import { countPeople, histogramOf, loudest, type SummedMember } from "../activity-sums";
import type { Range } from "../ranges";
import type { Stretches } from "../stretches";
import { type Counted, countedOnly } from "./counted";
import {
  countPlaces,
  findMemberIds,
  findMembersAtEndOf,
  findPeopleCounted,
  listPackedKinds,
  listPackedSteps,
  sumActivity,
} from "./packs";

const onDays = (table: typeof activityDays | typeof interactionDays | typeof activeDays, first: string, last: string) =>
  and(gte(table.day, first), lte(table.day, last));

/** Interactions by day and kind, from `first` to `last` inclusive; days without any are left out. */
export async function listKindDays(communityId: string, days: readonly string[], counted: Counted): Promise<KindDay[]> {
  const [first, last] = [days[0]!, days.at(-1)!];
  if (counted.among !== null || counted.staff.length > 0) {
    const people = await findPeopleCounted(communityId, counted, await countPlaces(communityId));
    return listPackedKinds(communityId, [first, last], people);
  }
  return read()
    .select({ day: interactionDays.day, kind: interactionDays.kind, count: interactionDays.count })
    .from(interactionDays)
    .where(and(eq(interactionDays.communityId, communityId), onDays(interactionDays, first, last)));
}

/** DAU, WAU and MAU of each day, those of days without activity included. */
export async function listActiveDays(
  communityId: string,
  days: readonly string[],
  counted: Counted,
): Promise<ActiveDay[]> {
  const [first, last] = [days[0]!, days.at(-1)!];
  if (counted.among !== null || counted.staff.length > 0) {
    const places = await countPlaces(communityId);
    const people = await findPeopleCounted(communityId, counted, places);
    return activeWindows(await listPackedSteps(communityId, [windowStart(first), last], people, places), days);
  }
  const rows = await read()
    .select({ day: activeDays.day, day1: activeDays.day1, days7: activeDays.days7, days30: activeDays.days30 })
    .from(activeDays)
    .where(and(eq(activeDays.communityId, communityId), onDays(activeDays, first, last)));
  const known = new Map(rows.map((row) => [row.day, row]));
  return days.map((day) => known.get(day) ?? { day, day1: 0, days7: 0, days30: 0 });
}

/** What each person did in a range, read from months where there are whole ones; reactions are done, but not written. */
export const activityByMember = (communityId: string, stretches: Stretches, counted: Counted) =>
  memberSums(communityId, stretches, counted).as("people");

function memberSums(communityId: string, { months, days }: Stretches, counted: Counted) {
  const parts = days.map(([first, last]) => singleDays(communityId, first, last, counted));
  if (months === null) return parts[0]!;
  const all = parts.reduce(
    (query, part) => query.unionAll(part) as unknown as typeof query,
    wholeMonths(communityId, months, counted),
  );
  const pieces = all.as("pieces");
  const sums = read()
    .select({
      memberId: pieces.memberId,
      interactions: sumOf(sql`${pieces.interactions}`).as("interactions"),
      written: sumOf(sql`${pieces.written}`).as("written"),
    })
    .from(pieces)
    .groupBy(pieces.memberId);
  // The same columns from another table: the types differ, the rows do not.
  return sums as unknown as ReturnType<typeof singleDays>;
}

const singleDays = (communityId: string, first: string, last: string, counted: Counted) =>
  read()
    .select({
      memberId: activityDays.memberId,
      interactions: sumOf(activityDays.count).as("interactions"),
      written: sumOf(sql`case when ${activityDays.kind} = 'reaction' then 0 else ${activityDays.count} end`).as(
        "written",
      ),
    })
    .from(activityDays)
    .where(
      and(
        eq(activityDays.communityId, communityId),
        onDays(activityDays, first, last),
        countedOnly(activityDays.memberId, counted),
      ),
    )
    .groupBy(activityDays.memberId);

const wholeMonths = (communityId: string, [first, last]: [number, number], counted: Counted) =>
  read()
    .select({
      memberId: activityMonths.memberId,
      interactions: sumOf(activityMonths.interactions).as("interactions"),
      written: sumOf(activityMonths.written).as("written"),
    })
    .from(activityMonths)
    .where(
      and(
        eq(activityMonths.communityId, communityId),
        gte(activityMonths.month, first),
        lte(activityMonths.month, last),
        countedOnly(activityMonths.memberId, counted),
      ),
    )
    .groupBy(activityMonths.memberId);

/** Somebody who wrote much. */
export interface TopMember {
  memberId: string;
  interactions: number;
  written: number;
}

/**
 * The histogram of a range: how many people did how much, members at its end apart from those who had left; and the
 * `top` people who wrote most.
 */
export async function listActivityCounts(
  communityId: string,
  { days }: Pick<Range, "days">,
  counted: Counted,
  top: number,
): Promise<{ counts: ActivityCount[]; top: TopMember[] }> {
  const places = await countPlaces(communityId);
  const [first, last] = [days[0]!, days.at(-1)!];
  const sums = await sumActivity(communityId, [first, last], places);
  const people = await findPeopleCounted(communityId, counted, places);
  const members = await findMembersAtEndOf(communityId, last, places);
  return {
    counts: histogramOf(sums, people, members),
    top: await firstWithIds(communityId, loudest(sums, people, top), top),
  };
}

/** The first `top` of them with their ids; of equals those with the lower id. */
async function firstWithIds(communityId: string, people: readonly SummedMember[], top: number): Promise<TopMember[]> {
  const ids = await findMemberIds(
    communityId,
    people.map(({ number }) => number),
  );
  return people
    .flatMap(({ number, ...sums }) => {
      const memberId = ids.get(number);
      return memberId ? { memberId, ...sums } : [];
    })
    .sort((a, b) => b.written - a.written || b.interactions - a.interactions || (a.memberId < b.memberId ? -1 : 1))
    .slice(0, top);
}

/** Distinct people, and distinct people who wrote something: what a range is compared with. */
export async function countActive(
  communityId: string,
  { days }: Pick<Range, "days">,
  counted: Counted,
): Promise<{ active: number; contributors: number }> {
  const places = await countPlaces(communityId);
  const sums = await sumActivity(communityId, [days[0]!, days.at(-1)!], places);
  return countPeople(sums, await findPeopleCounted(communityId, counted, places));
}

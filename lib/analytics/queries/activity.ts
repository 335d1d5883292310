import "server-only";
import { and, eq, gte, lte, sql } from "drizzle-orm";
import { read } from "@/db/client";
import { sumOf } from "@/db/dialect/sql";
import { activeDays, activityDays, activityMonths, interactionDays } from "@/db/schema/analytics";
import { type ActiveDay, activeWindows, windowStart } from "../active-windows";
import type { ActivityCount, KindDay } from "../activity";
import type { ActivityScan } from "../activity-scan";
import { countPeople, histogramOf, loudest, type SummedMember } from "../activity-sums";
import type { ActivitySums } from "../day-pack";
import type { Range } from "../ranges";
import { type Stretches, stretchesIn } from "../stretches";
import { type Counted, countedOnly } from "./counted";
import { countPlaces, findMemberIds, findMembersAtEndOf, findPeopleCounted, scanActivity, sumActivity } from "./packs";

const onDays = (table: typeof activityDays | typeof interactionDays | typeof activeDays, first: string, last: string) =>
  and(gte(table.day, first), lte(table.day, last));

const isNarrowed = ({ among, staff }: Counted) => among !== null || staff.length > 0;

/** A page asks several things of the same people and days: one walk answers them all. */
const scans = new WeakMap<Counted, Map<string, Promise<ActivityScan>>>();

/** What those who are counted did on these days, and when they were active before. */
function scanOf(communityId: string, days: readonly string[], counted: Counted): Promise<ActivityScan> {
  const [first, last] = [days[0]!, days.at(-1)!];
  const known = scans.get(counted) ?? new Map<string, Promise<ActivityScan>>();
  scans.set(counted, known);
  const scan =
    known.get(`${first} ${last}`) ??
    countPlaces(communityId)
      .then((places) => findPeopleCounted(communityId, counted, places))
      // Somebody is left out, or there would be nothing to walk for.
      .then((people) => scanActivity(communityId, { leadIn: windowStart(first), first, last }, people!));
  known.set(`${first} ${last}`, scan);
  return scan;
}

/** What each person did in a range; of a narrowed page only those who are counted. */
async function sumsOf(communityId: string, range: Range, counted: Counted): Promise<ActivitySums> {
  if (isNarrowed(counted)) return (await scanOf(communityId, range.days, counted)).sums;
  return sumActivity(communityId, stretchesIn(range), await countPlaces(communityId));
}

/** Interactions by day and kind, from `first` to `last` inclusive; days without any are left out. */
export async function listKindDays(communityId: string, days: readonly string[], counted: Counted): Promise<KindDay[]> {
  const [first, last] = [days[0]!, days.at(-1)!];
  if (isNarrowed(counted)) return (await scanOf(communityId, days, counted)).kindDays;
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
  if (isNarrowed(counted)) return activeWindows((await scanOf(communityId, days, counted)).steps, days);
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
  range: Range,
  counted: Counted,
  top: number,
): Promise<{ counts: ActivityCount[]; top: TopMember[] }> {
  const places = await countPlaces(communityId);
  const sums = await sumsOf(communityId, range, counted);
  const people = await findPeopleCounted(communityId, counted, places);
  const members = await findMembersAtEndOf(communityId, range.days.at(-1)!, places);
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

/**
 * Distinct people, and distinct people who wrote something: what a range is compared with. Nobody asks for the days of
 * such a range, so its whole months are enough.
 */
export async function countActive(
  communityId: string,
  range: Range,
  counted: Counted,
): Promise<{ active: number; contributors: number }> {
  const places = await countPlaces(communityId);
  const people = await findPeopleCounted(communityId, counted, places);
  return countPeople(await sumActivity(communityId, stretchesIn(range), places), people);
}

import "server-only";
import { and, eq, gte, inArray, lte, max } from "drizzle-orm";
import { cache } from "react";
import { read } from "@/db/client";
import { amongIds, idList } from "@/db/dialect/sql";
import { activityMonthPacks, activityPacks, memberNumbers, memberTurns } from "@/db/schema/packs";
import type { MemberFilter } from "@/lib/segments/types";
import { ActivityScan } from "../activity-scan";
import { type ActivitySums, addActivity, noActivity, type People, turn } from "../day-pack";
import { inBatches } from "../projecting";
import type { StoredPack } from "../stored-pack";
import type { Stretches } from "../stretches";
import { among } from "./among";
import type { Counted } from "./counted";
import { findPacked } from "./kept-packs";

/**
 * What is added up person by person, read from the packs: a set of people is an array with a place for every number,
 * and a day is a few kilobytes. Whom a page counts (a segment, nobody of the staff) is one such set.
 */

/** How many places a set of this community's people has; asked once for each rendering. */
export const countPlaces = cache(async (communityId: string): Promise<number> => {
  const [row] = await read()
    .select({ highest: max(memberNumbers.number) })
    .from(memberNumbers)
    .where(eq(memberNumbers.communityId, communityId));
  return (row?.highest ?? -1) + 1;
});

/** Whom to count: everybody (null), the members a filter selects, or a set of people that has been made of them. */
export type Whom = MemberFilter | People;

/** Those people as a set; null is everybody. */
export async function findPeople(communityId: string, whom: Whom): Promise<People | null> {
  if (whom === null || whom instanceof Uint8Array) return whom;
  return peopleOf(communityId, whom);
}

/** Who is counted; null is everybody. */
export async function findPeopleCounted(
  communityId: string,
  { among: filter, staff }: Counted,
  places: number,
): Promise<People | null> {
  const some = await findPeople(communityId, filter);
  if (staff.length === 0) return some;
  const people = some?.slice() ?? new Uint8Array(places).fill(1);
  const isStaff = amongIds(memberNumbers.memberId, idList(staff));
  for (const { number } of await listNumbers(communityId, isStaff)) people[number] = 0;
  return people;
}

/** A page asks many times for the people of one filter. The filter of nobody is every community's. */
const known = new WeakMap<NonNullable<MemberFilter>, Map<string, Promise<People>>>();

function peopleOf(communityId: string, filter: NonNullable<MemberFilter>): Promise<People> {
  const sets = known.get(filter) ?? new Map<string, Promise<People>>();
  known.set(filter, sets);
  const before = sets.get(communityId);
  if (before) return before;
  const found = makeSet(communityId, filter);
  sets.set(communityId, found);
  // The next page asks again.
  found.catch(() => sets.delete(communityId));
  return found;
}

async function makeSet(communityId: string, filter: NonNullable<MemberFilter>): Promise<People> {
  const people = new Uint8Array(await countPlaces(communityId));
  for (const { number } of await listNumbers(communityId, among(memberNumbers.memberId, filter))) people[number] = 1;
  return people;
}

async function listNumbers(communityId: string, whose: ReturnType<typeof among>) {
  return read()
    .select({ number: memberNumbers.number })
    .from(memberNumbers)
    .where(and(eq(memberNumbers.communityId, communityId), whose));
}

const numbersPerRead = 500;

/** The ids of people, by their numbers. */
export async function findMemberIds(communityId: string, numbers: readonly number[]): Promise<Map<number, string>> {
  const found = new Map<number, string>();
  for (const batch of inBatches(numbers, numbersPerRead)) {
    const rows = await read()
      .select({ number: memberNumbers.number, memberId: memberNumbers.memberId })
      .from(memberNumbers)
      .where(and(eq(memberNumbers.communityId, communityId), inArray(memberNumbers.number, batch)));
    for (const { number, memberId } of rows) found.set(number, memberId);
  }
  return found;
}

/** The packs of the days from `first` to `last`, both included, in their order. */
function findActivity(communityId: string, first: string, last: string): Promise<StoredPack<string>[]> {
  const { day } = activityPacks;
  return findPacked("activity", communityId, and(gte(day, first), lte(day, last)));
}

/** What everybody did in a range that has been cut into months and days. */
export async function sumActivity(
  communityId: string,
  { months, days }: Stretches,
  places: number,
): Promise<ActivitySums> {
  const sums = noActivity(places);
  if (months !== null) {
    const { month } = activityMonthPacks;
    const whole = await findPacked("activityMonths", communityId, and(gte(month, months[0]), lte(month, months[1])));
    for (const { packed } of whole) addActivity(sums, packed);
  }
  for (const [first, last] of days) {
    for (const { packed } of await findActivity(communityId, first, last)) addActivity(sums, packed);
  }
  return sums;
}

/** Who is a member at the end of `day`, or now when it still runs. */
export async function findMembersAtEndOf(communityId: string, day: string, places: number): Promise<People> {
  const people = new Uint8Array(places);
  // Turns are few: all there ever were weigh as much as a month of activity.
  for (const { packed } of await findPacked("turns", communityId, lte(memberTurns.day, day))) turn(people, packed);
  return people;
}

/** One walk over the packs from `leadIn` to `last`: what some people did from `first` on, and when before. */
export async function scanActivity(
  communityId: string,
  { leadIn, first, last }: { leadIn: string; first: string; last: string },
  people: People,
): Promise<ActivityScan> {
  const scan = new ActivityScan(people, first);
  for (const { pack: day, packed } of await findActivity(communityId, leadIn, last)) scan.addDay(day, packed);
  return scan;
}

import "server-only";
import { transact } from "@/db/client";
import type { Viewer } from "@/lib/access/types";
import { viewerFor } from "@/lib/access/viewer";
import { listCommunitiesBySlug } from "@/lib/communities/queries";
import { listSessionPeople } from "@/lib/identity/queries";
import type { Person } from "@/lib/identity/types";
import { addDays, dayOf, startOfDay } from "@/lib/platform/calendar";
import { admit, type KnownDays } from "./admission";
import { type Batch, remember, writeOut } from "./buffer";
import { addCounts, addMarks, addSpent, dayKey } from "./commands";
import { keyOf, type MarkFor, markMaker } from "./mark";
import { findDayKeys, findKnownTerms, listCountedPosts, listKnownMarks, listKnownSources } from "./queries";
import { countsFor, type Found, type SeenDay, sightedSearch, sightingOf } from "./sighting";
import { tally, tallySearches } from "./tally";
import { searchTerm } from "./term";
import type { Glimpse, SearchGlimpse, SightedSearch, Sighting, SightingCounts } from "./types";

/** Counts a beacon within seconds. Never throws, never waits for the database. */
export function noteGlimpse(glimpse: Glimpse): void {
  remember({ glimpses: [glimpse] }, countSightings);
}

/** Counts a search within seconds, unless what was typed is not to be kept. */
export function noteSearch(search: SearchGlimpse): void {
  const term = searchTerm(search.term);
  if (term) remember({ searches: [{ ...search, term }] }, countSightings);
}

/** Writes what this process has seen so far. */
export function flushSightings(): Promise<void> {
  return writeOut(countSightings);
}

/**
 * Looks up what a batch of beacons is about, decides what of it counts, and adds it to the tables in one transaction.
 * Any number of processes may do so at the same time: nobody is counted twice, and a limit may be passed by as much as
 * the others let in within the same moment.
 */
export async function countSightings({ glimpses, searches }: Batch): Promise<void> {
  const found = await findAll(glimpses);
  const searched = searches.map((search) => ({ search, day: dayOf(search.at, search.zone) }));
  const days = [...found.map(({ day }) => day.name), ...searched.map(({ day }) => day)];
  const marker = await markMakers(
    new Set(days),
    found.map(({ day }) => day.before.name),
  );
  const sightings = found.map((one) => {
    const { viewer, day } = one;
    return sightingOf(one, marker(viewer.communityId, day.name)!, marker(viewer.communityId, day.before.name));
  });
  const terms = searched.map(({ search, day }) => sightedSearch(search, day, marker(search.communityId, day)!));
  const admitted = admit({ sightings, searches: terms }, await findKnownDays(sightings, terms));
  await transact(async (tx) => {
    const fresh = await addMarks(tx, byKey(admitted.marks));
    await addSpent(tx, byKey(admitted.spent));
    const counts = tally(admitted.sightings, fresh);
    await addCounts(tx, sorted({ ...counts, searches: tallySearches(admitted.searches, fresh) }));
  });
}

/** Everything the beacons name: only those of a community that exists are left. */
async function findAll(glimpses: readonly Glimpse[]): Promise<Found[]> {
  const communities = await listCommunitiesBySlug(distinct(glimpses.map(({ slug }) => slug)));
  const people = await listSessionPeople(distinct(glimpses.flatMap(({ token }) => token ?? [])));
  const named = glimpses.flatMap(({ postId, touches }) => [postId, touches.first.postId, touches.last.postId]);
  const list = await listCountedPosts(distinct(named.filter((id) => id !== null)));
  const posts = new Map(list.map((post) => [post.id, post]));
  const viewers = new Map<string, Viewer>();
  const days = new Map<string, SeenDay>();
  const found: Found[] = [];
  for (const glimpse of glimpses) {
    const community = communities.get(glimpse.slug);
    if (!community) continue;
    const person = people.get(glimpse.token ?? "") ?? null;
    const key = `${community.id} ${person?.userId ?? ""}`;
    const viewer = viewers.get(key) ?? (await viewerFor(community.id, asking(person), glimpse.at));
    viewers.set(key, viewer);
    const post = (id: string | null) => {
      const one = posts.get(id ?? "");
      return one && countsFor(viewer, one) ? one : null;
    };
    const { zone } = community;
    const name = dayOf(glimpse.at, zone);
    const day = days.get(keyOf(zone, name)) ?? seenDay(name, zone);
    days.set(keyOf(zone, name), day);
    found.push({ glimpse, zone, viewer, day, post });
  }
  return found;
}

function seenDay(name: string, zone: string): SeenDay {
  const before = addDays(name, -1);
  return { name, startsAt: startOfDay(name, zone), before: { name: before, startsAt: startOfDay(before, zone) } };
}

const distinct = (texts: readonly string[]) => [...new Set(texts)];

const asking = (person: Person | null) => person && { ...person, emailVerified: person.emailVerifiedAt !== null };

/** Who makes the marks of a community's day; null for a day before, of which no marks are left. */
async function markMakers(
  days: ReadonlySet<string>,
  daysBefore: readonly string[],
): Promise<(communityId: string, day: string) => MarkFor | null> {
  const keys = await findDayKeys(distinct([...days, ...daysBefore]));
  for (const day of days) if (!keys.has(day)) keys.set(day, await transact((tx) => dayKey(tx, day)));
  const makers = new Map<string, MarkFor>();
  return (communityId, day) => {
    const key = keys.get(day);
    if (key === undefined) return null;
    const name = keyOf(communityId, day);
    const maker = makers.get(name) ?? markMaker(key, communityId);
    makers.set(name, maker);
    return maker;
  };
}

/** What is already known of the days this batch is about, looked up before its transaction: each in one statement. */
async function findKnownDays(sightings: readonly Sighting[], searches: readonly SightedSearch[]): Promise<KnownDays> {
  const days = sightings.filter(({ isView, isMember }) => isView && !isMember);
  const byDay = Map.groupBy(searches, ({ communityId, day }) => keyOf(communityId, day));
  return {
    marks: await listKnownMarks([...sightings.flatMap(marksOfSighting), ...searches.flatMap(marksOfSearch)]),
    sources: await listKnownSources([...new Map(days.map((one) => [keyOf(one.communityId, one.day), one])).values()]),
    terms: await Promise.all(
      [...byDay.values()].map((group) => findKnownTerms(group[0]!, distinct(group.map(({ term }) => term)))),
    ),
  };
}

function marksOfSighting({ communityId, day, isView, marks, limits, post }: Sighting) {
  const { visitors, openings, sources, all } = limits;
  const counting = [all, ...(isView ? [...visitors, ...sources, ...(post ? openings : [])] : [])];
  const own = [...(isView ? [...marks, ...(post?.readerMarks ?? [])] : (post?.completionMarks ?? []))];
  return [
    ...[...own, ...counting.map(({ mark }) => mark)].map((mark) => ({ communityId, day, mark })),
    ...(post?.openings ?? []).map((opening) => ({ communityId, day: opening.day, mark: opening.mark })),
  ];
}

function marksOfSearch({ communityId, day, marks, limits }: SightedSearch) {
  const counting = [limits.all, ...limits.searches, ...limits.terms].map(({ mark }) => mark);
  return [...marks, ...counting].map((mark) => ({ communityId, day, mark }));
}

/** Rows in the order of their keys, so that two instances never wait for each other crosswise. */
function sorted(counts: SightingCounts): SightingCounts {
  return {
    visits: byKey(counts.visits),
    postViews: byKey(counts.postViews),
    presence: byKey(counts.presence),
    reads: byKey(counts.reads),
    arrivals: byKey(counts.arrivals),
    searches: byKey(counts.searches),
  };
}

function byKey<Row extends object>(rows: readonly Row[]): Row[] {
  const order = new Map(rows.map((row) => [row, orderOf(row)]));
  return rows.toSorted((a, b) => (order.get(a)! < order.get(b)! ? -1 : 1));
}

function orderOf(row: object): string {
  return JSON.stringify(Object.values(row).filter((value) => typeof value === "string"));
}

import "server-only";
import { transact } from "@/db/client";
import { decideRead, isAuthor, mayKnow } from "@/lib/access/decide";
import type { Viewer } from "@/lib/access/types";
import { viewerFor } from "@/lib/access/viewer";
import { findCommunityBySlug } from "@/lib/communities/queries";
import type { Community } from "@/lib/communities/types";
import { findSession } from "@/lib/identity/queries";
import { dayOf, startOfDay } from "@/lib/platform/calendar";
import { type Batch, remember, writeOut } from "./buffer";
import { addCounts, addMarks, dayKey } from "./commands";
import { type Marked, markOf } from "./mark";
import { type CountedPost, findKnownTerms, listCountedPosts, listKnownSources } from "./queries";
import { boundSources, marksOf, tally, termsPerDay } from "./tally";
import { searchTerm } from "./term";
import type { Glimpse, SearchGlimpse, SightedPost, SightedTouches, Sighting, SightingCounts, Touch } from "./types";

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
 * Any number of processes may do so at the same time.
 */
export async function countSightings({ glimpses, searches }: Batch): Promise<void> {
  const found = await findAll(glimpses);
  await transact(async (tx) => {
    const keys = new Map<string, string>();
    for (const day of new Set(found.map((one) => one.day))) keys.set(day, await dayKey(tx, day));
    const sightings = found.map((one) => sightingOf(one, keys.get(one.day)!));
    const counts = tally(sightings, await addMarks(tx, marksOf(sightings)));
    const visits = boundSources(counts.visits, await listKnownSources(daysOf(counts.visits)));
    await addCounts(tx, sorted({ ...counts, visits, searches: await tallySearches(searches) }));
  });
}

/** A glimpse with everything it names: only those of a community that exists are left. */
interface Found {
  glimpse: Glimpse;
  community: Community;
  viewer: Viewer;
  day: string;
  post: CountedPost | null;
  landings: Set<string>;
}

async function findAll(glimpses: readonly Glimpse[]): Promise<Found[]> {
  const communities = await once(glimpses, ({ slug }) => slug, findCommunityBySlug);
  const sessions = await once(
    glimpses,
    ({ token }) => token ?? "",
    async (token) => (token ? findSession(token) : null),
  );
  const named = glimpses.flatMap(({ postId, touches }) => [postId, touches.first.postId, touches.last.postId]);
  const posts = await listCountedPosts([...new Set(named.filter((id) => id !== null))]);
  const viewers = new Map<string, Viewer>();
  const found: Found[] = [];
  for (const glimpse of glimpses) {
    const community = communities.get(glimpse.slug);
    if (!community) continue;
    const person = sessions.get(glimpse.token ?? "")?.person ?? null;
    const key = `${community.id} ${person?.userId ?? ""}`;
    const asking = person && { ...person, emailVerified: person.emailVerifiedAt !== null };
    const viewer = viewers.get(key) ?? (await viewerFor(community.id, asking, glimpse.at));
    viewers.set(key, viewer);
    const here = posts.filter(({ communityId }) => communityId === community.id);
    const post = here.find(({ id }) => id === glimpse.postId) ?? null;
    found.push({
      glimpse,
      community,
      viewer,
      day: dayOf(glimpse.at, community.zone),
      post: post && counts(viewer, post) ? post : null,
      landings: new Set(here.map(({ id }) => id)),
    });
  }
  return found;
}

/** A post counts for those who may know of it, once it is out, and not for whoever wrote it. */
function counts(viewer: Viewer, post: CountedPost): boolean {
  return post.state === "published" && mayKnow(viewer, post) && !isAuthor(viewer, post);
}

async function once<Item, Value>(
  items: readonly Item[],
  key: (item: Item) => string,
  find: (key: string) => Promise<Value>,
): Promise<Map<string, Value>> {
  const values = new Map<string, Value>();
  for (const item of items) if (!values.has(key(item))) values.set(key(item), await find(key(item)));
  return values;
}

function sightingOf({ glimpse, community, viewer, day, post, landings }: Found, key: string): Sighting {
  const { at, address, userAgent, touches } = glimpse;
  const userId = viewer.person?.userId ?? null;
  const people: Marked[] = [{ address, userAgent }, ...(userId ? [{ userId }] : [])];
  const marksFor = (thing: string) => people.map((who) => markOf(key, community.id, thing, who));
  return {
    communityId: community.id,
    at,
    day,
    userId,
    isMember: viewer.membership !== null,
    marks: marksFor("visit"),
    channel: touches.last.channel,
    source: touches.last.source,
    touches: userId ? sightedTouches(glimpse, community.zone, landings) : null,
    isView: glimpse.progress === null,
    post: post && sightedPost(glimpse, viewer, post, marksFor),
  };
}

/** What may be read decides how far somebody can have got, not what their browser says. */
function sightedPost(
  { progress, completed }: Glimpse,
  viewer: Viewer,
  post: CountedPost,
  marksFor: (thing: string) => string[],
): SightedPost {
  const { granted } = decideRead(viewer, post);
  const seen = progress ?? 0;
  return {
    id: post.id,
    progress: granted ? seen : Math.min(99, Math.round(seen * post.openShare)),
    completed: granted && completed,
    readerMarks: marksFor(`read ${post.id}`),
    completionMarks: marksFor(`end ${post.id}`),
  };
}

/** A touch of this very view has its instant; an earlier one only has its day. A post of elsewhere is no landing here. */
function sightedTouches({ at, touches, isNewTouch }: Glimpse, zone: string, landings: Set<string>): SightedTouches {
  const dated = (touch: Touch, isNow: boolean) => {
    const from = startOfDay(touch.day, zone);
    const postId = touch.postId && landings.has(touch.postId) ? touch.postId : null;
    return { ...touch, postId, at: isNow || from > at ? at : from };
  };
  const isFirst = isNewTouch && touches.first === touches.last;
  return { first: dated(touches.first, isFirst), last: dated(touches.last, isNewTouch) };
}

function daysOf(visits: SightingCounts["visits"]): { communityId: string; day: string }[] {
  return [...new Map(visits.map(({ communityId, day }) => [`${communityId} ${day}`, { communityId, day }])).values()];
}

/** Searches of a day and term together; on a day that has heard enough different ones only those it knows. */
async function tallySearches(searches: readonly SearchGlimpse[]): Promise<SightingCounts["searches"]> {
  const rows = new Map<string, SightingCounts["searches"][number]>();
  for (const { communityId, zone, at, term, found } of searches) {
    const day = dayOf(at, zone);
    const key = JSON.stringify([communityId, day, term]);
    const row = rows.get(key) ?? { communityId, day, term, searches: 0, found: 0 };
    rows.set(key, { ...row, searches: row.searches + 1, found: Math.max(row.found, found) });
  }
  const kept: SightingCounts["searches"] = [];
  for (const group of Map.groupBy(rows.values(), ({ communityId, day }) => `${communityId} ${day}`).values()) {
    const { count, known } = await findKnownTerms(
      group[0]!,
      group.map(({ term }) => term),
    );
    let room = termsPerDay - count;
    kept.push(...group.filter(({ term }) => known.has(term) || room-- > 0));
  }
  return kept;
}

/** Rows in the order of their keys, so that two instances never wait for each other crosswise. */
function sorted(counts: SightingCounts): SightingCounts {
  const byKey = <Row extends object>(rows: Row[]) => rows.toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
  return {
    visits: byKey(counts.visits),
    postViews: byKey(counts.postViews),
    presence: byKey(counts.presence),
    reads: byKey(counts.reads),
    arrivals: byKey(counts.arrivals),
    searches: byKey(counts.searches),
  };
}

function orderOf(row: object): string {
  return JSON.stringify(Object.values(row).filter((value) => typeof value === "string"));
}

import { keyOf } from "./mark";
import type { Arrival, SightedSearch, Sighting, SightingCounts } from "./types";

type FreshMarks = readonly { communityId: string; day: string; mark: string }[];

const keysOf = (marks: FreshMarks) => new Set(marks.map(({ communityId, day, mark }) => keyOf(communityId, day, mark)));

/**
 * What a batch that was let in adds up to, searches apart. `freshMarks` are those the database did not know: somebody
 * counts when none of their marks was known, so a browser is one visitor a day although its person signs in, and an
 * account is one on two devices.
 */
export function tally(sightings: readonly Sighting[], freshMarks: FreshMarks): SightingCounts {
  const fresh = keysOf(freshMarks);
  const counts = emptyCounts();
  const rows = rowFinders(counts);
  for (const sighting of sightings) {
    const { communityId, day, at, userId, post } = sighting;
    const isNew = (marks: string[]) =>
      takeAll(
        fresh,
        marks.map((mark) => keyOf(communityId, day, mark)),
      );
    if (sighting.isView) {
      const isNewVisitor = isNew(sighting.marks);
      if (!sighting.isMember) {
        const row = rows.visit(communityId, day, sighting.channel, sighting.source);
        row.views += 1;
        if (isNewVisitor) row.visitors += 1;
      }
      if (userId) rows.presence(communityId, userId, day).views += 1;
      if (userId && sighting.touches) counts.arrivals.push(arrivalOf(sighting, userId, sighting.touches));
    }
    if (!post) continue;
    const row = rows.postView(communityId, post.id, day);
    if (sighting.isView) row.views += 1;
    if (isNew(post.readerMarks)) row.readers += 1;
    if (post.completed && isNew(post.completionMarks)) row.completions += 1;
    if (!userId) continue;
    const read = rows.read(communityId, post.id, userId, at);
    if (at < read.firstAt) read.firstAt = at;
    if (at > read.lastAt) read.lastAt = at;
    read.progress = Math.max(read.progress, post.progress);
    if (post.completed && (!read.completedAt || at < read.completedAt)) read.completedAt = at;
  }
  counts.arrivals = latestOfEach(counts.arrivals);
  return counts;
}

/** Searches of a day and term together: all of them, and how many different people they were of. */
export function tallySearches(searches: readonly SightedSearch[], freshMarks: FreshMarks): SightingCounts["searches"] {
  const fresh = keysOf(freshMarks);
  const rows = new Map<string, SightingCounts["searches"][number]>();
  for (const { communityId, day, term, found, marks } of searches) {
    const key = keyOf(communityId, day, term);
    const row = rows.get(key) ?? { communityId, day, term, searches: 0, people: 0, found: 0 };
    rows.set(key, row);
    row.searches += 1;
    row.found = Math.max(row.found, found);
    const ownKeys = marks.map((mark) => keyOf(communityId, day, mark));
    if (takeAll(fresh, ownKeys)) row.people += 1;
  }
  return [...rows.values()];
}

export function emptyCounts(): SightingCounts {
  return { visits: [], postViews: [], presence: [], reads: [], arrivals: [], searches: [] };
}

/** True when every one is there; takes them all out, so that the next one of the same person finds none. */
function takeAll(fresh: Set<string>, keys: string[]): boolean {
  const all = keys.length > 0 && keys.every((key) => fresh.has(key));
  for (const key of keys) fresh.delete(key);
  return all;
}

function rowFinders(counts: SightingCounts) {
  const known = new Map<string, unknown>();
  const find = <Row>(list: Row[], fresh: Row, ...key: string[]): Row => {
    const text = keyOf(...key);
    const row = known.get(text) as Row | undefined;
    if (row) return row;
    known.set(text, fresh);
    list.push(fresh);
    return fresh;
  };
  return {
    visit: (communityId: string, day: string, channel: string, source: string) => {
      const fresh = { communityId, day, channel, source, visitors: 0, views: 0 };
      return find(counts.visits, fresh, "visit", communityId, day, channel, source);
    },
    postView: (communityId: string, postId: string, day: string) => {
      const fresh = { communityId, postId, day, views: 0, readers: 0, completions: 0 };
      return find(counts.postViews, fresh, "post", communityId, postId, day);
    },
    presence: (communityId: string, userId: string, day: string) =>
      find(counts.presence, { communityId, userId, day, views: 0 }, "presence", communityId, userId, day),
    read: (communityId: string, postId: string, userId: string, at: Date) => {
      const fresh = { communityId, postId, userId, firstAt: at, lastAt: at, progress: 0, completedAt: null };
      return find<SightingCounts["reads"][number]>(counts.reads, fresh, "read", communityId, postId, userId);
    },
  };
}

function arrivalOf(
  { communityId, at }: Sighting,
  userId: string,
  { first, last }: NonNullable<Sighting["touches"]>,
): Arrival {
  return {
    communityId,
    userId,
    seenAt: at,
    firstAt: first.at,
    firstChannel: first.channel,
    firstSource: first.source,
    firstCampaign: first.campaign,
    firstPostId: first.postId,
    lastAt: last.at,
    lastChannel: last.channel,
    lastSource: last.source,
    lastCampaign: last.campaign,
    lastPostId: last.postId,
  };
}

/** One row a person: the earliest sighting's first touch, and the newest last touch. */
function latestOfEach(arrivals: Arrival[]): Arrival[] {
  const people = new Map<string, Arrival>();
  for (const arrival of arrivals) {
    const key = keyOf(arrival.communityId, arrival.userId);
    const known = people.get(key);
    if (!known) people.set(key, { ...arrival });
    else {
      const [earlier, later] = known.seenAt <= arrival.seenAt ? [known, arrival] : [arrival, known];
      const { lastAt, lastChannel, lastSource, lastCampaign, lastPostId } =
        later.lastAt > earlier.lastAt ? later : earlier;
      people.set(key, { ...earlier, lastAt, lastChannel, lastSource, lastCampaign, lastPostId });
    }
  }
  return [...people.values()];
}

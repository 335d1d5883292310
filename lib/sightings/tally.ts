import type { Arrival, Sighting, SightingCounts } from "./types";

/** Every mark a batch of sightings may set. */
export function marksOf(sightings: readonly Sighting[]): { communityId: string; day: string; mark: string }[] {
  const rows = new Map<string, { communityId: string; day: string; mark: string }>();
  for (const { communityId, day, marks, isView, post } of sightings) {
    const all = [
      ...(isView ? marks : []),
      ...(post?.readerMarks ?? []),
      ...(post?.completed ? post.completionMarks : []),
    ];
    for (const mark of all) rows.set(keyOf(communityId, day, mark), { communityId, day, mark });
  }
  return [...rows.values()];
}

/**
 * What a batch adds up to. `fresh` are the marks the database did not know: somebody counts when none of their marks
 * was known, so a browser is one visitor a day although its person signs in, and an account is one on two devices.
 */
export function tally(
  sightings: readonly Sighting[],
  freshMarks: readonly { communityId: string; day: string; mark: string }[],
): SightingCounts {
  const fresh = new Set(freshMarks.map(({ communityId, day, mark }) => keyOf(communityId, day, mark)));
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

function keyOf(...parts: string[]): string {
  return JSON.stringify(parts);
}

/** How many sources and search terms a day keeps of one community: what comes after is counted together, or not at all. */
export const sourcesPerDay = 200;
export const termsPerDay = 1000;
/** Stands for every source beyond that. */
export const otherSources = "…";

/** Counts visits from sources beyond the day's limit together, so that nobody can fill the table with made-up names. */
export function boundSources(
  visits: SightingCounts["visits"],
  known: readonly { communityId: string; day: string; channel: string; source: string }[],
): SightingCounts["visits"] {
  const kept = new Set(known.map((row) => keyOf(row.communityId, row.day, row.channel, row.source)));
  const perDay = new Map<string, number>();
  for (const row of known)
    perDay.set(keyOf(row.communityId, row.day), (perDay.get(keyOf(row.communityId, row.day)) ?? 0) + 1);
  const bounded = new Map<string, SightingCounts["visits"][number]>();
  for (const row of visits) {
    const day = keyOf(row.communityId, row.day);
    const own = keyOf(row.communityId, row.day, row.channel, row.source);
    if (!kept.has(own) && row.source !== "") {
      if ((perDay.get(day) ?? 0) < sourcesPerDay) {
        kept.add(own);
        perDay.set(day, (perDay.get(day) ?? 0) + 1);
      }
    }
    const source = kept.has(own) || row.source === "" ? row.source : otherSources;
    const key = keyOf(row.communityId, row.day, row.channel, source);
    const sum = bounded.get(key) ?? { ...row, source, visitors: 0, views: 0 };
    bounded.set(key, { ...sum, visitors: sum.visitors + row.visitors, views: sum.views + row.views });
  }
  return [...bounded.values()];
}

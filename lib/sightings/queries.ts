import "server-only";
import { and, eq, or } from "drizzle-orm";
import { read } from "@/db/client";
import { amongIds, countAll, idList } from "@/db/dialect/sql";
import { benefits } from "@/db/schema/billing";
import { installation } from "@/db/schema/platform";
import { posts } from "@/db/schema/posts";
import { searchDays, visitDays, visitMarks } from "@/db/schema/sightings";
import type { PostFacts } from "@/lib/access/types";
import { dayKeyName, keyOf, type MarkRow } from "./mark";
import type { CountedPost } from "./sighting";

/** The posts with these ids, whichever community they belong to. */
export async function listCountedPosts(ids: readonly string[]): Promise<CountedPost[]> {
  if (ids.length === 0) return [];
  const rows = await read()
    .select({
      id: posts.id,
      communityId: posts.communityId,
      authorId: posts.authorId,
      kind: posts.kind,
      audience: posts.audience,
      benefitId: posts.benefitId,
      ownBenefitId: benefits.id,
      state: posts.state,
      publishedAt: posts.publishedAt,
      readingMinutes: posts.readingMinutes,
      lockedMinutes: posts.lockedMinutes,
    })
    .from(posts)
    .leftJoin(benefits, eq(benefits.postId, posts.id))
    .where(amongIds(posts.id, idList(ids)));
  return rows.map(({ readingMinutes, lockedMinutes, ...row }) => ({
    ...(row as PostFacts),
    openShare: readingMinutes > 0 ? Math.max(0, readingMinutes - lockedMinutes) / readingMinutes : 0,
  }));
}

interface CommunityDay {
  communityId: string;
  day: string;
}

/** The keys of these days' marks, as far as there are any. */
export async function findDayKeys(days: readonly string[]): Promise<Map<string, string>> {
  if (days.length === 0) return new Map();
  const names = new Map(days.map((day) => [dayKeyName(day), day]));
  const rows = await read()
    .select()
    .from(installation)
    .where(amongIds(installation.key, idList([...names.keys()])));
  return new Map(rows.map(({ key, value }) => [names.get(key)!, value]));
}

/** Those of these marks that are there, with what they count. */
export async function listKnownMarks(marks: readonly (CommunityDay & { mark: string })[]): Promise<MarkRow[]> {
  if (marks.length === 0) return [];
  const groups = Map.groupBy(marks, ({ communityId, day }) => keyOf(communityId, day));
  const among = [...groups.values()].map((group) => {
    const { communityId, day } = group[0]!;
    const own = [...new Set(group.map(({ mark }) => mark))];
    return and(onDay(visitMarks, { communityId, day }), amongIds(visitMarks.mark, idList(own)));
  });
  return read()
    .select()
    .from(visitMarks)
    .where(or(...among));
}

/** The sources that already have a row on these days. */
export async function listKnownSources(days: readonly CommunityDay[]) {
  if (days.length === 0) return [];
  return read()
    .select({
      communityId: visitDays.communityId,
      day: visitDays.day,
      channel: visitDays.channel,
      source: visitDays.source,
    })
    .from(visitDays)
    .where(or(...days.map((day) => onDay(visitDays, day))));
}

/** How many terms a day already holds, and which of these are among them. */
export async function findKnownTerms(
  { communityId, day }: CommunityDay,
  terms: readonly string[],
): Promise<CommunityDay & { count: number; known: Set<string> }> {
  const here = onDay(searchDays, { communityId, day });
  const [row] = await read().select({ n: countAll() }).from(searchDays).where(here);
  const known = await read()
    .select({ term: searchDays.term })
    .from(searchDays)
    .where(and(here, amongIds(searchDays.term, idList(terms))));
  return { communityId, day, count: row?.n ?? 0, known: new Set(known.map(({ term }) => term)) };
}

const onDay = (table: typeof visitMarks | typeof visitDays | typeof searchDays, { communityId, day }: CommunityDay) =>
  and(eq(table.communityId, communityId), eq(table.day, day));

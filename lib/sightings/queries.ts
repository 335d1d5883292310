import "server-only";
import { and, eq, inArray, or } from "drizzle-orm";
import { read } from "@/db/client";
import { amongIds, countAll, idList } from "@/db/dialect/sql";
import { benefits } from "@/db/schema/billing";
import { posts } from "@/db/schema/posts";
import { searchDays, visitDays } from "@/db/schema/sightings";
import type { PostFacts } from "@/lib/access/types";

/** What counting needs to know of a post: the facts the rules ask for, and how much of it stands above the pay line. */
export interface CountedPost extends PostFacts {
  /** 0 to 1: what can be read without the right to the body. */
  openShare: number;
}

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
    .where(
      or(...days.map(({ communityId, day }) => and(eq(visitDays.communityId, communityId), eq(visitDays.day, day)))),
    );
}

/** How many terms a day already holds, and which of these are among them. */
export async function findKnownTerms(
  { communityId, day }: CommunityDay,
  terms: readonly string[],
): Promise<{ count: number; known: Set<string> }> {
  const onDay = and(eq(searchDays.communityId, communityId), eq(searchDays.day, day));
  const [row] = await read().select({ n: countAll() }).from(searchDays).where(onDay);
  const known = await read()
    .select({ term: searchDays.term })
    .from(searchDays)
    .where(and(onDay, inArray(searchDays.term, [...terms])));
  return { count: row?.n ?? 0, known: new Set(known.map(({ term }) => term)) };
}

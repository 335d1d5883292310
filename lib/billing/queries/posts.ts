import "server-only";
import { and, eq, inArray, lte, notInArray } from "drizzle-orm";
import { read } from "@/db/client";
import { countAll } from "@/db/dialect/sql";
import { posts } from "@/db/schema/posts";
import { knownPosts } from "@/lib/access/scopes";
import type { Viewer } from "@/lib/access/types";

/** How many published posts each benefit opens, and how many are open to everybody (key ""). */
export async function countPostsByBenefit(communityId: string, at: Date): Promise<Map<string, number>> {
  const rows = await read()
    .select({ benefitId: posts.benefitId, audience: posts.audience, n: countAll() })
    .from(posts)
    .where(
      and(
        eq(posts.communityId, communityId),
        eq(posts.state, "published"),
        lte(posts.publishedAt, at),
        inArray(posts.audience, ["public", "benefit"]),
        notInArray(posts.kind, ["discussion", "question"]),
      ),
    )
    .groupBy(posts.benefitId, posts.audience);
  const counts = new Map<string, number>();
  for (const { benefitId, audience, n } of rows) {
    const key = audience === "public" ? "" : (benefitId ?? "");
    counts.set(key, (counts.get(key) ?? 0) + n);
  }
  return counts;
}

/** The address part of a post that is sold singly; null for a post that this viewer may not know of (any more). */
export async function findPostSlug(viewer: Viewer, postId: string): Promise<string | null> {
  const [row] = await read()
    .select({ slug: posts.slug })
    .from(posts)
    .where(and(knownPosts(viewer), eq(posts.id, postId)))
    .limit(1);
  return row?.slug ?? null;
}

import "server-only";
import { eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { posts } from "@/db/schema/posts";
import { NotFound } from "@/lib/platform/errors";
import { hotness } from "../hotness";

/** Keeps the counters and the sort keys of a post in step with what happened under it. */
export async function countTowards(
  tx: Tx,
  postId: string,
  change: { comments?: number; upvotes?: number; activeAt?: Date },
): Promise<void> {
  const [row] = await tx
    .update(posts)
    .set({
      commentCount: sql`${posts.commentCount} + ${change.comments ?? 0}`,
      upvoteCount: sql`${posts.upvoteCount} + ${change.upvotes ?? 0}`,
      ...(change.activeAt ? { lastActivityAt: change.activeAt } : {}),
    })
    .where(eq(posts.id, postId))
    .returning();
  if (!row) throw new NotFound();
  await keepWarm(tx, row);
}

/** Keeps the sort key of "hot" what votes, comments and age make of it. */
export async function keepWarm(tx: Tx, post: typeof posts.$inferSelect): Promise<void> {
  const heat = hotness(post.upvoteCount, post.commentCount, post.publishedAt ?? post.createdAt);
  if (heat !== post.hotness) await tx.update(posts).set({ hotness: heat }).where(eq(posts.id, post.id));
}

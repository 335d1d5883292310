import "server-only";
import { and, eq, lt } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { posts } from "@/db/schema/posts";
import { rewriteBodyHtml } from "@/lib/access/bodies";
import { enqueue } from "@/lib/platform/jobs";
import { pipelineVersion, type Rendered } from "@/lib/platform/markdown/render";

/** What a rendering contributes to the public face of its post. */
export function renderedFace(rendered: Rendered) {
  return {
    excerpt: rendered.excerpt,
    teaserHtml: rendered.teaserHtml,
    outline: rendered.outline,
    readingMinutes: rendered.readingMinutes,
    lockedMinutes: rendered.lockedMinutes,
    lockedSections: rendered.lockedSections,
    lockedCodeBlocks: rendered.lockedCodeBlocks,
    pipelineVersion,
  };
}

/**
 * Stores what a newer pipeline made of a revision: the same words, so no new revision, no journal entry and no new date;
 * the excerpt may be the author's own and stays. False when the post was changed or rendered again meanwhile.
 */
export async function renewRendering(
  tx: Tx,
  { postId, revision, rendered }: { postId: string; revision: number; rendered: Rendered },
): Promise<boolean> {
  const { excerpt: _, ...face } = renderedFace(rendered);
  const [row] = await tx
    .update(posts)
    .set(face)
    .where(and(eq(posts.id, postId), eq(posts.revision, revision), lt(posts.pipelineVersion, pipelineVersion)))
    .returning({ communityId: posts.communityId });
  if (!row) return false;
  await rewriteBodyHtml(tx, postId, revision, rendered.bodyHtml);
  await enqueue(tx, {
    kind: "search.index-post",
    payload: { communityId: row.communityId, postId },
    uniqueKey: `search:${postId}:${revision}:${pipelineVersion}`,
  });
  return true;
}

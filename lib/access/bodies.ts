import "server-only";
import { and, asc, eq, gt, lt } from "drizzle-orm";
import { read, type Tx } from "@/db/client";
import { amongIds, idList } from "@/db/dialect/sql";
import { prepared, type Slots } from "@/db/prepared";
import { bodies, commentBodies } from "@/db/schema/bodies";
import { comments, posts } from "@/db/schema/posts";
import { now } from "@/lib/platform/clock";
import { decideRead, isAuthor, isManager } from "./decide";
import type { Decision, OpenedBody, PostFacts, Viewer } from "./types";

/** The one way to paid text: decides first, reads after. A refused viewer never causes the body to be read. */
export async function openBody(
  viewer: Viewer,
  post: PostFacts & { revision: number },
): Promise<{ decision: Decision; body: OpenedBody | null }> {
  const decision = decideRead(viewer, post);
  if (!decision.granted) return { decision, body: null };
  const [row] = await bodyHtml({ postId: post.id, revision: post.revision });
  return { decision, body: { html: row?.html ?? "", revision: post.revision } as OpenedBody };
}

const bodyHtml = prepared((reader, { postId, revision }: Slots<"postId" | "revision">) =>
  reader
    .select({ html: bodies.html })
    .from(bodies)
    .where(and(eq(bodies.postId, postId), eq(bodies.revision, revision)))
    .limit(1),
);

/** The source for editing, for the author and whoever runs the community; null for everybody else. */
export async function openSource(viewer: Viewer, post: PostFacts & { revision: number }): Promise<string | null> {
  if (post.communityId !== viewer.communityId || !(isAuthor(viewer, post) || isManager(viewer))) return null;
  const [row] = await read()
    .select({ markdown: bodies.markdown })
    .from(bodies)
    .where(and(eq(bodies.postId, post.id), eq(bodies.revision, post.revision)))
    .limit(1);
  return row?.markdown ?? "";
}

/** Stores a revision's text. Revisions are never changed, only added. */
export async function writeBody(
  tx: Tx,
  body: { postId: string; revision: number; communityId: string; markdown: string; html: string; createdBy: string },
): Promise<void> {
  await tx.insert(bodies).values({ ...body, createdAt: now() });
}

/** Replaces the rendered text of a revision, when the renderer itself has changed. */
export async function rewriteBodyHtml(tx: Tx, postId: string, revision: number, html: string): Promise<void> {
  await tx
    .update(bodies)
    .set({ html })
    .where(and(eq(bodies.postId, postId), eq(bodies.revision, revision)));
}

/**
 * The words of comments, by comment id, for who may read the post they stand under: talk about a paid text quotes it.
 * At most 500 at a time.
 */
export async function openComments(
  viewer: Viewer,
  post: PostFacts,
  commentIds: string[],
): Promise<Map<string, string>> {
  if (!decideRead(viewer, post).granted || commentIds.length === 0) return new Map();
  const rows = await commentHtml({ ids: idList(commentIds.slice(0, 500)), postId: post.id });
  return new Map(rows.map((row) => [row.id, row.html]));
}

const commentHtml = prepared((reader, { ids, postId }: Slots<"ids" | "postId">) =>
  reader
    .select({ id: commentBodies.commentId, html: commentBodies.html })
    .from(commentBodies)
    .innerJoin(comments, eq(comments.id, commentBodies.commentId))
    .where(and(amongIds(commentBodies.commentId, ids), eq(comments.postId, postId))),
);

/** A comment as its author typed it, for the edit form; only its author gets it, and only while they may read the post. */
export async function openCommentSource(
  viewer: Viewer,
  post: PostFacts,
  comment: { id: string; authorId: string },
): Promise<string | null> {
  if (!isAuthor(viewer, comment) || !decideRead(viewer, post).granted) return null;
  const [row] = await read()
    .select({ markdown: commentBodies.markdown })
    .from(commentBodies)
    .where(eq(commentBodies.commentId, comment.id))
    .limit(1);
  return row?.markdown ?? null;
}

export async function writeCommentBody(
  tx: Tx,
  body: { commentId: string; communityId: string; markdown: string; html: string },
): Promise<void> {
  await tx
    .insert(commentBodies)
    .values(body)
    .onConflictDoUpdate({ target: commentBodies.commentId, set: { markdown: body.markdown, html: body.html } });
}

/** A deleted comment keeps its place in the thread and loses its words. */
export async function eraseCommentBody(tx: Tx, commentId: string): Promise<void> {
  await tx.delete(commentBodies).where(eq(commentBodies.commentId, commentId));
}

/** Everything readable of one community, for its owner's export and for search indexing. Never for a page. */
export async function readForIndexing(tx: Tx, postId: string): Promise<{ markdown: string } | null> {
  const [row] = await tx
    .select({ markdown: bodies.markdown })
    .from(bodies)
    .innerJoin(posts, and(eq(posts.id, bodies.postId), eq(posts.revision, bodies.revision)))
    .where(eq(bodies.postId, postId))
    .limit(1);
  return row ?? null;
}

/**
 * Posts whose newest revision an older pipeline than `version` rendered, after `after` by id: everything that rendering
 * them again takes. For that job; never for a page.
 */
export async function listForRendering(version: number, after: string, limit: number) {
  return read()
    .select({
      postId: posts.id,
      revision: posts.revision,
      communityId: posts.communityId,
      kind: posts.kind,
      audience: posts.audience,
      lang: posts.lang,
      excerpt: posts.excerpt,
      sourcePath: posts.sourcePath,
      teaserHtml: posts.teaserHtml,
      bodyHtml: bodies.html,
      markdown: bodies.markdown,
    })
    .from(posts)
    .innerJoin(bodies, and(eq(bodies.postId, posts.id), eq(bodies.revision, posts.revision)))
    .where(and(lt(posts.pipelineVersion, version), gt(posts.id, after)))
    .orderBy(asc(posts.id))
    .limit(limit);
}

/** Comments as their authors typed them, after `after` by id. For the job that renders them again; never for a page. */
export async function listCommentsForRendering(after: string, limit: number) {
  return read()
    .select({ commentId: commentBodies.commentId, markdown: commentBodies.markdown })
    .from(commentBodies)
    .where(gt(commentBodies.commentId, after))
    .orderBy(asc(commentBodies.commentId))
    .limit(limit);
}

/** Replaces the rendered words of a comment, unless they were edited since `markdown` was read. */
export async function rewriteCommentHtml(
  tx: Tx,
  { commentId, markdown, html }: { commentId: string; markdown: string; html: string },
): Promise<void> {
  await tx
    .update(commentBodies)
    .set({ html })
    .where(and(eq(commentBodies.commentId, commentId), eq(commentBodies.markdown, markdown)));
}

import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { acceptedAnswers, comments } from "@/db/schema/posts";
import { eraseCommentBody, writeCommentBody } from "@/lib/access/bodies";
import { record } from "@/lib/journal/commands";
import { now } from "@/lib/platform/clock";
import { NotFound, Refusal } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { countTowards } from "@/lib/posts/commands/counters";
import type { PostKind } from "@/lib/posts/schema";

interface NewComment {
  communityId: string;
  postId: string;
  postKind: PostKind;
  authorId: string;
  /** The comment it answers, at any depth; the thread itself has two levels. */
  replyToId?: string | null;
  markdown: string;
  html: string;
  submissionKey?: string | null;
}

/**
 * Adds a comment. The same submission key twice returns the first comment's id and adds nothing. Answering a deleted
 * comment is refused with the text kept, because the writer could not know.
 */
export async function addComment(tx: Tx, comment: NewComment): Promise<string> {
  const earlier = await findSubmission(tx, comment);
  if (earlier) return earlier;
  const threadId = comment.replyToId ? await threadOf(tx, comment.postId, comment.replyToId) : null;
  const at = now();
  const id = newId(at.getTime());
  await tx.insert(comments).values({
    id,
    communityId: comment.communityId,
    postId: comment.postId,
    threadId,
    replyToId: comment.replyToId ?? null,
    authorId: comment.authorId,
    upvoteCount: 0,
    createdAt: at,
    submissionKey: comment.submissionKey ?? null,
  });
  await writeCommentBody(tx, {
    commentId: id,
    communityId: comment.communityId,
    markdown: comment.markdown,
    html: comment.html,
  });
  await countTowards(tx, comment.postId, { comments: 1, activeAt: at });
  await record(tx, {
    communityId: comment.communityId,
    verb: "comment.added",
    actorId: comment.authorId,
    memberId: comment.authorId,
    object: { kind: "comment", id },
    detail: { postKind: comment.postKind, postId: comment.postId, reply: threadId !== null },
  });
  return id;
}

async function findSubmission(tx: Tx, comment: NewComment): Promise<string | null> {
  if (!comment.submissionKey) return null;
  const [row] = await tx
    .select({ id: comments.id })
    .from(comments)
    .where(and(eq(comments.authorId, comment.authorId), eq(comments.submissionKey, comment.submissionKey)))
    .limit(1);
  return row?.id ?? null;
}

async function threadOf(tx: Tx, postId: string, replyToId: string): Promise<string> {
  const [parent] = await tx
    .select({ id: comments.id, threadId: comments.threadId, deletedAt: comments.deletedAt })
    .from(comments)
    .where(and(eq(comments.id, replyToId), eq(comments.postId, postId)))
    .limit(1);
  if (!parent) throw new NotFound();
  if (parent.deletedAt) throw new Refusal("deleted-parent");
  return parent.threadId ?? parent.id;
}

/** New words for a comment that still stands; a deleted one gets none back, not even from a form opened before. */
export async function editComment(
  tx: Tx,
  edit: { communityId: string; commentId: string; actorId: string; markdown: string; html: string },
): Promise<void> {
  const [row] = await tx.update(comments).set({ editedAt: now() }).where(standing(edit)).returning();
  if (!row) throw new NotFound();
  await writeCommentBody(tx, edit);
  await record(tx, {
    communityId: edit.communityId,
    verb: "comment.edited",
    actorId: edit.actorId,
    object: { kind: "comment", id: edit.commentId },
  });
}

/** Deletes the words and keeps a stub, so that answers below keep their place. Twice is once. */
export async function deleteComment(
  tx: Tx,
  { communityId, commentId, actorId }: { communityId: string; commentId: string; actorId: string },
): Promise<void> {
  const [row] = await tx
    .update(comments)
    .set({ deletedAt: now(), deletedBy: actorId })
    .where(standing({ communityId, commentId }))
    .returning();
  if (!row) return requireKnown(tx, communityId, commentId);
  await eraseCommentBody(tx, commentId);
  await tx.delete(acceptedAnswers).where(eq(acceptedAnswers.commentId, commentId));
  await countTowards(tx, row.postId, { comments: -1 });
  await record(tx, { communityId, verb: "comment.removed", actorId, object: { kind: "comment", id: commentId } });
}

/** The comment, unless it was deleted: two deletions at once must count once. */
function standing({ communityId, commentId }: { communityId: string; commentId: string }) {
  return and(eq(comments.id, commentId), eq(comments.communityId, communityId), isNull(comments.deletedAt));
}

async function requireKnown(tx: Tx, communityId: string, commentId: string): Promise<void> {
  const [known] = await tx
    .select({ id: comments.id })
    .from(comments)
    .where(and(eq(comments.id, commentId), eq(comments.communityId, communityId)))
    .limit(1);
  if (!known) throw new NotFound();
}

/** Marks an answer as the one that helped, or takes that back. */
export async function acceptAnswer(
  tx: Tx,
  answer: { communityId: string; postId: string; commentId: string; actorId: string; accepted: boolean },
): Promise<void> {
  const key = and(eq(acceptedAnswers.postId, answer.postId), eq(acceptedAnswers.commentId, answer.commentId));
  if (answer.accepted) {
    await tx
      .insert(acceptedAnswers)
      .values({
        communityId: answer.communityId,
        postId: answer.postId,
        commentId: answer.commentId,
        acceptedBy: answer.actorId,
        acceptedAt: now(),
      })
      .onConflictDoNothing();
  } else {
    await tx.delete(acceptedAnswers).where(key);
  }
  await record(tx, {
    communityId: answer.communityId,
    verb: answer.accepted ? "answer.accepted" : "answer.unaccepted",
    actorId: answer.actorId,
    object: { kind: "comment", id: answer.commentId },
    detail: { postId: answer.postId },
  });
}

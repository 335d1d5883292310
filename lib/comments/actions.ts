"use server";
import { transact } from "@/db/client";
import { memberAction } from "@/lib/access/action";
import { decideRead } from "@/lib/access/decide";
import type { PostFacts, Viewer } from "@/lib/access/types";
import { hourMs, minuteMs } from "@/lib/platform/clock";
import { NotFound, Refusal } from "@/lib/platform/errors";
import { renderComment } from "@/lib/platform/markdown/render-comment";
import { findPostFacts } from "@/lib/posts/queries/posts";
import { setUpvote } from "@/lib/reactions/commands";
import { acceptAnswer, addComment, deleteComment, editComment } from "./commands";
import { mayAcceptAnswer, mayComment, mayDeleteComment, mayEditComment, mayUpvote } from "./policy";
import { findComment } from "./queries";
import { AcceptAnswer, AddComment, CommentRef, EditComment, Upvote } from "./schema";

/** Adds a comment or an answer. Who cannot read the post learns nothing, not even that it exists. */
export const addCommentAction = memberAction({
  name: "comments.add",
  schema: AddComment,
  limits: { perPerson: [60, 10 * minuteMs] },
  handler: async ({ input, viewer, community }) => {
    const post = await requirePost(viewer, community.id, input.post);
    if (!mayComment(viewer, post)) throw new Refusal("cannot-read");
    const { html } = await renderComment(input.text);
    const commentId = await transact((tx) =>
      addComment(tx, {
        communityId: community.id,
        postId: post.id,
        postKind: post.kind,
        authorId: viewer.membership.memberId,
        replyToId: input.replyTo ?? null,
        markdown: input.text,
        html,
        submissionKey: input.submission ?? null,
      }),
    );
    return { made: { commentId, html } };
  },
});

export const editCommentAction = memberAction({
  name: "comments.edit",
  schema: EditComment,
  limits: { perPerson: [120, hourMs] },
  handler: async ({ input, viewer, community }) => {
    const { comment, post } = await requireComment(viewer, community.id, input.comment);
    if (!mayEditComment(viewer, post, comment)) throw new NotFound();
    const { html } = await renderComment(input.text);
    const edit = { communityId: community.id, commentId: comment.id, actorId: viewer.membership.memberId };
    await transact((tx) => editComment(tx, { ...edit, markdown: input.text, html }));
    return { made: { commentId: comment.id, html } };
  },
});

export const deleteCommentAction = memberAction({
  name: "comments.delete",
  schema: CommentRef,
  handler: async ({ input, viewer, community }) => {
    const { comment, post } = await requireComment(viewer, community.id, input.comment);
    if (!mayDeleteComment(viewer, post, comment)) throw new NotFound();
    const removal = { communityId: community.id, commentId: comment.id, actorId: viewer.membership.memberId };
    await transact((tx) => deleteComment(tx, removal));
    return { made: { commentId: comment.id } };
  },
});

export const acceptAnswerAction = memberAction({
  name: "comments.accept",
  schema: AcceptAnswer,
  handler: async ({ input, viewer, community }) => {
    const { comment, post } = await requireComment(viewer, community.id, input.answer.commentId);
    if (!mayAcceptAnswer(viewer, post, comment)) throw new NotFound();
    await transact((tx) =>
      acceptAnswer(tx, {
        communityId: community.id,
        postId: post.id,
        commentId: comment.id,
        actorId: viewer.membership.memberId,
        accepted: input.answer.accepted,
      }),
    );
    return undefined;
  },
});

/** Votes for a post or a comment, or takes the vote back. */
export const upvoteAction = memberAction({
  name: "reactions.upvote",
  schema: Upvote,
  limits: { perPerson: [120, 10 * minuteMs] },
  handler: async ({ input, viewer, community }) => {
    const { kind, targetId, wanted } = input.vote;
    const found = kind === "comment" ? await requireComment(viewer, community.id, targetId) : null;
    const post = found?.post ?? (await requirePost(viewer, community.id, targetId));
    if (found?.comment.deletedAt) throw new NotFound();
    if (!mayUpvote(viewer, post, found?.comment ?? post))
      throw new Refusal(mayComment(viewer, post) ? "self-vote" : "gone");
    await transact((tx) =>
      setUpvote(tx, {
        communityId: community.id,
        memberId: viewer.membership.memberId,
        target: { kind, id: targetId },
        wanted,
      }),
    );
    return { made: { wanted: wanted ? "yes" : "no" } };
  },
});

async function requirePost(viewer: Viewer, communityId: string, postId: string): Promise<PostFacts> {
  const post = await findPostFacts(communityId, postId);
  const decision = post && decideRead(viewer, post);
  if (!post || !decision || (!decision.granted && decision.reason === "not-found")) throw new NotFound();
  return post;
}

async function requireComment(viewer: Viewer, communityId: string, commentId: string) {
  const comment = await findComment(communityId, commentId);
  const post = comment && (await findPostFacts(communityId, comment.postId));
  if (!comment || !post || !decideRead(viewer, post).granted) throw new NotFound();
  return { comment, post };
}

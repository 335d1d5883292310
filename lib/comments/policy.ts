import { decideRead, isAuthor, isStaff } from "@/lib/access/decide";
import type { PostFacts, Viewer } from "@/lib/access/types";

interface CommentFacts {
  authorId: string;
  deletedAt: Date | null;
}

/** Who cannot read cannot answer; who has not joined cannot either. Guests may answer where they can read. */
export function mayComment(viewer: Viewer, post: PostFacts): boolean {
  return viewer.membership !== null && post.state === "published" && decideRead(viewer, post).granted;
}

/** Own words only, and only while one may still take part. */
export function mayEditComment(viewer: Viewer, post: PostFacts, comment: CommentFacts): boolean {
  return comment.deletedAt === null && isAuthor(viewer, comment) && mayComment(viewer, post);
}

/** One's own; staff anybody's. */
export function mayDeleteComment(viewer: Viewer, post: PostFacts, comment: CommentFacts): boolean {
  if (comment.deletedAt !== null || !decideRead(viewer, post).granted) return false;
  return isAuthor(viewer, comment) || isStaff(viewer);
}

/** The asker and staff say which answer helped. */
export function mayAcceptAnswer(
  viewer: Viewer,
  post: PostFacts,
  comment: CommentFacts & { threadId: string | null },
): boolean {
  if (post.kind !== "question" || comment.threadId !== null || comment.deletedAt !== null) return false;
  return (isAuthor(viewer, post) || isStaff(viewer)) && mayComment(viewer, post);
}

/** Votes are for others' work, by members who can read it. */
export function mayUpvote(viewer: Viewer, post: PostFacts, target: { authorId: string }): boolean {
  return mayComment(viewer, post) && !isAuthor(viewer, target);
}

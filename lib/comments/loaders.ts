import "server-only";
import { openCommentSource } from "@/lib/access/bodies";
import type { PostFacts, Viewer } from "@/lib/access/types";
import { findComment } from "./queries";

/** The text of one's own comment for its edit form, or null when it is not theirs to edit. */
export async function loadCommentSource(viewer: Viewer, post: PostFacts, commentId: string): Promise<string | null> {
  const comment = /^[0-9a-f-]{36}$/.test(commentId) ? await findComment(viewer.communityId, commentId) : null;
  if (!comment || comment.postId !== post.id || comment.deletedAt) return null;
  return openCommentSource(viewer, post, comment);
}

import type { Author } from "@/lib/posts/types";

/** A comment in a thread. `html` is null when it was deleted. */
export interface Comment {
  id: string;
  postId: string;
  threadId: string | null;
  replyToName: string | null;
  author: Author;
  html: string | null;
  upvoteCount: number;
  createdAt: Date;
  editedAt: Date | null;
  deletedAt: Date | null;
  isAccepted: boolean;
}

/** A first-level comment with what stands below it, oldest first. */
export interface Thread {
  root: Comment;
  replies: Comment[];
}

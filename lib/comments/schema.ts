import { z } from "zod";

export const commentMaxLength = 20_000;
const id = z.string().max(64);
const CommentText = z.string({ error: "required" }).trim().min(1, "required").max(commentMaxLength, "too-long");

export const AddComment = z.object({
  community: z.string(),
  post: id,
  replyTo: id.optional(),
  /** Made by the form once: sending the same form twice stores one comment. */
  submission: id.optional(),
  text: CommentText,
});
export const EditComment = z.object({ community: z.string(), comment: id, text: CommentText });
export const CommentRef = z.object({ community: z.string(), comment: id });

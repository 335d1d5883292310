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
/** `<comment id>:yes` to accept an answer, `:no` to take that back: one button of one form says it all. */
export const AcceptAnswer = z.object({
  community: z.string(),
  answer: z
    .string({ error: "required" })
    .regex(/^[0-9a-f-]{36}:(yes|no)$/, "invalid")
    .transform((text) => ({ commentId: text.slice(0, 36), accepted: text.endsWith(":yes") })),
});

/** `post:<id>:yes` votes, `comment:<id>:no` takes the vote back. */
export const Upvote = z.object({
  community: z.string(),
  vote: z
    .string({ error: "required" })
    .regex(/^(post|comment):[0-9a-f-]{36}:(yes|no)$/, "invalid")
    .transform((text) => {
      const [kind, targetId, wanted] = text.split(":") as ["post" | "comment", string, "yes" | "no"];
      return { kind, targetId, wanted: wanted === "yes" };
    }),
});

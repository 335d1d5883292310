import { z } from "zod";

export const postKinds = ["article", "tutorial", "report", "discussion", "question", "announcement"] as const;
export type PostKind = (typeof postKinds)[number];

/**
 * Who may read the body. `public`: everybody; `members`: whoever has joined; `benefit`: whoever holds the post's
 * benefit (a plan's); `purchase`: only who bought this very post. A post on sale singly can be `benefit` as well.
 */
export const audiences = ["public", "members", "benefit", "purchase"] as const;
export type Audience = (typeof audiences)[number];

export const postStates = ["draft", "published", "archived", "removed"] as const;
export type PostState = (typeof postStates)[number];

/** True when the text has a part that not everybody who can find the post may read: then the pay line divides it. */
export function isDivided(kind: PostKind, audience: Audience): boolean {
  return audience !== "public" && kind !== "discussion" && kind !== "question";
}

/** What a creator writes in the studio; the rest of the kinds is talk, which any member may start. */
export const studioKinds = ["tutorial", "article", "report", "announcement"] as const;
export const talkKinds = ["discussion", "question"] as const;

export const titleMaxLength = 140;
export const markdownMaxLength = 400_000;

const id = z.string().max(64);
const Title = z.string({ error: "required" }).trim().min(2, "too-short").max(titleMaxLength, "too-long");
const Markdown = z.string({ error: "required" }).max(markdownMaxLength, "too-long");

/** A member's discussion or question. */
export const StartTalk = z.object({
  community: z.string(),
  kind: z.enum(talkKinds),
  title: Title,
  topic: id.optional(),
  audience: z.enum(["public", "members"]).default("members"),
  text: Markdown.refine((text) => text.trim().length > 0, "required"),
});

/** The studio's form. `intent` is the pressed button: the form saves, shows a preview, or publishes. */
export const WritePost = z.object({
  community: z.string(),
  post: id.optional(),
  revision: z.coerce.number().int().positive().optional(),
  intent: z.enum(["save", "preview", "publish"]).default("save"),
  kind: z.enum([...studioKinds, ...talkKinds]),
  title: Title,
  excerpt: z.string().trim().max(200, "too-long").default(""),
  topic: id.optional(),
  /** `public`, `members`, `purchase`, or `benefit:<id>` of a plan. */
  audience: z
    .string()
    .max(80)
    .regex(/^(public|members|purchase|benefit:[0-9a-f-]{36})$/, "invalid"),
  /** The price of this one post, in major units as typed; empty for none. */
  price: z.string().trim().max(12).default(""),
  publishAt: z.string().trim().max(20).default(""),
  text: Markdown.default(""),
});

export const PostRef = z.object({ community: z.string(), post: id });
export const ChangePostState = PostRef.extend({ to: z.enum(["draft", "archived", "removed", "published"]) });
export const PinPost = PostRef.extend({ pinned: z.enum(["yes", "no"]) });

import { z } from "zod";

/** `?person=` (a handle, with or without its @) and `?post=` (a post's address or the last part of it). */
export const ExplainQuery = z.object({
  person: z
    .string()
    .transform((typed) => typed.trim().replace(/^@/, ""))
    .pipe(z.string().max(40))
    .catch(""),
  post: z.string().transform(lastPart).pipe(z.string().max(200)).catch(""),
});

/** What names a post in an address somebody has copied: `https://…/posts/b-trees?x=1#top` is `b-trees`. */
function lastPart(typed: string): string {
  const path = typed.trim().split(/[?#]/, 1)[0] ?? "";
  const part = path.split("/").filter(Boolean).at(-1) ?? "";
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

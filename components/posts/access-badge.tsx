import type { PostRow } from "@/lib/posts/types";
import { accessHtml, type FeedContext } from "./feed-html";

/** Who may read a post, as the feed shows it. */
export function AccessBadge({ row, words, planNames }: { row: PostRow } & Pick<FeedContext, "words" | "planNames">) {
  return <span className="contents" dangerouslySetInnerHTML={{ __html: accessHtml(row, { words, planNames }) }} />;
}

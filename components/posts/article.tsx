import { Html } from "@/components/ui/text";
import type { OpenedBody } from "@/lib/access/types";

/**
 * The text of a post. The body is an `OpenedBody`, which only the gate in lib/access can make: a page cannot show
 * paid text it has not been handed. Without one the teaser ends in a fade, and the words behind it are not sent.
 */
export function ArticleText({ teaserHtml, body, lang }: { teaserHtml: string; body: OpenedBody | null; lang: string }) {
  return (
    <div lang={lang}>
      {teaserHtml ? <Html className={body ? "prose" : "prose teaser-fade"} html={teaserHtml} /> : null}
      {body ? <Html className={teaserHtml ? "prose prose-rest" : "prose"} html={body.html} /> : null}
    </div>
  );
}

import { describe, expect, it } from "vitest";
import { renderMarkdown } from "@/lib/platform/markdown/render";
import type { RenderOptions } from "@/lib/platform/markdown/types";
import { keptLinks } from "./kept-links";

const markdown = `# One

See [the next](/docs/two.html?a=1&b=2), [gone](gone.md), [the next](three.md "title"), <https://example.org/a(b)>,
[here](#one) and ![a picture](a.png). Then [*more* \`words\`](/docs/four.html).`;

const addresses: Record<string, string> = {
  "/docs/two.html?a=1&b=2": "/c/wheels/posts/two",
  "three.md": "/c/wheels/posts/three#s-x",
  "/docs/four.html": '/c/wheels/posts/four?"',
  "a.png": "/api/files/f1",
};
const atImport = (url: string) => addresses[url] ?? (url.startsWith("http") ? null : "");
const html = async (rewriteUrl?: RenderOptions["rewriteUrl"]) =>
  (await renderMarkdown(markdown, { paid: false, rewriteUrl })).bodyHtml;
const asImage = (_: string, kind: "link" | "image") => (kind === "image" ? "/api/files/f1" : "");

describe("the links of an imported text that is rendered again", () => {
  it("lead where they led, though nothing but the stored text knows", async () => {
    const before = await html(atImport);
    const again = await html(keptLinks(before, await html(), asImage));
    expect(again).toBe(before);
    expect(again).toContain('href="/c/wheels/posts/two"');
  });

  it("are matched by their words when a newer pipeline has more or fewer of them", async () => {
    const before = (await html(atImport)).replace("<p>See ", '<p><a href="/elsewhere">Added</a> See ');
    const rewrite = keptLinks(before, `${await html()}<a href="new.md">new</a>`, asImage);
    expect(await html(rewrite)).toBe(await html(atImport));
    expect(rewrite("new.md", "link")).toBe("");
  });
});

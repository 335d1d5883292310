import { describe, expect, it } from "vitest";
import { renderMarkdown } from "./render";
import { renderComment } from "./render-comment";

const post = (markdown: string, paid = false) => renderMarkdown(markdown, { paid });

describe("the pay line", () => {
  const text =
    "# Title\n\nopen words [d][ref] x[^n]\n\n<!-- pay -->\n\n## Secret part\n\nSECRET\n\n```js\n1\n```\n\n[ref]: https://x.y\n[^n]: SECRET note\n";

  it("divides a paid text before rendering: nothing from below reaches the teaser", async () => {
    const made = await post(text, true);
    expect(made.teaserHtml).toContain("open words");
    expect(made.teaserHtml).toContain('href="https://x.y"');
    expect(made.teaserHtml).toContain("x[^n]");
    expect(made.teaserHtml + made.excerpt + made.plainTeaser).not.toContain("SECRET");
    expect(made.bodyHtml).toContain("SECRET");
    expect(made.bodyHtml).not.toContain("open words");
    expect(made.outline.map(({ level, locked }) => [level, locked])).toEqual([
      [2, false],
      [3, true],
    ]);
    expect([made.lockedCodeBlocks, made.lockedMinutes]).toEqual([1, 1]);
  });

  it("means nothing in a public text", async () => {
    const made = await post(text);
    expect([made.teaserHtml, made.lockedMinutes, made.lockedCodeBlocks]).toEqual(["", 0, 0]);
    expect(made.bodyHtml).toMatch(/open words[\s\S]*SECRET/);
    expect(made.outline.every((entry) => !entry.locked)).toBe(true);
  });

  it("a paid text without one shows nothing, except the author's own summary", async () => {
    const bare = await post("SECRET words", true);
    expect([bare.teaserHtml, bare.excerpt, bare.plainTeaser]).toEqual(["", "", ""]);
    const told = await renderMarkdown("SECRET words", { paid: true, excerpt: "What it is about" });
    expect([told.teaserHtml, told.excerpt]).toEqual(["", "What it is about"]);
  });

  it.each(["> <!-- pay -->", "- x\n\n  <!-- pay -->", "<div>\n<!-- pay -->\n</div>"])(
    "hidden in %j everything is locked, with a warning",
    async (line) => {
      const made = await post(`SECRET\n\n${line}\n\nmore`, true);
      expect([made.teaserHtml, made.excerpt]).toEqual(["", ""]);
      expect(made.warnings.map((warning) => warning.code)).toContain("pay-line-hidden");
    },
  );

  it.each(["<!--more-->", "<!-- more -->", "<!-- members-only -->", "<!--PAY-->"])("%s is one, too", async (line) => {
    expect((await post(`a\n\n${line}\n\nb`, true)).teaserHtml).toBe("<p>a</p>");
  });

  it("in code it is code", async () => {
    const made = await post("```\n<!-- pay -->\n```\n\nSECRET", true);
    expect(made.teaserHtml).toBe("");
  });

  it("images say on which side they stand", async () => {
    const made = await post("![a](a.png)\n\n<!-- pay -->\n\n![b](b.png) ![a](a.png)", true);
    expect(made.images).toEqual([
      { src: "a.png", inTeaser: true },
      { src: "b.png", inTeaser: false },
    ]);
  });
});

describe("a post", () => {
  it("numbers equal headings across the pay line and keeps Chinese in their ids", async () => {
    const made = await post("## 索引\n\n<!-- pay -->\n\n## 索引\n\n[up](#索引)", true);
    expect(made.outline.map((entry) => entry.id)).toEqual(["s-索引", "s-索引-1"]);
    expect(made.bodyHtml).toContain('href="#s-索引"');
  });

  it("prices are not formulas; formulas are MathML without inline styles", async () => {
    const made = await post("From $5 to $10, or $O(n)$ and\n\n$$\n\\boxed{x^2}\n$$");
    expect(made.bodyHtml).toContain("From $5 to $10");
    expect(made.bodyHtml.match(/<math/g)).toHaveLength(2);
    expect(made.bodyHtml).not.toContain(" style=");
  });

  it("a broken formula stays visible, with a warning", async () => {
    const made = await post("$\\frac{1$");
    expect(made.bodyHtml).toContain('<code class="math-error">\\frac{1</code>');
    expect(made.warnings).toEqual([{ code: "math-error", detail: "\\frac{1" }]);
  });

  it("generics in prose stay words", async () => {
    const made = await post("a List<String> of Map<K, V>");
    expect(made.plainBody).toBe("a List<String> of Map<K, V>");
  });

  it("code has classes, title, emphasised lines, and no inline style; unknown languages are plain", async () => {
    const made = await post('```ts title="a.ts" {2}\nconst a = 1;\nconst b = "x";\n```\n\n```nope\n<b>\n```');
    expect(made.bodyHtml).toContain('<span class="tk-k">const</span>');
    expect(made.bodyHtml).toContain('<span class="codeblock-title">a.ts</span>');
    expect(made.bodyHtml).toMatch(/<span class="hi">.*tk-s.*<\/span>/);
    expect(made.bodyHtml).toContain("&#x3C;b>");
    expect(made.bodyHtml).not.toContain(" style=");
  });

  it("footnotes work and are labelled in the text's language", async () => {
    const made = await renderMarkdown("x[^1]\n\n[^1]: note", { paid: false, lang: "zh-CN" });
    const [, href] = /href="#([^"]*)"[^>]*data-footnote-ref/.exec(made.bodyHtml)!;
    expect(made.bodyHtml).toContain(`id="${href}"`);
    expect(made.bodyHtml).toContain("脚注");
    expect(made.outline).toEqual([]);
  });

  it("foreign links carry rel, images load late, tables scroll", async () => {
    const { bodyHtml } = await post("[a](https://x.y) [b](/c) ![c](d.png)\n\n| a |\n|---|\n| b |");
    expect(bodyHtml).toContain('href="https://x.y" rel="nofollow ugc noopener"');
    expect(bodyHtml).toContain('<a href="/c">b</a>');
    expect(bodyHtml).toContain('loading="lazy" decoding="async"');
    expect(bodyHtml).toContain('<div class="table-scroll" role="region" tabindex="0"');
  });

  it("excerpts are at most 200 characters of prose", async () => {
    const made = await post(`## Heading\n\n\`\`\`\ncode\n\`\`\`\n\n${"字".repeat(500)}`);
    expect(Array.from(made.excerpt)).toHaveLength(200);
    expect(made.excerpt).toMatch(/^字+…$/);
  });
});

describe("a comment", () => {
  it("keeps new lines, turns headings into bold text and has no ids", async () => {
    const { html, text } = await renderComment("one\ntwo\n\n# Big *x*\n\nx[^1]\n\n[^1]: n");
    expect(html).toContain("<p>one<br>\ntwo</p>\n<p><strong>Big <em>x</em></strong></p>");
    expect(html).not.toMatch(/ id=|<h[1-6](?! class="sr-only")/);
    expect(text).toContain("one\ntwo\nBig x");
  });
});

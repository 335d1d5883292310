import { describe, expect, it } from "vitest";
import { renderMarkdown } from "@/lib/platform/markdown/render";
import { convertDialects } from "./dialects";

const convert = (text: string) =>
  convertDialects(text, "a.md", (name) => ["note", "pic.png"].includes(name.toLowerCase()));
const codes = (text: string) => convert(text).problems.map((problem) => problem.code);

describe("dialects", () => {
  it("VitePress containers become alerts, with their title and what is inside", async () => {
    const { markdown, problems } = convert("before\n::: tip Read me\n- one\n\n```js\n::: x\n```\n:::\nafter");
    const { bodyHtml } = await renderMarkdown(markdown, { paid: false });
    expect(problems).toEqual([]);
    expect(bodyHtml).toContain('class="markdown-alert markdown-alert-tip"');
    expect(bodyHtml).toContain("<strong>Read me</strong>");
    expect(bodyHtml).toMatch(/<li>one<\/li>[\s\S]*::: x[\s\S]*<\/div>\s*<p>after<\/p>/);
  });

  it("details containers open and close", async () => {
    const { markdown } = convert("::: details Show <it>\n**x**\n:::");
    const { bodyHtml } = await renderMarkdown(markdown, { paid: false });
    expect(bodyHtml).toMatch(/<details><summary>Show &#x3C;it><\/summary>\s*<p><strong>x<\/strong><\/p>\s*<\/details>/);
  });

  it("mkdocs admonitions end where the indentation ends", async () => {
    const { markdown } = convert('!!! warning "Mind"\n    inside\n\n    still\nafter');
    const { bodyHtml } = await renderMarkdown(markdown, { paid: false });
    expect(bodyHtml).toMatch(/markdown-alert-warning[\s\S]*Mind[\s\S]*inside[\s\S]*still[\s\S]*<\/div>\s*<p>after/);
  });

  it("Obsidian callouts, wiki links and pictures", () => {
    expect(convert("> [!bug]- Broken\n> text").markdown).toBe("> [!CAUTION]\n> **Broken**\n>\n> text");
    expect(convert("see [[Note#Part|that]]").markdown).toBe("see [that](<~wiki/Note#Part>)");
    expect(convert("![[pic.png|300]]").markdown).toBe("![pic.png](<~wiki/pic.png>)");
  });

  it("double brackets that name nothing stay as they are", () => {
    for (const text of ["[[1, 2], [3, 4]]", "if [[ -f x ]]", "[[Bug#1]](https://x.y)", "`[[note]]`"]) {
      expect(convert(text).markdown).toBe(text);
    }
  });

  it("template tags of Hexo and Hugo stay visible as code, with a warning", () => {
    const { markdown, problems } = convert('a {% asset_img x.png %} b {{< figure src="x" >}}');
    expect(markdown).toBe('a `{% asset_img x.png %}` b `{{< figure src="x" >}}`');
    expect(problems.map((problem) => [problem.code, problem.line])).toEqual([
      ["construct", 1],
      ["construct", 1],
    ]);
  });

  it("includes are told and not followed", () => {
    expect(codes('<!-- @include: ./x.md -->\n<<< @/a.ts\n--8<-- "b.md"\n{{#include c.rs}}')).toEqual([
      "include",
      "include",
      "include",
      "include",
    ]);
  });

  it("heading ids become targets, code meta becomes readable", async () => {
    const { markdown } = convert("## Setup {#install}\n\n[go](#install)\n\n```ts{1}\nx\n```");
    const { bodyHtml } = await renderMarkdown(markdown, { paid: false });
    expect(bodyHtml).not.toContain("{#");
    const target = /href="#([^"]*)">go/.exec(bodyHtml)?.[1];
    expect(bodyHtml).toContain(`id="${target}"`);
    expect(bodyHtml).toContain('data-language="ts"');
    expect(bodyHtml).toContain('class="hi"');
  });

  it("whole-line comments of Obsidian go, percent signs in prose stay", () => {
    expect(convert("a\n%% hidden %%\n100%% sure").markdown).toBe("a\n\n100%% sure");
  });

  it("unknown containers are shown", () => {
    const { markdown, problems } = convert("::: code-group\nx\n:::");
    expect(markdown).toContain("`::: code-group`");
    expect(problems).toHaveLength(2);
  });
});

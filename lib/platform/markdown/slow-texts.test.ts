import { describe, expect, it } from "vitest";
import { renderMarkdown } from "./render";
import { renderComment } from "./render-comment";

const size = 20_000;
const fill = (text: string) => text.repeat(Math.ceil(size / text.length));
const half = (text: string) => fill(text).slice(0, size / 2);

/** Each made a Markdown parser somewhere take quadratic or exponential time. Finishing is the assertion: at 20 KB the worst took 14 s. */
const texts: Record<string, string> = {
  stars: fill("*"),
  "stars between letters": fill("a**b"),
  "crossing emphasis": fill("*a_ "),
  "nested emphasis": `${half("**")}a${half("**")}`,
  brackets: fill("["),
  "half links": fill("[a]("),
  "nested links": `${half("[")}a${half("](b)")}`,
  "nested images": `${half("![")}a${half("](b)")}`,
  "reference links": `${fill("[a][b]")}\n\n[b]: c`,
  backticks: fill("`"),
  "growing backticks": Array.from({ length: 200 }, (_, i) => "`".repeat(i + 1)).join(" "),
  pipes: fill("|"),
  "a table of a thousand columns": `|${half("a|")}\n|${half("-|")}\n${half("|a\n")}`,
  quotes: fill(">"),
  "spaced quotes": fill("> "),
  "deep quotes on many lines": fill(`${">".repeat(99)}a\n`),
  "lazy lines": `${">".repeat(90)}a\n${fill("b\n")}`,
  lists: fill("- "),
  "list by indentation": Array.from({ length: 140 }, (_, i) => `${" ".repeat(2 * i)}- a`).join("\n"),
  "long list": fill("- a\n"),
  "mixed containers": fill("1. > - "),
  "underlined headings": fill("a\n-\n"),
  headings: fill("# a\n"),
  dollars: fill("$"),
  formulas: fill("$a$ "),
  "nested fractions": `$${fill("\\frac{")}$`,
  "open braces": `$${fill("{")}$`,
  "attributes without end": `<a ${fill("a=b ")}>`,
  "nested elements": fill("<div>"),
  "nested formatting": fill("<b>\n\n"),
  "nested tables": fill("<table><tr><td>"),
  "open comments": fill("<!--"),
  "open declarations": fill("<?"),
  entities: fill("&amp;"),
  mails: fill("a@b."),
  addresses: fill("www."),
  parentheses: `www.a${fill("()")}`,
  footnotes: Array.from({ length: 900 }, (_, i) => `[^${i}]: a\n\nx[^${i}]`).join("\n\n"),
  "footnote calls": `${fill("[^a]")}\n\n[^a]: b`,
  definitions: fill("[x]: y\n"),
  "open destinations": fill("[a](<b"),
  fences: fill("```\n"),
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a template in the code shown
  "code in a line": `\`\`\`js\n${fill("let a = (b) => { return `x${c}` }; ")}\n\`\`\``,
  "open brackets in code": `\`\`\`cpp\n${fill("a<b<c<d(((")}\n\`\`\``,
  blanks: `${fill(" ")}a`,
  tabs: fill("\t"),
  backslashes: fill("\\"),
  nuls: fill("\0"),
};

describe("slow texts", { timeout: 20_000 }, () => {
  it.each(Object.entries(texts))("%s: a post and a comment are made", async (_, text) => {
    const post = await renderMarkdown(text, { paid: false });
    expect(post.warnings.map((warning) => warning.code)).not.toContain("unrenderable");
    expect(typeof (await renderComment(text.slice(0, 30_000))).html).toBe("string");
  });

  it("refuses more than a megabyte with a sentence", async () => {
    await expect(renderMarkdown("a".repeat(1_000_001), { paid: false })).rejects.toMatchObject({ code: "too-long" });
    await expect(renderComment("a".repeat(40_001))).rejects.toMatchObject({ code: "too-long" });
  });

  it("what is too deep or too much stays visible", async () => {
    const deep = await renderMarkdown(`${"> ".repeat(1000)}the end`, { paid: false });
    expect([deep.plainBody.includes("the end"), deep.warnings[0]?.code]).toEqual([true, "nested-too-deep"]);
    const stars = await renderMarkdown(`${fill("*a_ ")} the end`, { paid: false });
    expect([stars.plainBody.includes("the end"), stars.warnings[0]?.code]).toEqual([true, "too-many-marks"]);
  });

  it("a long ordinary text is not taken for an attack", async () => {
    const rows = Array.from(
      { length: 400 },
      (_, i) => `| [\`f_${i}\`](https://a.b/_x_) | **bold** *it* | [l](u) [m](v) |`,
    );
    const items = Array.from({ length: 1500 }, (_, i) => `- [item_${i}](x) with *stars* and **more**`);
    const text = `| a | b | c |\n|---|---|---|\n${rows.join("\n")}\n\n${items.join("\n")}\n\n\`\`\`c\n${"int __x_y[2] = *p;\n".repeat(800)}\`\`\`\n`;
    const { warnings, bodyHtml } = await renderMarkdown(text, { paid: false });
    expect(warnings).toEqual([]);
    expect(bodyHtml.match(/<tr>/g)).toHaveLength(401);
  });
});

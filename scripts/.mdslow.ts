import { renderMarkdown } from "@/lib/platform/markdown/render";
import { renderComment } from "@/lib/platform/markdown/render-comment";

const n = Number(process.argv[2] ?? 50000);
const r = (s: string, k = n) => s.repeat(Math.max(1, Math.floor(k / s.length)));
const texts: Record<string, string> = {
  stars: r("*"),
  "a**b": r("a**b"),
  _a: r("_a "),
  "*a_": r("*a_ "),
  nestEm: r("*a **a ", n),
  strongdeep: r("**", n / 2) + "a" + r("**", n / 2),
  "[": r("["),
  "[a](": r("[a]("),
  "![": r("!["),
  "![[": r("![[]()"),
  "[]()": r("[x](y)"),
  nestedlinks: r("[", n / 2) + "a" + r("](b)", n / 2),
  nestedimg: r("![", n / 2) + "a" + r("](b)", n / 2),
  refs: r("[a][b]") + "\n\n[b]: c",
  backticks: r("`"),
  ticksVar: Array.from({ length: Math.floor(Math.sqrt(n)) }, (_, i) => "`".repeat(i + 1)).join(" "),
  pipes: r("|"),
  pipetable: "|" + r("a|", n / 2) + "\n|" + r("-|", n / 2) + "\n" + r("|a\n", n / 2),
  pipelines: r("| a | b |\n"),
  ">": r(">"),
  "> ": r("> "),
  ">lines": r(r(">", 99) + "a\n"),
  "> lines deep": r(">>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>a\n"),
  "- ": r("- "),
  listdeep: Array.from({ length: Math.min(1000, Math.floor(Math.sqrt(n))) }, (_, i) => " ".repeat(2 * i) + "- a").join(
    "\n",
  ),
  listwide: r("- a\n"),
  ol: r("1. a\n"),
  dashes: r("-"),
  "a-": r("a\n-\n"),
  dollars: r("$"),
  $a$: r("$a$ "),
  $$: r("$$ "),
  frac: "$" + r("\\frac{", n / 2) + "$",
  braces: "$" + r("{") + "$",
  "<": r("<"),
  "<a": r("<a "),
  "<a attrs": "<a " + r("a=b ") + ">",
  "<div>": r("<div>"),
  "<b>": r("<b>"),
  "<b>\\n": r("<b>\n\n"),
  "<x>": r("<x>"),
  "<!--": r("<!--"),
  "<?": r("<?"),
  "<![CDATA[": r("<![CDATA["),
  "</": r("</p>"),
  "<table>": r("<table><tr><td>"),
  "<p>": r("<p>"),
  "<a><b>": r("<a href=x><b>"),
  entities: r("&amp;"),
  "&": r("&"),
  "&#": r("&#x41"),
  emails: r("a@b."),
  www: r("www."),
  http: r("http://"),
  "www.()": "www.a" + r("()"),
  "www&": "www.a" + r("&amp;"),
  "~": r("~"),
  "~~a": r("~~a "),
  footdef: Array.from({ length: Math.floor(n / 20) }, (_, i) => `[^${i}]: a\n\nx[^${i}]`).join("\n\n"),
  "[^a]": r("[^a]") + "\n\n[^a]: b",
  "[^": r("[^"),
  headings: r("# a\n"),
  hr: r("---\n"),
  tabs: r("\t"),
  spaces: r(" ") + "a",
  newline: r("\n"),
  bs: r("\\"),
  nul: r("\0"),
  fence: r("```\n"),
  "~~~": r("~~~ a\n"),
  "[x]:": r("[x]: y\n"),
  "[a]: <": r("[a]: <b\n"),
  quotes: '[a](b "' + r('"'),
  "[ (": r("[a](<b"),
  "&lt;": "a " + r("a_a "),
  words: r("lorem ipsum "),
  code: "```js\n" + r("let a = (b) => { return `x${c}` }; ") + "\n```",
  codelines: "```ts\n" + r("const a: Map<string, Array<number>> = /x+y/g; // c\n") + "\n```",
  regexy: "```js\n" + r("/(((((") + "\n```",
  cpp: "```cpp\n" + r("a<b<c<d(((") + "\n```",
  md: "```md\n" + r("*[`") + "\n```",
  bash: "```bash\n" + r("$(((`") + "\n```",
  listtask: r("- [ ] a\n"),
  alerts: r("> [!NOTE]\n> a\n\n"),
  setext: r("a\n"),
  setext2: r("a\n===\n"),
  quotelist: r("> - "),
  mixed: r("1. > - "),
  lazy: r(">", 90) + "a\n" + r("b\n"),
};
const only = process.argv[3];
for (const [name, text] of Object.entries(texts)) {
  if (only && name !== only) continue;
  let t = performance.now();
  const out = await renderMarkdown(text, { paid: false });
  const ms = performance.now() - t;
  t = performance.now();
  if (text.length <= 40000) await renderComment(text);
  const ms2 = performance.now() - t;
  if (ms > 500 || ms2 > 500 || out.warnings.some((w) => w.code === "unrenderable"))
    console.log(
      name,
      text.length,
      Math.round(ms),
      Math.round(ms2),
      out.warnings
        .map((w) => w.code)
        .slice(0, 3)
        .join(),
      out.bodyHtml.length,
    );
}

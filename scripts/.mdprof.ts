import remarkGfm from "remark-gfm";
import remarkMath from "remark-math";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { renderMarkdown } from "@/lib/platform/markdown/render";

const n = 40000;
const r = (s: string, k = n) => s.repeat(Math.max(1, Math.floor(k / s.length)));
for (const [name, s] of Object.entries({
  "a-": r("a\n-\n"),
  setext: r("a\n===\n"),
  h: r("# a\n"),
  lazy: ">".repeat(90) + "a\n" + r("b\n"),
  lazy20: ">".repeat(20) + "a\n" + r("b\n"),
  plainlines: r("b\n"),
  fnd: Array.from({ length: Math.floor(n / 20) }, (_, i) => `[^${i}]: a\n\nx[^${i}]`).join("\n\n"),
})) {
  let t = performance.now();
  unified().use(remarkParse).parse(s);
  const a = performance.now() - t;
  t = performance.now();
  unified().use(remarkParse).use(remarkGfm).use(remarkMath).parse(s);
  const b = performance.now() - t;
  t = performance.now();
  await renderMarkdown(s, { paid: false });
  console.log(name, s.length, Math.round(a), Math.round(b), Math.round(performance.now() - t));
}

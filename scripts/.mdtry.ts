import { renderMarkdown } from "@/lib/platform/markdown/render";
import { renderComment } from "@/lib/platform/markdown/render-comment";

const md =
  '# Hi\n\nIntro **b** costs $5 and $10 `x`.\n\n> [!NOTE]\n> hello\n\n```ts title="a.ts" {2}\nconst x: number = 1; // c\nfunction f(a: string) { return `x${a}`; }\n```\n\n<!-- pay -->\n\n## 中文 标题 $O(n)$\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nText[^1] $$x^2$$ $\\frac{1$ List<String> <Foo a="b"/>\n\n- [x] done\n\n[l](#中文-标题-on) ![](a.png)\n\n[^1]: foot\n';
console.log(await renderMarkdown(md, { paid: true, lang: "zh-CN" }));
console.log(await renderComment("hi *there*\nyou\n# head\n```js\nlet a = 1\n```"));
console.log(await renderComment("plain\ntext\n\nmore"));
let t = performance.now();
for (let i = 0; i < 200; i++)
  await renderComment("hello this is *quite* an ordinary comment with `code` and [a link](https://x.y) " + i);
console.log("rich ms", (performance.now() - t) / 200);
t = performance.now();
for (let i = 0; i < 200; i++) await renderComment("hello this is an ordinary comment\nwith two lines " + i);
console.log("plain ms", (performance.now() - t) / 200);

import { readFileSync } from "node:fs";

for (let i = 0; i < 3; i++) {
  t = performance.now();
  const r = await renderMarkdown(readFileSync("/work/shared/data/javaguide/docs/java/concurrent/aqs.md", "utf8"), {
    paid: false,
  });
  console.log("aqs", performance.now() - t, r.words, r.warnings.length, r.bodyHtml.length);
}

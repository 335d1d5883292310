import type { Element, Root } from "hast";
import { toString as textOf } from "hast-util-to-string";
import rehypeKatex from "rehype-katex";
import { unified } from "unified";
import { visit } from "unist-util-visit";
import { isMath } from "./code-blocks";
import type { MarkdownWarning } from "./types";

const formulaMaxLength = 4000;
const formulasMax = 500;

const toMathMl = unified()
  .use(rehypeKatex, { output: "mathml", strict: "ignore", trust: false, maxExpand: 500, maxSize: 50 })
  .freeze();

/**
 * Turns formulas into MathML, which browsers show without a stylesheet or fonts of ours. A formula that KaTeX cannot
 * read stays visible as code, with a warning.
 */
export function renderMath(tree: Root, warnings: MarkdownWarning[]): void {
  let count = 0;
  visit(tree, "element", (code) => {
    if (code.tagName !== "code" || !isMath(code)) return;
    count++;
    const source = textOf(code);
    if (count <= formulasMax && source.length <= formulaMaxLength) return;
    code.properties.className = ["math-error"];
    warnings.push({ code: "math-error", detail: source.slice(0, 60) });
  });
  if (count === 0) return;
  toMathMl.runSync(tree);
  visit(tree, "element", (node) => {
    delete node.properties.style;
    if (isFailed(node)) {
      warnings.push({ code: "math-error", detail: textOf(node).slice(0, 60) });
      node.tagName = "code";
      node.properties = { className: ["math-error"] };
    } else if (node.tagName === "span" && node.properties.title && isFailedInside(node)) {
      delete node.properties.title;
    }
  });
}

const isFailed = (node: Element) =>
  Array.isArray(node.properties.className) && node.properties.className.includes("katex-error");

const isFailedInside = (node: Element) => node.children.some((child) => child.type === "element" && isFailed(child));

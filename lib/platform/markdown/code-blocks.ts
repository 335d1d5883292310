import type { Element, ElementContent, Root } from "hast";
import { toString as textOf } from "hast-util-to-string";
import { SKIP, visit } from "unist-util-visit";
import { highlightCode, isColourable } from "./highlight";
import type { MarkdownLabels, MarkdownWarning } from "./types";

/** Coloured code in one text; the rest of it stays plain. Colouring takes about 1 s per 400 KB. */
const colouredMaxBytes = 400_000;
/** After this time the remaining blocks of a text stay plain: some grammars are slow on hostile input. */
const colouringMaxMs = 3000;

/**
 * Frames each code block: figure with title, language and copy button (hidden until its script runs), colours as
 * classes. Returns how many there are.
 */
export async function frameCodeBlocks(
  tree: Root,
  labels: MarkdownLabels,
  warnings: MarkdownWarning[],
): Promise<number> {
  const work: (() => Promise<void>)[] = [];
  let budget = colouredMaxBytes;
  visit(tree, "element", (pre, index, parent) => {
    if (pre.tagName !== "pre" || !parent || index === undefined) return undefined;
    pre.properties.tabIndex = 0;
    const code = pre.children.find((child): child is Element => child.type === "element" && child.tagName === "code");
    if (!code || isMath(code)) return SKIP;
    const language = languageOf(code);
    const marked = markedLines(String(code.properties.dataLines ?? ""));
    const source = textOf(code).replace(/\n$/, "");
    parent.children[index] = frame(pre, String(code.properties.dataTitle ?? ""), language, labels);
    code.properties = {};
    code.children = [{ type: "text", value: source }];
    pre.children = [code];
    if (!isColourable(source)) warnings.push({ code: "code-too-long", detail: source.slice(0, 40) });
    budget -= source.length;
    if (budget < 0) return SKIP;
    work.push(async () => {
      code.children = await highlightCode(source, language, marked);
    });
    return SKIP;
  });
  const started = performance.now();
  for (const step of work) if (performance.now() - started < colouringMaxMs) await step();
  return countFrames(tree);
}

function countFrames(tree: Root): number {
  let count = 0;
  visit(tree, "element", (node) => {
    if (node.tagName === "figure" && String(node.properties.className) === "codeblock") count++;
  });
  return count;
}

export function isMath(code: Element): boolean {
  const names = classesOf(code);
  return names.includes("math-inline") || names.includes("math-display") || names.includes("language-math");
}

const classesOf = (element: Element): string[] =>
  Array.isArray(element.properties.className) ? element.properties.className.map(String) : [];

function languageOf(code: Element): string {
  const name = classesOf(code).find((candidate) => candidate.startsWith("language-"));
  return name?.slice("language-".length) ?? "";
}

function frame(pre: Element, title: string, language: string, labels: MarkdownLabels): Element {
  const caption: ElementContent[] = [];
  if (title) caption.push(element("span", { className: ["codeblock-title"] }, [{ type: "text", value: title }]));
  if (language)
    caption.push(element("span", { className: ["codeblock-language"] }, [{ type: "text", value: language }]));
  caption.push(
    element(
      "button",
      {
        className: ["btn", "btn-icon", "btn-sm", "copy"],
        dataCopy: "",
        type: "button",
        hidden: true,
        ariaLabel: labels.copy,
      },
      [],
    ),
  );
  const properties = { className: ["codeblock"], dataLanguage: language || null };
  return element("figure", properties, [element("figcaption", {}, caption), pre]);
}

export function element(tagName: string, properties: Element["properties"], children: ElementContent[]): Element {
  return { type: "element", tagName, properties, children };
}

/** "1,3-5" → {1, 3, 4, 5}. */
function markedLines(text: string): Set<number> {
  const lines = new Set<number>();
  for (const part of text.split(",")) {
    const [from, to = from] = part.split("-").map(Number);
    if (!from || !to || to - from > 500) continue;
    for (let line = from; line <= to; line++) lines.add(line);
  }
  return lines;
}

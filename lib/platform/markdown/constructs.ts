import type { Blockquote, Paragraph, PhrasingContent, Root, RootContent } from "mdast";
import { visit } from "unist-util-visit";
import { sourceOf } from "./limits";
import { type AlertKind, alertKinds, type MarkdownLabels } from "./types";

const alertPattern = /^\[!([A-Za-z]+)\][ \t]*(?:\n|$)/;

/** GitHub's alerts: a quote whose first line is `[!NOTE]`, `[!TIP]`, `[!IMPORTANT]`, `[!WARNING]` or `[!CAUTION]`. */
export function markAlerts(tree: Root, labels: MarkdownLabels): void {
  visit(tree, "blockquote", (quote) => {
    const lead = quote.children[0];
    const text = lead?.type === "paragraph" ? lead.children[0] : undefined;
    if (lead?.type !== "paragraph" || text?.type !== "text") return;
    const match = alertPattern.exec(text.value);
    const kind = match?.[1]?.toLowerCase() as AlertKind | undefined;
    if (!match || !kind || !alertKinds.includes(kind)) return;
    text.value = text.value.slice(match[0].length);
    if (text.value === "") lead.children.shift();
    if (lead.children[0]?.type === "break") lead.children.shift();
    if (lead.children.length === 0) quote.children.shift();
    becomeAlert(quote, kind, labels.alerts[kind]);
  });
}

function becomeAlert(quote: Blockquote, kind: AlertKind, title: string): void {
  const heading: Paragraph = {
    type: "paragraph",
    children: [{ type: "text", value: title }],
    data: { hProperties: { className: ["markdown-alert-title"] } },
  };
  quote.children.unshift(heading);
  quote.data = {
    hName: "div",
    hProperties: { className: ["markdown-alert", `markdown-alert-${kind}`], role: "note" },
  };
}

/**
 * Prices are not formulas: `$5 and $10` stays text. As pandoc does, a single `$` opens only before and closes only
 * after something visible, and does not close before a digit.
 */
export function unmarkPrices(tree: Root, source: string): void {
  visit(tree, "inlineMath", (node, index, parent) => {
    const written = sourceOf(node, source);
    if (!parent || index === undefined || written.startsWith("$$")) return;
    const inner = written.slice(1, -1);
    const next = source[node.position?.end.offset ?? 0] ?? "";
    if (!/^\s|\s$/.test(inner) && !/\d/.test(next)) return;
    parent.children[index] = { type: "text", value: written };
  });
}

/** Hands a fence's words (`title="a.ts" {1,3-5}`) to the code element as attributes. */
export function markCodeMeta(tree: Root): void {
  visit(tree, "code", (node) => {
    const meta = node.meta ?? "";
    const title = /(?:title|filename)=(?:"([^"]{1,120})"|'([^']{1,120})'|(\S{1,120}))/.exec(meta);
    const lines = /\{([\d,\s-]{1,100})\}/.exec(meta);
    const properties: Record<string, string> = {};
    if (title) properties.dataTitle = (title[1] ?? title[2] ?? title[3])!;
    if (lines) properties.dataLines = lines[1]!.replace(/\s/g, "");
    if (Object.keys(properties).length > 0) node.data = { ...node.data, hProperties: properties };
  });
}

/** In comments a new line is a new line. */
export function keepLineBreaks(tree: Root): void {
  visit(tree, "text", (node, index, parent) => {
    if (!parent || index === undefined || !node.value.includes("\n")) return undefined;
    const nodes: PhrasingContent[] = [];
    for (const [i, value] of node.value.split("\n").entries()) {
      if (i > 0) nodes.push({ type: "break" });
      if (value !== "") nodes.push({ type: "text", value });
    }
    (parent.children as PhrasingContent[]).splice(index, 1, ...nodes);
    return index + nodes.length;
  });
}

/** In comments nothing may look like a part of the page: headings become bold paragraphs. */
export function headingsToBold(tree: Root): void {
  visit(tree, "heading", (node, index, parent) => {
    if (!parent || index === undefined) return;
    const bold: Paragraph = { type: "paragraph", children: [{ type: "strong", children: node.children }] };
    parent.children[index] = bold as RootContent;
  });
}

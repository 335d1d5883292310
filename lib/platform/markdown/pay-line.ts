import type { FootnoteDefinition, Root, RootContent } from "mdast";
import { visit } from "unist-util-visit";
import type { MarkdownWarning } from "./types";

const payLine = /^<!--\s*(?:pay|more|members-only)\s*-->$/i;
const payLineInside = /<!--\s*(?:pay|members-only)\s*-->/i;

/**
 * Divides a text at its first pay line, before anything is rendered: what stands below never takes part in making the
 * teaser. Only a line of its own at the top level counts. Without one, `above` is null and nothing is public.
 */
export function splitAtPayLine(tree: Root, warnings: MarkdownWarning[]): { above: Root | null; below: Root } {
  const isLine = (node: RootContent) => node.type === "html" && payLine.test(node.value.trim());
  const at = tree.children.findIndex(isLine);
  const rest = tree.children.filter((node) => !isLine(node));
  if (at < 0) {
    warnHiddenLine(tree, warnings);
    return { above: null, below: { type: "root", children: rest } };
  }
  const above = tree.children.slice(0, at);
  const below = tree.children.slice(at).filter((node) => !isLine(node));
  return { above: teaser(above, below), below: withDefinitions(below, above) };
}

/** Addresses of `[text][label]` links may stand anywhere; footnotes are text and stay on their side of the line. */
function teaser(above: RootContent[], below: RootContent[]): Root {
  const addresses = below.filter((node) => node.type === "definition");
  const root: Root = { type: "root", children: [...above, ...addresses] };
  const notes = new Set(
    above
      .filter((node): node is FootnoteDefinition => node.type === "footnoteDefinition")
      .map((node) => node.identifier),
  );
  visit(root, "footnoteReference", (node, index, parent) => {
    if (notes.has(node.identifier) || !parent || index === undefined) return;
    parent.children[index] = { type: "text", value: `[^${node.label ?? node.identifier}]` };
  });
  return root;
}

function withDefinitions(below: RootContent[], above: RootContent[]): Root {
  const known = above.filter((node) => node.type === "definition" || node.type === "footnoteDefinition");
  return { type: "root", children: [...below, ...known] };
}

function warnHiddenLine(tree: Root, warnings: MarkdownWarning[]): void {
  visit(tree, "html", (node) => {
    if (!payLineInside.test(node.value)) return;
    warnings.push({ code: "pay-line-hidden", line: node.position?.start.line, detail: "<!-- pay -->" });
  });
}

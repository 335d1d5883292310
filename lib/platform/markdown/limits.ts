import type { Nodes, Root, RootContent } from "mdast";
import type { MarkdownWarning } from "./types";

/** More than any hand writes. A text above this is refused, not cut. */
export const markdownMaxBytes = 1_000_000;

/** Blocks in blocks. Parsers and tree walkers recurse, and cost grows with depth × lines. */
export const nestingMax = 100;
const indentMaxColumns = 4 * nestingMax;

/**
 * Turns lines that open more than {@link nestingMax} quotes or lists into visible text before the parser meets them.
 * A line is marked by escaping its first marker; deep indentation is cut.
 */
export function flattenDeepLines(markdown: string, warnings: MarkdownWarning[]): string {
  const lines = markdown.split("\n");
  let budget = markersMax;
  let warned = false;
  for (let i = 0; i < lines.length; i++) {
    const { markers, columns, first } = lineDepth(lines[i]!);
    budget -= markers;
    if (markers <= (budget > 0 ? nestingMax : 4) && columns <= indentMaxColumns) continue;
    if (!warned) warnings.push({ code: "nested-too-deep", line: i + 1, detail: lines[i]!.trim().slice(0, 20) });
    warned = true;
    const text = lines[i]!.trimStart();
    lines[i] = markers > 0 && first < lines[i]!.length ? `\\${text}` : text;
  }
  return warned ? lines.join("\n") : markdown;
}

/** Quote and list markers a whole text may open: each costs the parser on every following line of its block. */
const markersMax = 60_000;

/** How many quote and list markers a line begins with, and how many columns of indentation stand between them. */
function lineDepth(line: string): { markers: number; columns: number; first: number } {
  let markers = 0;
  let columns = 0;
  let first = line.length;
  for (let i = 0; i < line.length; i++) {
    const c = line[i]!;
    if (c === " ") columns += 1;
    else if (c === "\t") columns += 4;
    else if (c === ">" || ((c === "-" || c === "*" || c === "+") && isSpace(line[i + 1]))) {
      markers += 1;
      first = Math.min(first, i);
    } else {
      const digits = /^\d{1,9}[.)](?=\s|$)/.exec(line.slice(i, i + 11));
      if (!digits) break;
      markers += 1;
      first = Math.min(first, i);
      i += digits[0].length - 1;
    }
  }
  return { markers, columns, first };
}

const isSpace = (c: string | undefined) => c === undefined || c === " " || c === "\t";

/**
 * Replaces each top-level block whose tree is deeper than {@link nestingMax} × 2 by its source as text: what comes
 * after the parser recurses, and inline markup (emphasis in emphasis) nests without any line prefix.
 */
export function flattenDeepBlocks(tree: Root, source: string, warnings: MarkdownWarning[]): void {
  tree.children = tree.children.map((block) => {
    if (depthOf(block) <= nestingMax * 2) return block;
    warnings.push({
      code: "nested-too-deep",
      line: block.position?.start.line,
      detail: sourceOf(block, source).slice(0, 20),
    });
    return asText(block, source);
  });
}

export function asText(block: RootContent, source: string): RootContent {
  return { type: "paragraph", children: [{ type: "text", value: sourceOf(block, source) }] };
}

export function sourceOf(node: Nodes, source: string): string {
  return source.slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0);
}

/** Depth by hand-kept stack: recursion is what this check guards. */
function depthOf(node: Nodes): number {
  let deepest = 0;
  const stack: [Nodes, number][] = [[node, 1]];
  for (let top = stack.pop(); top; top = stack.pop()) {
    const [current, depth] = top;
    deepest = Math.max(deepest, depth);
    if ("children" in current) for (const child of current.children) stack.push([child, depth + 1]);
  }
  return deepest;
}

/** Cells that a table may make. A row is padded to its header's width, so 2 × 250 KB could ask for 10^10 cells. */
const tableCellsMax = 20_000;

/** Shows a table that would explode as its source. */
export function flattenWideTables(tree: Root, source: string, warnings: MarkdownWarning[]): void {
  const visit = (parent: { children: RootContent[] }) => {
    parent.children = parent.children.map((node) => {
      if (node.type === "table" && (node.align?.length ?? 1) * node.children.length > tableCellsMax) {
        warnings.push({
          code: "table-too-wide",
          line: node.position?.start.line,
          detail: sourceOf(node, source).slice(0, 20),
        });
        return asText(node, source);
      }
      if ("children" in node) visit(node as { children: RootContent[] });
      return node;
    });
  };
  visit(tree);
}

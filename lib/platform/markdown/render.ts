import type { Root as Hast } from "hast";
import type { OutlineEntry } from "@/db/schema/posts";
import { Refusal } from "@/lib/platform/errors";
import { frameCodeBlocks } from "./code-blocks";
import { furnishHeadings, furnishLinks, furnishTables, hasTopHeading, Ids } from "./furnish";
import { markdownLabels } from "./labels";
import { markdownMaxBytes } from "./limits";
import { renderMath } from "./math";
import { splitAtPayLine } from "./pay-line";
import { parse, toCleanHtml, toHtml, toPlainHtml } from "./pipeline";
import { countWords, firstProse, minutesFor, plainText, toExcerpt } from "./plain-text";
import type { ImageFound, MarkdownLabels, MarkdownWarning, Rendered, RenderOptions } from "./types";

export type { Rendered, RenderOptions } from "./types";

/** Grows with every change of the output: a job renders stored texts again whose version is smaller. */
export const pipelineVersion = 1;

interface Part {
  tree: Hast;
  locked: boolean;
  plain: string;
  prose: string;
}

/**
 * Renders a post. A paid text is divided at its pay line before rendering; without one nothing of it is public.
 * Throws Refusal("too-long") above {@link markdownMaxBytes}; otherwise every input gives clean HTML, and what had to be
 * changed is listed in `warnings`.
 */
export async function renderMarkdown(markdown: string, options: RenderOptions): Promise<Rendered> {
  if (Buffer.byteLength(markdown) > markdownMaxBytes) throw new Refusal("too-long", { field: "markdown" });
  const labels = markdownLabels(options.lang);
  const source = normalise(markdown);
  try {
    const warnings: MarkdownWarning[] = [];
    return await furnish(divide(source, options, labels, warnings), options, labels, warnings);
  } catch {
    // Recursion limits of a library are the only known way here; the author's words must not be lost over it.
    const warnings: MarkdownWarning[] = [{ code: "unrenderable", detail: source.trim().slice(0, 40) }];
    return furnish([partOf(toPlainHtml(source), options.paid)], options, labels, warnings);
  }
}

/** One kind of newline, no byte order mark, no lone surrogates (they cannot be stored as UTF-8). */
export function normalise(markdown: string): string {
  return markdown
    .replace(/^\uFEFF/, "")
    .replace(/\r\n?/g, "\n")
    .toWellFormed();
}

function divide(source: string, options: RenderOptions, labels: MarkdownLabels, warnings: MarkdownWarning[]): Part[] {
  const tree = parse(source, labels, warnings);
  const { above, below } = splitAtPayLine(tree, options.paid ? warnings : []);
  if (!options.paid && above) {
    const whole = parse(source, labels, []);
    return [partOf(toCleanHtml(whole, labels, ""), false)];
  }
  const parts: Part[] = [];
  if (above) parts.push(partOf(toCleanHtml(above, labels, "t-"), false));
  parts.push(partOf(toCleanHtml(below, labels, ""), options.paid));
  return parts;
}

function partOf(tree: Hast, locked: boolean): Part {
  return { tree, locked, plain: plainText(tree), prose: firstProse(tree) };
}

async function furnish(
  parts: Part[],
  options: RenderOptions,
  labels: MarkdownLabels,
  warnings: MarkdownWarning[],
): Promise<Rendered> {
  const ids = new Ids();
  const moveDown = parts.some((part) => hasTopHeading(part.tree));
  const outline: OutlineEntry[] = parts.flatMap((part) =>
    furnishHeadings(part.tree, ids, { moveDown, locked: part.locked }),
  );
  const images = new Map<string, ImageFound>();
  let lockedCodeBlocks = 0;
  for (const part of parts) {
    const inTeaser = options.paid && !part.locked;
    for (const src of furnishLinks(part.tree, ids, options.rewriteUrl, warnings)) {
      images.set(src, { src, inTeaser: inTeaser || images.get(src)?.inTeaser === true });
    }
    furnishTables(part.tree, labels);
    const codeBlocks = await frameCodeBlocks(part.tree, labels, warnings);
    if (part.locked) lockedCodeBlocks += codeBlocks;
    renderMath(part.tree, warnings);
  }
  const teaser = parts.find((part) => options.paid && !part.locked);
  const body = parts.at(-1)!;
  const open = parts.filter((part) => !part.locked);
  return {
    pipelineVersion,
    teaserHtml: teaser ? toHtml(teaser.tree) : "",
    bodyHtml: toHtml(body.tree),
    excerpt: toExcerpt(options.excerpt?.trim() || open.map((part) => part.prose).join(" ")),
    outline,
    readingMinutes: Math.max(1, Math.round(sum(parts, (part) => minutesFor(part.plain)))),
    lockedMinutes: body.locked ? Math.max(1, Math.round(minutesFor(body.plain))) : 0,
    lockedSections: outline.filter((entry) => entry.locked && entry.level === 2).length,
    lockedCodeBlocks,
    words: sum(parts, (part) => countWords(part.plain)),
    warnings,
    images: [...images.values()],
    plainTeaser: teaser?.plain ?? "",
    plainBody: body.plain,
  };
}

function sum<T>(items: T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}

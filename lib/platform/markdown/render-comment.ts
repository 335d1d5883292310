import { Refusal } from "@/lib/platform/errors";
import { frameCodeBlocks } from "./code-blocks";
import { headingsToBold, keepLineBreaks } from "./constructs";
import { furnishLinks, furnishTables } from "./furnish";
import { markdownLabels } from "./labels";
import { renderMath } from "./math";
import { parse, toCleanHtml, toHtml, toPlainHtml } from "./pipeline";
import { plainText } from "./plain-text";
import { normalise } from "./render";
import { commentSchema } from "./schema";
import type { MarkdownWarning } from "./types";

export interface RenderedComment {
  html: string;
  /** The words alone, for search and notifications. */
  text: string;
}

/** Comments are talk; longer texts are posts. */
export const commentMaxBytes = 40_000;

/** Characters and line starts that could mean anything in Markdown. Most comments have none. */
const significant = /[\\`*_<>[\]|~$&@\0]|:\/\/|www\.|^[ \t]*(?:[#+=-]|\d{1,9}[.)])|^(?: {4}|\t)|^ *\t/im;

/**
 * Renders a comment: the same cleaning as a post, but headings are bold paragraphs, nothing has an id, and a new line
 * is a new line. Throws Refusal("too-long") above {@link commentMaxBytes}.
 */
export async function renderComment(markdown: string, lang?: string): Promise<RenderedComment> {
  if (Buffer.byteLength(markdown) > commentMaxBytes) throw new Refusal("too-long", { field: "markdown" });
  const source = normalise(markdown).trim();
  return significant.test(source) ? renderRich(source, lang) : renderPlain(source);
}

/** About 20 µs instead of 500 µs; a property test holds it equal to the long way. */
function renderPlain(source: string): RenderedComment {
  const paragraphs = source.split(/\n[ \t]*(?:\n[ \t]*)+/).filter((text) => text !== "");
  const lines = paragraphs.map((text) => text.split("\n").map((line) => line.replace(/^[ \t]+|[ \t]+$/g, "")));
  return {
    html: lines.map((parts) => `<p>${parts.map(escapeText).join("<br>\n")}</p>`).join("\n"),
    text: lines.map((parts) => parts.join("\n")).join("\n"),
  };
}

const escapeText = (text: string) => text.replace(/&/g, "&#x26;").replace(/</g, "&#x3C;");

export async function renderRich(source: string, lang?: string): Promise<RenderedComment> {
  const labels = markdownLabels(lang);
  const warnings: MarkdownWarning[] = [];
  try {
    const tree = parse(source, labels, warnings);
    headingsToBold(tree);
    keepLineBreaks(tree);
    const clean = toCleanHtml(tree, labels, "c-", commentSchema);
    const text = plainText(clean);
    furnishLinks(clean, null, undefined, warnings);
    furnishTables(clean, labels);
    await frameCodeBlocks(clean, labels, warnings);
    renderMath(clean, warnings);
    return { html: toHtml(clean), text };
  } catch {
    const plain = toPlainHtml(source);
    return { html: toHtml(plain), text: plainText(plain) };
  }
}

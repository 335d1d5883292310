import type { Root as Hast } from "hast";
import type { Root as Mdast } from "mdast";
import rehypeRaw from "rehype-raw";
import rehypeSanitize, { type Options as Schema } from "rehype-sanitize";
import rehypeStringify from "rehype-stringify";
import remarkGfm from "remark-gfm";
import remarkMath from "remark-math";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import { unified } from "unified";
import { markAlerts, markCodeMeta, unmarkPrices } from "./constructs";
import { flattenDeepBlocks, flattenDeepLines, flattenWideTables } from "./limits";
import { tameRawHtml } from "./raw-html";
import { schema } from "./schema";
import { defuse } from "./slow-constructs";
import type { MarkdownLabels, MarkdownWarning } from "./types";

const parser = unified().use(remarkParse).use(remarkGfm).use(remarkMath).freeze();
const writer = unified().use(rehypeStringify).freeze();

/** Markdown → tree, with everything that could make later steps slow or unsafe turned into visible text. */
export function parse(markdown: string, labels: MarkdownLabels, warnings: MarkdownWarning[]): Mdast {
  const source = defuse(flattenDeepLines(markdown, warnings), warnings);
  const tree = parser.parse(source);
  flattenDeepBlocks(tree, source, warnings);
  flattenWideTables(tree, source, warnings);
  unmarkPrices(tree, source);
  markAlerts(tree, labels);
  markCodeMeta(tree);
  tameRawHtml(tree, warnings);
  return tree;
}

const converters = new Map<string, (tree: Mdast) => Hast>();

/** Markdown tree → clean HTML tree. `part` keeps the footnote ids of teaser and body apart. */
export function toCleanHtml(tree: Mdast, labels: MarkdownLabels, part: string, allowed: Schema = schema): Hast {
  const key = `${part} ${labels.copy}`;
  let convert = converters.get(key);
  if (!convert) {
    const processor = unified()
      .use(remarkRehype, {
        allowDangerousHtml: true,
        clobberPrefix: part,
        footnoteLabel: labels.footnotes,
        footnoteBackLabel: labels.footnoteBack,
      })
      .use(rehypeRaw)
      .use(rehypeSanitize, allowed)
      .freeze();
    convert = (root) => processor.runSync(root) as Hast;
    converters.set(key, convert);
  }
  return convert(tree);
}

export function toHtml(tree: Hast): string {
  return writer.stringify(tree);
}

/** The last resort, for a text that no step could digest: its characters, escaped. */
export function toPlainHtml(markdown: string): Hast {
  const paragraphs = markdown.split(/\n\s*\n/).filter((text) => text.trim() !== "");
  return {
    type: "root",
    children: paragraphs.map((value) => ({
      type: "element",
      tagName: "p",
      properties: {},
      children: [{ type: "text", value: value.trim() }],
    })),
  };
}

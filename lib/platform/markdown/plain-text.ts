import type { Nodes, Root } from "hast";

const blocks = new Set(
  "p h1 h2 h3 h4 h5 h6 li pre blockquote div tr table ul ol dl dt dd figure section details summary br hr caption".split(
    " ",
  ),
);

/** A tree's words with a line per block, for search and counting. */
export function plainText(tree: Root): string {
  const parts: string[] = [];
  collect(tree, parts);
  return parts
    .join("")
    .replace(/[ \t]*\n\s*/g, "\n")
    .trim();
}

function collect(node: Nodes, parts: string[]): void {
  if (node.type === "text") parts.push(node.value);
  if (!("children" in node)) return;
  const block = node.type === "element" && blocks.has(node.tagName);
  if (block) parts.push("\n");
  for (const child of node.children) collect(child, parts);
  if (block) parts.push("\n");
  else if (node.type === "element" && (node.tagName === "td" || node.tagName === "th")) parts.push(" ");
}

/** The words of the first paragraphs, enough for an excerpt. Headings, code and tables are not prose. */
export function firstProse(tree: Root): string {
  let text = "";
  for (const node of tree.children) {
    if (node.type !== "element" || !["p", "blockquote", "ul", "ol"].includes(node.tagName)) continue;
    text += `${plainText({ type: "root", children: [node] })} `;
    if (text.length > excerptMaxLength * 2) break;
  }
  return text;
}

export const excerptMaxLength = 200;

/** At most 200 characters on one line; cut at a word where the script has words. */
export function toExcerpt(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  const characters = Array.from(line);
  if (characters.length <= excerptMaxLength) return line;
  const cut = characters.slice(0, excerptMaxLength - 1).join("");
  const space = cut.lastIndexOf(" ");
  return `${(space > cut.length - 20 ? cut.slice(0, space) : cut).trimEnd()}…`;
}

const hanPattern = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;
const wordPattern = /[\p{L}\p{N}_][\p{L}\p{N}_'’-]*/gu;

/** Words read: a Han, kana or Hangul character counts as one, elsewhere a run of letters does. */
export function countWords(text: string): number {
  const han = text.match(hanPattern)?.length ?? 0;
  const latin = text.replace(hanPattern, " ").match(wordPattern)?.length ?? 0;
  return han + latin;
}

/** Minutes at 400 Han characters or 230 words a minute, not rounded. */
export function minutesFor(text: string): number {
  const han = text.match(hanPattern)?.length ?? 0;
  return han / 400 + (countWords(text) - han) / 230;
}

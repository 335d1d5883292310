import type { Root } from "mdast";
import { SKIP, visit } from "unist-util-visit";
import type { MarkdownWarning } from "./types";

/** Tags that may stay, see schema.ts. */
export const allowedTags = [
  ..."a abbr b blockquote br caption cite code dd del details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i".split(
    " ",
  ),
  ..."img input ins kbd li mark ol p pre q rp rt ruby s samp section small span strike strong sub summary sup table".split(
    " ",
  ),
  ..."tbody td tfoot th thead tr tt u ul var wbr".split(" "),
];

/** HTML that we know and remove, with what is inside. */
export const removedTags = [
  ..."script style iframe object embed applet svg math template noscript textarea select title xmp noembed noframes".split(
    " ",
  ),
  ..."plaintext audio video canvas head frameset portal".split(" "),
];

/** HTML that we know and unwrap: the words inside stay. */
const unwrappedTags = [
  ..."html body base meta link form button fieldset legend label option optgroup datalist output progress meter".split(
    " ",
  ),
  ..."picture source track param area map col colgroup font center big nav header footer main article aside address".split(
    " ",
  ),
  ..."hgroup dialog menu slot time data bdi bdo dfn basefont bgsound frame image keygen marquee blink isindex nobr".split(
    " ",
  ),
  ..."acronym dir listing search".split(" "),
];

const known = new Set([...allowedTags, ...removedTags, ...unwrappedTags]);
const unsafe = new Set([...removedTags, "form", "base", "meta", "link", "button"]);
const withoutEnd = new Set([
  ..."area base br col embed hr img input link meta source track wbr param".split(" "),
  ..."p li td th tr dt dd option thead tbody tfoot".split(" "),
]);

const tagPattern = /<(\/?)([A-Za-z][\w.:-]*)/g;
const htmlDepthMax = 100;
/** Longest tag taken as a tag. The HTML parser compares each attribute with all before it. */
const tagMaxLength = 4000;

/**
 * Makes raw HTML safe to hand to the HTML parser: unknown tags (`List<String>`, `<MyComponent>`) become visible text,
 * and HTML so deep or long that parsing would take seconds becomes text as a whole.
 */
export function tameRawHtml(tree: Root, warnings: MarkdownWarning[]): void {
  const tooDeep = isTooDeep(tree);
  const told = new Set<string>();
  const tell = (code: MarkdownWarning["code"], name: string, line: number | undefined) => {
    if (told.size < 50 && !told.has(name)) warnings.push({ code, line, detail: `<${name.slice(0, 40)}>` });
    told.add(name);
  };
  visit(tree, "html", (node, index, parent) => {
    const line = node.position?.start.line;
    if (tooDeep && parent && index !== undefined) {
      if (!told.has("…")) warnings.push({ code: "html-too-deep", line, detail: node.value.slice(0, 20) });
      told.add("…");
      const text = { type: "text" as const, value: node.value };
      const flow = parent.type === "root" || parent.type === "blockquote" || parent.type === "listItem";
      parent.children[index] = flow ? { type: "paragraph", children: [text] } : text;
      return SKIP;
    }
    node.value = node.value.replace(tagPattern, (tag, slash: string, written: string) => {
      const name = written.toLowerCase();
      if (unsafe.has(name)) tell("unsafe-html", name, line);
      if (known.has(name)) return tag;
      tell("unknown-tag", written, line);
      return `&lt;${slash}${written}`;
    });
    return undefined;
  });
}

function isTooDeep(tree: Root): boolean {
  let depth = 0;
  let deepest = 0;
  let longest = 0;
  visit(tree, "html", (node) => {
    let from = 0;
    for (const match of node.value.matchAll(tagPattern)) {
      longest = Math.max(longest, match.index - from);
      from = match.index;
      const name = match[2]!.toLowerCase();
      if (withoutEnd.has(name) || !known.has(name)) continue;
      depth = match[1] ? Math.max(0, depth - 1) : depth + 1;
      deepest = Math.max(deepest, depth);
    }
    if (!node.value.startsWith("<!--")) longest = Math.max(longest, node.value.length - from);
  });
  return deepest > htmlDepthMax || longest > tagMaxLength;
}

import GithubSlugger from "github-slugger";
import type { Element, Root, RootContent } from "hast";
import { toString as textOf } from "hast-util-to-string";
import { SKIP, visit } from "unist-util-visit";
import type { OutlineEntry } from "@/db/schema/posts";
import { element } from "./code-blocks";
import type { MarkdownLabels, MarkdownWarning, RenderOptions } from "./types";

/** Heading ids begin with this, so that a heading "Main" never takes the place of the page's own `#main`. */
export const headingPrefix = "s-";
const userPrefix = "user-content-";

/** What the parts of one text share while they are furnished: ids are unique across the pay line. */
export class Ids {
  readonly slugger = new GithubSlugger();
  readonly seen = new Set<string>();
  /** Names an author may use in `#name`, and the id they lead to. */
  readonly targets = new Map<string, string>();
}

/** True when a text uses first-level headings: they belong to the page's title, so every heading moves down by one. */
export function hasTopHeading(tree: Root): boolean {
  return tree.children.some(function isTop(node: RootContent): boolean {
    return node.type === "element" && (node.tagName === "h1" || node.children.some(isTop as (n: unknown) => boolean));
  });
}

/** Gives headings their ids and anchors, and returns those of levels 2 and 3. Footnotes' own heading is left alone. */
export function furnishHeadings(tree: Root, ids: Ids, options: { moveDown: boolean; locked: boolean }): OutlineEntry[] {
  const outline: OutlineEntry[] = [];
  visit(tree, "element", (node) => {
    keepUnique(node, ids);
    if (node.tagName === "section" && node.properties.dataFootnotes !== undefined) return SKIP;
    if (!/^h[1-6]$/.test(node.tagName)) return undefined;
    visit(node, "element", (inner) => (inner === node ? undefined : keepUnique(inner, ids)));
    const level = Math.min(6, Number(node.tagName[1]) + (options.moveDown ? 1 : 0));
    const text = textOf(node).replace(/\s+/g, " ").trim();
    const slug = ids.slugger.slug(text) || ids.slugger.slug("section");
    const id = headingPrefix + slug;
    const own = typeof node.properties.id === "string" ? node.properties.id.slice(userPrefix.length) : null;
    if (own && !ids.targets.has(own)) ids.targets.set(own, id);
    ids.targets.set(slug, id);
    node.tagName = `h${level}`;
    node.properties.id = id;
    node.children.push(
      element("a", { className: ["heading-anchor"], href: `#${id}`, ariaHidden: "true", tabIndex: -1 }, [
        { type: "text", value: "#" },
      ]),
    );
    if ((level === 2 || level === 3) && text !== "") outline.push({ id, text, level, locked: options.locked });
    return SKIP;
  });
  visit(tree, "element", (node) => {
    if (node.tagName === "section" && node.properties.dataFootnotes !== undefined) {
      visit(node, "element", (inner) => keepUnique(inner, ids));
    }
  });
  return outline;
}

/** The first element keeps an id that is used twice. */
function keepUnique(node: Element, ids: Ids): void {
  const id = node.properties.id;
  if (typeof id !== "string") return;
  if (ids.seen.has(id)) delete node.properties.id;
  else {
    ids.seen.add(id);
    const name = id.startsWith(userPrefix) ? id.slice(userPrefix.length) : id;
    if (!ids.targets.has(name)) ids.targets.set(name, id);
  }
}

/** Rewrites addresses, marks foreign links, makes images load late; returns the images' addresses as written. */
export function furnishLinks(
  tree: Root,
  ids: Ids | null,
  rewrite: RenderOptions["rewriteUrl"],
  warnings: MarkdownWarning[],
): string[] {
  const images: string[] = [];
  visit(tree, "element", (node, index, parent) => {
    if (node.tagName === "a") furnishLink(node, ids, rewrite);
    if (node.tagName !== "img" || !parent || index === undefined) return;
    const alt = String(node.properties.alt ?? "");
    const src = String(node.properties.src ?? "");
    if (src === "") {
      warnings.push({ code: "image-refused", detail: alt.slice(0, 60) });
      parent.children[index] = { type: "text", value: alt === "" ? "[…]" : `[${alt}]` };
      return;
    }
    images.push(src);
    if (!furnishImage(node, src, rewrite)) {
      parent.children[index] = { type: "text", value: `[${alt || src}]` };
      return;
    }
    if (alt === "") warnings.push({ code: "image-without-alt", detail: src.slice(-60) });
    node.properties.alt = alt;
  });
  return images;
}

function furnishLink(node: Element, ids: Ids | null, rewrite: RenderOptions["rewriteUrl"]): void {
  const href = node.properties.href;
  if (typeof href !== "string" || href === "") return;
  if (node.properties.className?.toString() === "heading-anchor") return;
  if (href.startsWith("#")) {
    if (ids) node.properties.href = `#${ids.targets.get(decode(href.slice(1))) ?? href.slice(1)}`;
    else delete node.properties.href;
    return;
  }
  const found = rewrite?.(href, "link") ?? null;
  const url = found === null ? href : typeof found === "string" ? found : found.url;
  if (url === "" || !isSafe(url)) {
    delete node.properties.href;
    return;
  }
  node.properties.href = url;
  if (isForeign(url)) node.properties.rel = ["nofollow", "ugc", "noopener"];
}

function furnishImage(node: Element, src: string, rewrite: RenderOptions["rewriteUrl"]): boolean {
  const found = rewrite?.(src, "image") ?? null;
  const changed = typeof found === "string" ? { url: found } : found;
  if (changed?.url === "") return false;
  if (changed && isSafe(changed.url)) {
    node.properties.src = changed.url;
    if ("width" in changed && node.properties.width === undefined && node.properties.height === undefined) {
      node.properties.width = changed.width;
      node.properties.height = changed.height;
    }
  }
  if (isForeign(String(node.properties.src))) node.properties.referrerPolicy = "no-referrer";
  node.properties.loading = "lazy";
  node.properties.decoding = "async";
  return true;
}

const isForeign = (url: string) => /^(?:https?:)?\/\//i.test(url.replace(/\\/g, "/"));

/** The hook is ours, but what it is built from is not. */
const isSafe = (url: string) => /^(?:https?:\/\/|mailto:|[^:]*$|[^:]*[/?#])/i.test(url);

function decode(text: string): string {
  try {
    return decodeURIComponent(text).toLowerCase();
  } catch {
    return text;
  }
}

/** Tables scroll inside their own region; check boxes get the words of their line as a name. */
export function furnishTables(tree: Root, labels: MarkdownLabels): void {
  visit(tree, "element", (node, index, parent) => {
    if (node.tagName === "li") nameCheckbox(node);
    if (node.tagName === "th") {
      if (textOf(node).trim() === "" && !node.children.some((child) => child.type === "element")) node.tagName = "td";
      else if (parent?.type === "element" && parent.tagName === "tr") node.properties.scope ??= "col";
    }
    if (node.tagName !== "table" || !parent || index === undefined) return undefined;
    if (parent.type === "element" && String(parent.properties.className) === "table-scroll") return undefined;
    const region = { className: ["table-scroll"], role: "region", tabIndex: 0, ariaLabel: labels.table };
    parent.children[index] = element("div", region, [node]);
    return index;
  });
}

function nameCheckbox(item: Element): void {
  visit(item, "element", (node) => {
    if (node.tagName === "input") node.properties.ariaLabel = textOf(item).trim().slice(0, 80) || "–";
  });
}

import path from "node:path";
import { slug as githubSlug } from "github-slugger";
import { headingPrefix } from "@/lib/platform/markdown/furnish";
import type { RewrittenUrl } from "@/lib/platform/markdown/types";
import type { FrontMatter, SourceFile, StoredSource } from "./types";

/** Where an address in an article leads. */
export type Target =
  | { kind: "article"; path: string; hash: string }
  | { kind: "picture"; path: string }
  | { kind: "remote" }
  | { kind: "page"; hash: string }
  | { kind: "dead" };

/** Stands before an address that names a note wherever it is (see dialects.ts). Looks like a path, so cleaning keeps it. */
export const wikiPrefix = "~wiki/";

interface Linkable {
  path: string;
  front: Pick<FrontMatter, "addresses">;
}

/** Finds what relative, absolute, wiki and old addresses mean within one source. */
export class LinkMap {
  readonly #articles = new Map<string, string>();
  readonly #addresses = new Map<string, string>();
  readonly #names = new Map<string, string>();
  readonly #pictures = new Map<string, string>();

  constructor(articles: Linkable[], files: Iterable<SourceFile>) {
    for (const { path: at, front } of articles) {
      this.#articles.set(at.toLowerCase(), at);
      keepFirst(this.#names, nameOf(at), at);
      for (const address of front.addresses) keepFirst(this.#addresses, normalAddress(address), at);
    }
    for (const file of files) {
      if (file.kind !== "picture") continue;
      this.#pictures.set(file.path.toLowerCase(), file.path);
      keepFirst(this.#names, path.posix.basename(file.path).toLowerCase(), file.path);
    }
  }

  /** What `url` leads to, written in the article at `from`. */
  resolve(url: string, from: string, kind: "link" | "image"): Target {
    const trimmed = url.trim();
    if (trimmed.startsWith("#")) return { kind: "page", hash: trimmed.slice(1) };
    if (trimmed.startsWith(wikiPrefix)) return this.#wiki(trimmed.slice(wikiPrefix.length), kind);
    if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(trimmed)) return { kind: "remote" };
    const [, address = "", hash = ""] = /^([^?#]*)(?:\?[^#]*)?(?:#(.*))?$/s.exec(trimmed) ?? [];
    const plain = decode(address).normalize("NFC").replace(/\\/g, "/");
    const candidates = plain.startsWith("/")
      ? [plain.slice(1), path.posix.join(path.posix.dirname(from), plain.slice(1))]
      : [path.posix.join(path.posix.dirname(from), plain), plain];
    if (kind === "image") {
      const picture = first(candidates, (candidate) => this.#pictures.get(clean(candidate)));
      return picture ? { kind: "picture", path: picture } : { kind: "dead" };
    }
    const old = first([plain, ...candidates], (candidate) => this.#addresses.get(normalAddress(candidate)));
    const article = old ?? first(candidates, (candidate) => this.#article(candidate));
    if (article) return { kind: "article", path: article, hash };
    const picture = first(candidates, (candidate) => this.#pictures.get(clean(candidate)));
    return picture ? { kind: "picture", path: picture } : { kind: "dead" };
  }

  #article(candidate: string): string | undefined {
    const base = clean(candidate).replace(/\/+$/, "");
    if (base.startsWith("..")) return undefined;
    const stem = base.replace(/\.(?:html?|md|mdx|markdown)$/, "");
    const inside = stem === "" ? "" : `${stem}/`;
    const names = [base, ...endings.map((ending) => stem + ending)];
    for (const index of ["readme", "index", "_index"]) names.push(...endings.map((ending) => inside + index + ending));
    return first(names, (name) => this.#articles.get(name));
  }

  #wiki(encoded: string, kind: "link" | "image"): Target {
    const [, target = "", hash = ""] = /^([^#]*)(?:#(.*))?$/s.exec(encoded) ?? [];
    const name = decode(target).normalize("NFC").toLowerCase();
    const found = this.#articles.get(name) ?? this.#articles.get(`${name}.md`) ?? this.#pictures.get(name);
    const at = found ?? this.#names.get(name.split("/").at(-1)!);
    if (!at) return { kind: "dead" };
    const isPicture = this.#pictures.has(at.toLowerCase());
    if (isPicture) return { kind: "picture", path: at };
    return kind === "image" ? { kind: "dead" } : { kind: "article", path: at, hash };
  }
}

const endings = [".md", ".mdx", ".markdown"];

const clean = (candidate: string) => path.posix.normalize(candidate).replace(/^\.\//, "").toLowerCase();

const nameOf = (at: string) =>
  path.posix
    .basename(at)
    .replace(/\.(?:md|mdx|markdown)$/i, "")
    .toLowerCase();

/** "/docs/x.html", "docs/x/" and "/docs/x" are one address. */
function normalAddress(address: string): string {
  return decode(address)
    .toLowerCase()
    .replace(/[?#].*$/s, "")
    .replace(/\.html?$|\/index\.html?$/, "")
    .replace(/^(?:\.?\/)+|\/+$/g, "");
}

function keepFirst(map: Map<string, string>, key: string, value: string): void {
  if (key !== "" && !map.has(key)) map.set(key, value);
}

function first<T, R>(items: T[], of: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = of(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Says whether a source has a note or picture of that name, as `[[name]]` means it. */
export function noteNames(files: Iterable<SourceFile>): (name: string) => boolean {
  const names = new Set<string>();
  for (const { path: at, kind } of files) {
    if (kind === "markdown") names.add(nameOf(at));
    if (kind !== "other") names.add(path.posix.basename(at).toLowerCase());
  }
  return (name) => names.has(name.normalize("NFC").toLowerCase().split("/").at(-1)!);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The address of a heading in another article: its id is made from its words, as its old site made it. */
export function postAddress(communitySlug: string, postSlug: string, hash: string): RewrittenUrl {
  const anchor = hash === "" ? "" : `#${headingPrefix}${githubSlug(decode(hash))}`;
  return `/c/${communitySlug}/posts/${postSlug}${anchor}`;
}

/** Addresses that a text mentions, found without parsing: for the digest and for preparing pictures, not for output. */
export function mentionedAddresses(markdown: string): { url: string; kind: "link" | "image" }[] {
  const found: { url: string; kind: "link" | "image" }[] = [];
  const inline =
    /(!?)\[[^\]\n]{0,500}\]\(\s*(?:<([^>\n]{1,1000})>|([^\s()]{1,1000}(?:\([^\s()]{0,200}\)[^\s()]{0,200})?))/g;
  for (const match of markdown.matchAll(inline))
    found.push({ url: match[2] ?? match[3]!, kind: match[1] ? "image" : "link" });
  for (const match of markdown.matchAll(/^ {0,3}\[[^\]\n]{1,200}\]:[ \t]*<?([^\s>]{1,1000})/gm)) {
    found.push({ url: match[1]!, kind: "link" }, { url: match[1]!, kind: "image" });
  }
  for (const match of markdown.matchAll(
    /<(img|a)\b[^>]{0,1000}?\b(?:src|href)\s*=\s*(?:"([^"]{1,1000})"|'([^']{1,1000})'|([^\s"'>]{1,1000}))/gi,
  )) {
    found.push({ url: match[2] ?? match[3] ?? match[4]!, kind: match[1]!.toLowerCase() === "img" ? "image" : "link" });
  }
  return found;
}

/**
 * Rewrites the addresses of an imported post that is edited here: its Markdown keeps the source's own relative links,
 * and they still lead to the same articles and pictures. What leads nowhere keeps its words.
 */
export function rewriteStored(source: StoredSource, communitySlug: string) {
  const pictures = new Map(source.pictures.flatMap((file) => (file.path ? [[file.path, file] as const] : [])));
  const links = new LinkMap(
    [...source.slugs.keys()].map((path) => ({ path, front: { addresses: [] } })),
    [...pictures.keys()].map((path) => ({ path, absolute: "", size: 0, kind: "picture" as const })),
  );
  return (url: string, kind: "link" | "image"): RewrittenUrl => {
    const target = links.resolve(url, source.path, kind);
    if (target.kind === "article") return postAddress(communitySlug, source.slugs.get(target.path)!, target.hash);
    if (target.kind === "picture") {
      const { id, width, height } = pictures.get(target.path)!;
      return { url: `/api/files/${id}`, width: width ?? undefined, height: height ?? undefined };
    }
    // An address on this site was typed here, not imported.
    return target.kind === "dead" && !url.startsWith("/") ? "" : null;
  };
}

import "server-only";
import { createHash } from "node:crypto";
import path from "node:path";
import { languageOf } from "@/lib/posts/language";
import { slugFor } from "@/lib/posts/slug";
import { convertDialects } from "./dialects";
import { splitFrontMatter } from "./front-matter";
import { LinkMap, mentionedAddresses, noteNames } from "./links";
import { inReadingOrder } from "./order";
import { readSourceFile, readSourceText, tooBigArticles } from "./scan-folder";
import type { Article, Existing, FrontMatter, PlanRow, Problem, SkipReason, Source } from "./types";

export interface Plan {
  rows: PlanRow[];
  /** In reading order. */
  articles: Article[];
  links: LinkMap;
}

/** What the import is for besides its texts; part of every digest, so that a changed audience is a change. */
export type DigestSeed = Record<string, string | null>;

type Draft = Omit<Article, "slug" | "digest">;

/**
 * What importing `source` would do, row by row in reading order. Addresses are decided here, because links between
 * articles need them before the first is rendered: a known article keeps its own. `onlyAuthor` leaves other members' posts alone.
 */
export async function planImport(
  source: Source,
  existing: Existing,
  seed: DigestSeed,
  onlyAuthor: string | null = null,
): Promise<Plan> {
  const drafts: Draft[] = [];
  const skipped: PlanRow[] = tooBigArticles(source.problems).map((problem) => skip(problem.path, "too-big", [problem]));
  const knowsNote = noteNames(source.files.values());
  let summary: string | null = null;
  for (const file of source.files.values()) {
    if (file.kind !== "markdown") continue;
    const read = await readSourceText(file);
    if (typeof read === "string") {
      skipped.push(skip(file.path, read, [{ path: file.path, code: read }]));
      continue;
    }
    if (/^(?:.*\/)?summary\.md$/i.test(file.path) && isContents(read.text)) {
      if (!file.path.includes("/")) summary = read.text;
      skipped.push(skip(file.path, "contents", []));
      continue;
    }
    const draft = draftOf(file.path, read.text, knowsNote);
    if (draft.markdown.trim() === "") skipped.push(skip(file.path, "empty", draft.problems));
    else drafts.push(draft);
  }
  const ordered = inReadingOrder(drafts, summary);
  const slugs = chooseSlugs(ordered, existing);
  const links = new LinkMap(ordered, source.files.values());
  const pictures = new Map<string, string>();
  const articles: Article[] = [];
  for (const draft of ordered) {
    const slug = slugs.get(draft.path)!;
    const digest = await digestOf(draft, seed, links, slugs, source, pictures);
    articles.push({ ...draft, slug, digest });
  }
  return { rows: [...articles.map((article) => rowOf(article, existing, onlyAuthor)), ...skipped], articles, links };
}

function skip(at: string, reason: SkipReason, problems: Problem[]): PlanRow {
  return { path: at, action: "skip", title: titleFromName(at), slug: "", reason, problems, warnings: [] };
}

function rowOf(article: Article, existing: Existing, onlyAuthor: string | null): PlanRow {
  const known = existing.bySourcePath.get(article.path);
  if (known && onlyAuthor !== null && known.authorId !== onlyAuthor) {
    return { ...skip(article.path, "other-author", [...article.problems]), title: article.title };
  }
  const action = !known ? "create" : known.digest === article.digest ? "unchanged" : "change";
  const { path: at, title, slug, problems } = article;
  return { path: at, action, title, slug, problems: [...problems], warnings: [] };
}

function draftOf(at: string, text: string, knowsNote: (name: string) => boolean): Draft {
  const { front, body, broken } = splitFrontMatter(text.replace(/^\uFEFF/, ""));
  const { markdown, problems } = convertDialects(body, at, knowsNote);
  if (broken !== null) problems.unshift({ path: at, code: "front-matter", detail: broken });
  const heading = firstHeading(markdown);
  const title = (front.title ?? heading?.text ?? titleFromName(at)).slice(0, 200);
  const repeated = heading && (front.title === undefined || sameWords(heading.text, front.title));
  return {
    path: at,
    front,
    title,
    lang: front.lang?.toLowerCase().startsWith("zh")
      ? "zh-CN"
      : front.lang?.toLowerCase().startsWith("en")
        ? "en"
        : languageOf(markdown),
    markdown: repeated ? markdown.slice(0, heading.start) + markdown.slice(heading.end) : markdown,
    problems,
  };
}

/** The first-level heading a text begins with, after blank lines and comments: the page shows the title already. */
function firstHeading(markdown: string): { text: string; start: number; end: number } | null {
  const match =
    /^((?:\s*<!--(?:(?!-->)[\s\S]){0,2000}-->)*\s*)(?:#[ \t]+([^\n]+?)[ \t]*#*[ \t]*(?:\n|$)|([^\n#>|\s-][^\n]*)\n=+[ \t]*(?:\n|$))/.exec(
      markdown,
    );
  const raw = match?.[2] ?? match?.[3];
  if (!match || !raw) return null;
  const text = plain(raw);
  return text === "" ? null : { text, start: match[1]!.length, end: match[0].length };
}

function plain(inline: string): string {
  return inline
    .replace(/<[^>]{0,200}>/g, "")
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/[*_`]+/g, "")
    .replace(/\\([\\`*_{}[\]()#+.!-])/g, "$1")
    .replace(/\s+/g, " ")
    .trim();
}

const sameWords = (a: string, b: string) => words(a) === words(b);
const words = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

/** "02-mysql_index.md" → "mysql index"; an index is called after its folder. */
function titleFromName(at: string): string {
  return stemOf(at).replace(/[-_]+/g, " ").trim() || at;
}

/** A file's name without ending, leading date and number; an index takes its folder's. */
function stemOf(at: string): string {
  const parts = at.replace(/\.(?:md|markdown|mdx)$/i, "").split("/");
  const last = parts.pop()!;
  const name = /^(?:_?index|readme)$/i.test(last) && parts.length > 0 ? parts.pop()! : last;
  const bare = name
    .replace(/^_+/, "")
    .replace(/^\d{4}-\d{2}-\d{2}-/, "")
    .replace(/^\d{1,4}(?:[-_. ]+)(?=\D)/, "");
  return bare === "" ? name : bare;
}

/** Contents pages of mdBook and GitBook: nothing but headings and links. */
function isContents(text: string): boolean {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const links = lines.filter((line) => /^\s*(?:[-*+]|\d+\.)?\s*\[[^\]]*\]\([^)]*\)\s*$/.test(line));
  return links.length > 0 && lines.every((line) => links.includes(line) || /^\s*(?:#|[-*_]{3,}\s*$|<!--)/.test(line));
}

/** Front matter's slug, the last part of its permalink, or the file's name; unique, and unchanged for known articles. */
function chooseSlugs(drafts: Draft[], existing: Existing): Map<string, string> {
  const slugs = new Map<string, string>();
  const taken = new Set(existing.slugs);
  for (const { path: at } of drafts) {
    const known = existing.bySourcePath.get(at);
    if (known) slugs.set(at, known.slug);
  }
  for (const { path: at, front } of drafts) {
    if (slugs.has(at)) continue;
    const slug = freeSlug(wishedSlug(at, front), at, taken);
    taken.add(slug);
    slugs.set(at, slug);
  }
  return slugs;
}

function wishedSlug(at: string, front: FrontMatter): string {
  const address = front.slug ?? front.addresses[0];
  const last = address
    ?.replace(/[?#].*$/, "")
    .replace(/\/+$/, "")
    .split("/")
    .at(-1)
    ?.replace(/\.html?$/i, "");
  return slugFor(last && !/^[:{]/.test(last) ? last : stemOf(at));
}

function freeSlug(wished: string, at: string, taken: Set<string>): string {
  if (!taken.has(wished)) return wished;
  const folder = path.posix.dirname(at).split("/").at(-1)!;
  const longer = folder === "." ? wished : slugFor(`${folder} ${wished}`);
  if (!taken.has(longer)) return longer;
  for (let n = 2; ; n++) {
    const numbered = `${longer.slice(0, 74)}-${n}`;
    if (!taken.has(numbered)) return numbered;
  }
}

async function digestOf(
  draft: Draft,
  seed: DigestSeed,
  links: LinkMap,
  slugs: Map<string, string>,
  source: Source,
  pictures: Map<string, string>,
): Promise<string> {
  const targets: string[] = [];
  for (const { url, kind } of mentionedAddresses(draft.markdown)) {
    const target = links.resolve(url, draft.path, kind);
    if (target.kind === "article") targets.push(`${url} ${slugs.get(target.path)}`);
    if (target.kind !== "picture") continue;
    let digest = pictures.get(target.path);
    if (digest === undefined) {
      const bytes = await readSourceFile(source.files.get(target.path)!);
      digest = createHash("sha256")
        .update(bytes ?? "")
        .digest("hex");
      pictures.set(target.path, digest);
    }
    targets.push(`${url} ${digest}`);
  }
  const { front, title, lang, markdown } = draft;
  return createHash("sha256")
    .update(JSON.stringify([seed, front, title, lang, markdown, targets]))
    .digest("hex");
}

import type { RefusedPicture } from "@/lib/media/types";
import type { MarkdownWarning } from "@/lib/platform/markdown/types";

/** A file of a source, not read yet. `path` is relative, with slashes, in Unicode NFC. */
export interface SourceFile {
  path: string;
  absolute: string;
  size: number;
  kind: "markdown" | "picture" | "other";
}

/** Sentences: `exchange.problem.<code>`. */
export type ProblemCode =
  | "symlink"
  | "bad-name"
  | "too-deep"
  | "too-many-files"
  | "too-big"
  | "not-utf8"
  | "unreadable"
  | "zip-damaged"
  | "zip-encrypted"
  | "zip-outside"
  | "zip-too-big"
  | "zip-ratio"
  | "zip-nested"
  | "front-matter"
  | "construct"
  | "comment-dropped"
  | "include"
  | "dead-link"
  | "picture-missing"
  | "picture-refused"
  | "failed";

export interface Problem {
  path: string;
  code: ProblemCode;
  line?: number;
  detail?: string;
  picture?: RefusedPicture;
}

export interface Source {
  files: Map<string, SourceFile>;
  problems: Problem[];
}

/** Why an article is left out. Sentences: `exchange.skip.<code>`. */
export type SkipReason = "other-author" | "empty" | "contents" | "not-utf8" | "too-big" | "unreadable" | "failed";

/** What a text says about itself. */
export interface FrontMatter {
  title?: string;
  slug?: string;
  excerpt?: string;
  lang?: string;
  publishedAt?: Date;
  draft: boolean;
  order?: number;
  /** Old addresses: permalink, url, path, aliases. Links may use them. */
  addresses: string[];
}

export interface Article {
  path: string;
  front: FrontMatter;
  title: string;
  slug: string;
  lang: string;
  /** The text as it will be stored: without front matter, dialects turned into ours. */
  markdown: string;
  digest: string;
  problems: Problem[];
}

export interface PlanRow {
  path: string;
  action: "create" | "change" | "unchanged" | "skip";
  title: string;
  slug: string;
  reason?: SkipReason;
  problems: Problem[];
  warnings: MarkdownWarning[];
}

export interface Report {
  dryRun: boolean;
  created: number;
  changed: number;
  unchanged: number;
  skipped: number;
  rows: PlanRow[];
  /** Problems that belong to no article: refused files. */
  problems: Problem[];
  /** Pictures from the folder that articles show. */
  pictures: number;
  /** Links between articles that lead to the new addresses. */
  links: number;
  deadLinks: number;
  remotePictures: number;
}

/** What the community already has from earlier imports, and which addresses are taken. */
export interface Existing {
  bySourcePath: Map<string, { postId: string; slug: string; digest: string | null; authorId: string }>;
  slugs: Set<string>;
}

/** What the database knows of an imported post's source: enough to make its relative links mean the same again. */
export interface StoredSource {
  path: string;
  /** Slugs of every imported article of the community by its path. */
  slugs: ReadonlyMap<string, string>;
  pictures: { id: string; path: string | null; width: number | null; height: number | null }[];
}

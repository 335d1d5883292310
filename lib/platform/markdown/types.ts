import type { OutlineEntry } from "@/db/schema/posts";

/** Something in a text that was changed, dropped or could not be shown, for its author. Codes are below `media.markdown.warning`. */
export interface MarkdownWarning {
  code: WarningCode;
  line?: number;
  /** The construct itself, shortened; never a sentence. */
  detail: string;
}

export type WarningCode =
  | "nested-too-deep"
  | "too-many-marks"
  | "html-too-deep"
  | "unknown-tag"
  | "unsafe-html"
  | "pay-line-hidden"
  | "math-error"
  | "code-too-long"
  | "table-too-wide"
  | "image-without-alt"
  | "image-refused"
  | "unrenderable";

export interface ImageFound {
  src: string;
  /** True when it stands above the pay line of a paid text: everybody may see it then. */
  inTeaser: boolean;
}

/**
 * A link's or image's new address; null leaves it as it is; "" takes it away and keeps its words. Sizes keep the page
 * from jumping while it loads.
 */
export type RewrittenUrl = string | { url: string; width?: number; height?: number } | null;

export interface MarkdownLabels {
  copy: string;
  table: string;
  footnotes: string;
  footnoteBack: string;
  alerts: Record<AlertKind, string>;
}

export const alertKinds = ["note", "tip", "important", "warning", "caution"] as const;
export type AlertKind = (typeof alertKinds)[number];

export interface RenderOptions {
  /** True when not everybody may read the text: the pay line then divides it. For public texts it means nothing. */
  paid: boolean;
  /** The author's own summary. A paid text without a pay line has no other excerpt. */
  excerpt?: string;
  /** The text's language: its labels ("Copy", "Note") are baked into the HTML. Default: English. */
  lang?: string;
  rewriteUrl?: (url: string, kind: "link" | "image") => RewrittenUrl;
}

export interface Rendered {
  pipelineVersion: number;
  /** What stands above the pay line; "" for public texts and for paid ones without a pay line. */
  teaserHtml: string;
  bodyHtml: string;
  /** Plain text of at most 200 characters, from what everybody may read only. */
  excerpt: string;
  outline: OutlineEntry[];
  readingMinutes: number;
  lockedMinutes: number;
  lockedSections: number;
  lockedCodeBlocks: number;
  words: number;
  warnings: MarkdownWarning[];
  images: ImageFound[];
  plainTeaser: string;
  plainBody: string;
}

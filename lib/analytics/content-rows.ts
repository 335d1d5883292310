import { z } from "zod";
import type { Words } from "@/lib/i18n/words";
import { type PostLink, postCell } from "./activity-rows";
import { share, text } from "./cells";
import { localTime } from "./local-times";
import type { FigureRow, FigureRows } from "./rows";

/** Figures of the content page whose rows can be opened. */
const figures = ["joins", "payments", "readers"] as const;
export type ContentFigure = (typeof figures)[number];
const Figure = z.enum(figures);

/** What is asked for: all conversions, those of one post, or a post's readers. */
export interface ContentQuestion {
  figure: ContentFigure;
  postId: string | null;
}

/** Null when there is no such figure, or not for this viewer: the page does not exist then. */
export function contentQuestion(
  figure: string | undefined,
  at: string | undefined,
  seesRevenue: boolean,
): ContentQuestion | null {
  const named = Figure.safeParse(figure);
  if (!named.success || (named.data === "payments" && !seesRevenue)) return null;
  if (named.data === "readers" && at === undefined) return null;
  return { figure: named.data, postId: at ?? null };
}

/** One row behind a figure of content. */
export type ContentRow =
  | { of: "conversion"; id: string; person: FigureRow["person"]; at: Date; post: PostLink | null; isCredited: boolean }
  | { of: "reader"; id: string; person: FigureRow["person"]; at: Date; progress: number; completedAt: Date | null };

/** Headings of the cells after the person. */
export function contentColumns(figure: ContentFigure, words: Words): FigureRows["columns"] {
  const names = figure === "readers" ? (["lastRead", "progress", "completed"] as const) : (["when"] as const);
  const columns = names.map((name) => ({
    label: words.t(`activity.content.rows.${name}`),
    numeric: name === "progress",
  }));
  return figure === "readers"
    ? columns
    : [...columns, { label: words.t("activity.content.column.title"), numeric: false }];
}

/** One row with its words. */
export function contentFigureRow(
  row: ContentRow,
  { slug, zone, words }: { slug: string; zone: string; words: Words },
): FigureRow {
  const when = text(localTime(row.at, zone));
  if (row.of === "reader") {
    const done = text(row.completedAt ? localTime(row.completedAt, zone) : null);
    return { key: row.id, person: row.person, cells: [when, share(row.progress / 100), done] };
  }
  const post = row.isCredited ? postCell(row.post, slug, words) : text(words.t("activity.content.rows.none"));
  return { key: row.id, person: row.person, cells: [when, post] };
}

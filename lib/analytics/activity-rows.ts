import { z } from "zod";
import type { Words } from "@/lib/i18n/words";
import { type InteractionKind, interactionKinds } from "./activity";
import { type Cell, count, decimal, text } from "./cells";
import { localTime } from "./local-times";
import type { Range } from "./ranges";
import type { RowCursor } from "./row-cursor";
import type { FigureRow, FigureRows } from "./rows";

/** Figures of the activity page whose rows can be opened. */
const figures = ["interactions", "active", "contributors", "unanswered", "asked"] as const;
export type ActivityFigure = (typeof figures)[number];
const Figure = z.enum(figures);
const Kind = z.enum(interactionKinds);

/** What is asked for: a figure, and of interactions those of one day, month or kind. */
export interface ActivityQuestion {
  figure: ActivityFigure;
  /** The days asked for: all of the range, or some. */
  days: readonly string[];
  kind: InteractionKind | null;
}

/** Null when there is no such figure, or nothing of that name in the range: the page does not exist then. */
export function activityQuestion(
  figure: string | undefined,
  at: string | undefined,
  { days }: Range,
): ActivityQuestion | null {
  const named = Figure.safeParse(figure);
  if (!named.success) return null;
  const whole = { figure: named.data, days, kind: null };
  if (at === undefined) return whole;
  if (named.data !== "interactions") return null;
  const kind = Kind.safeParse(at);
  if (kind.success) return { ...whole, kind: kind.data };
  const within = days.filter((day) => day === at || day.slice(0, 7) === at);
  return within.length === 0 ? null : { ...whole, days: within };
}

/** A post as a row shows it: its title is a public fact, and where it stands. */
export interface PostLink {
  title: string;
  slug: string;
}

type Person = FigureRow["person"];

/** One row behind a figure of activity. */
export type ActivityRow =
  | { of: "interaction"; id: string; person: Person; at: Date; kind: InteractionKind; post: PostLink | null }
  | { of: "person"; id: string; person: Person; interactions: number; written: number; number: number }
  | { of: "asked"; id: string; person: Person; kind: string; post: PostLink | null; at: Date; repliedAt: Date | null };

/** Where the list goes on after a row. */
export function cursorOfRow(row: ActivityRow): RowCursor {
  return { number: row.of === "person" ? row.number : row.at.getTime(), id: row.id };
}

interface RowContext {
  slug: string;
  zone: string;
  words: Words;
  /** Until when what waits has waited. */
  asOf: Date;
}

type ColumnName = keyof typeof import("@/lib/i18n/messages/en/activity").default.column;

const columnNames: Record<ActivityFigure, { name: ColumnName; numeric: boolean }[]> = {
  interactions: [column("when"), column("kind"), column("post")],
  active: [column("interactions", true), column("written", true)],
  contributors: [column("written", true), column("interactions", true)],
  unanswered: [column("when"), column("kind"), column("post"), column("waited", true)],
  asked: [column("when"), column("kind"), column("post"), column("reply"), column("waited", true)],
};

function column(name: ColumnName, numeric = false) {
  return { name, numeric };
}

/** Headings of the cells after the person. */
export function activityColumns(figure: ActivityFigure, words: Words): FigureRows["columns"] {
  return columnNames[figure].map(({ name, numeric }) => ({ label: words.t(`activity.column.${name}`), numeric }));
}

/** One row with its words. */
export function activityFigureRow(row: ActivityRow, figure: ActivityFigure, context: RowContext): FigureRow {
  return { key: row.id, person: row.person, cells: cellsOf(row, figure, context) };
}

function cellsOf(row: ActivityRow, figure: ActivityFigure, { slug, zone, words, asOf }: RowContext): Cell[] {
  const { t } = words;
  if (row.of === "person") {
    const counts = [count(row.interactions), count(row.written)];
    return figure === "active" ? counts : counts.reverse();
  }
  const when = text(localTime(row.at, zone));
  const post = postCell(row.post, slug, words);
  if (row.of === "interaction") return [when, text(t(`activity.rows.kind.${row.kind}`)), post];
  const kind = text(t(`activity.rows.kind.${row.kind === "question" ? "question" : "discussion"}`));
  const waited = decimal(((row.repliedAt ?? asOf).getTime() - row.at.getTime()) / 3_600_000);
  if (figure === "unanswered") return [when, kind, post, waited];
  return [when, kind, post, text(row.repliedAt ? localTime(row.repliedAt, zone) : null), waited];
}

/** The title with its address; a post the viewer may not know, or that is gone, has neither. */
export function postCell(post: PostLink | null, slug: string, words: Words): Cell {
  if (post === null) return text(words.t("activity.rows.postGone"));
  return { ...text(post.title), href: `/c/${slug}/posts/${post.slug}` };
}

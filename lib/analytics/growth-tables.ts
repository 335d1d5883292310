import type { Words } from "@/lib/i18n/words";
import { dayOf } from "@/lib/platform/calendar";
import { type Cell, type ChartTable, change, count, day, month, text, times } from "./cells";
import type { MemberGrowth } from "./member-growth";
import type { Scope } from "./periods";
import { planText, reasonName } from "./row-words";
import type { FigureRow, FigureRows } from "./rows";
import type { SpanRow } from "./span-figures";

/** The charts of the growth page that have a table and a CSV file. */
type GrowthChart = "summary" | "members" | "reasons";

type ColumnName = keyof typeof import("@/lib/i18n/messages/en/growth").default.column;

const columnsOf = (words: Words, texts: ColumnName[], numbers: ColumnName[]): ChartTable["columns"] => [
  ...texts.map((name) => ({ label: words.t(`growth.column.${name}`), numeric: false })),
  ...numbers.map((name) => ({ label: words.t(`growth.column.${name}`), numeric: true })),
];

/** The numbers of the page as tables, in one language. */
export function growthTables(growth: MemberGrowth, words: Words): Record<GrowthChart, ChartTable> {
  return {
    summary: summaryTable(growth, words),
    members: {
      columns: columnsOf(
        words,
        [byMonth(growth) ? "month" : "day"],
        ["members", "paying", "joined", "left", "payingStarted", "payingEnded"],
      ),
      rows: growth.points.map((point) => [
        byMonth(growth) ? month(point.name) : day(point.name),
        ...[point.members, point.paying, point.joined, point.left, point.payingStarted, point.payingEnded].map(count),
      ]),
    },
    reasons: {
      columns: columnsOf(words, ["whose", "reason"], ["count", "before"]),
      rows: growth.reasons.map((row) => [
        text(words.t(`growth.reasons.who.${row.scope}`)),
        text(reasonName(row.reason, words)),
        count(row.count),
        count(row.before),
      ]),
    },
  };
}

/** A year is shown by months, everything shorter by days. */
export const byMonth = ({ range }: Pick<MemberGrowth, "range">): boolean => range.key === "12m";

type FigureName = keyof typeof import("@/lib/i18n/messages/en/growth").default.figure;

function summaryTable({ members, membersBefore, paying, payingBefore }: MemberGrowth, words: Words): ChartTable {
  const row = (name: FigureName, value: Cell, before: Cell, arithmetic = ""): Cell[] => [
    text(words.t(`growth.figure.${name}`)),
    value,
    before,
    text(arithmetic),
  ];
  const growthOf = ({ from, to }: { from: number; to: number }) => `(${to} − ${from}) ÷ ${from}`;
  return {
    columns: [...columnsOf(words, ["figure"], ["value", "before"]), ...columnsOf(words, ["arithmetic"], [])],
    rows: [
      row("members", count(members.to), count(membersBefore.to)),
      row("joined", count(members.joined), count(membersBefore.joined)),
      row("returned", count(members.returned), count(membersBefore.returned)),
      row("left", count(members.left), count(membersBefore.left)),
      row("growth", change(members.netGrowth), change(membersBefore.netGrowth), growthOf(members)),
      row("ratio", times(members.ratio), times(membersBefore.ratio), `${members.to} ÷ ${members.from}`),
      row("paying", count(paying.to), count(payingBefore.to)),
      row("payingStarted", count(paying.joined), count(payingBefore.joined)),
      row("payingReturned", count(paying.returned), count(payingBefore.returned)),
      row("payingEnded", count(paying.left), count(payingBefore.left)),
      row("payingGrowth", change(paying.netGrowth), change(payingBefore.netGrowth), growthOf(paying)),
    ],
  };
}

/** The headings of rows of spans, after the person. */
export const spanColumns = (words: Words): FigureRows["columns"] =>
  columnsOf(words, ["began", "ended", "reason", "plan"], []);

/** A span as a row: since when, until when and why, and what is paid for. */
export function spanRow(row: SpanRow, zone: string, words: Words): FigureRow {
  return {
    key: `${row.memberId} ${row.startsAt.getTime()}`,
    person: row.person,
    cells: [
      day(dayOf(row.startsAt, zone)),
      row.endsAt ? day(dayOf(row.endsAt, zone)) : text(null),
      text(row.endsAt ? reasonName(row.endReason ?? "", words) : null),
      text(planText(row, words)),
    ],
  };
}

/** Whose ends a reason is about, as the figure whose rows can be opened. */
export const endFigure = (scope: Scope): "left" | "paying-ended" => (scope === "member" ? "left" : "paying-ended");

import { z } from "zod";
import type { Words } from "@/lib/i18n/words";
import { addMonths, dayOf, startOfMonth } from "@/lib/platform/calendar";
import { type Cell, day, money, text } from "./cells";
import type { RevenueRow } from "./queries/revenue-rows";
import { earlier, type Range } from "./ranges";
import type { RowCursor } from "./row-cursor";
import type { FigureRow, FigureRows } from "./rows";

/** The figures of the revenue page whose rows can be opened. */
export const revenueFigures = [
  "mrr",
  "new",
  "reactivation",
  "expansion",
  "contraction",
  "churn",
  "lost",
  "ended",
  "payments",
  "one-offs",
  "passes",
  "passes-due",
  "past-due",
] as const;
export const RevenueFigure = z.enum(revenueFigures);
export type RevenueFigure = z.infer<typeof RevenueFigure>;

const month = /^2\d{3}-(0[1-9]|1[0-2])$/;
const code = /^[A-Z]{3}$/;

/**
 * What the address's `at` narrows rows to, as words apart by a space: a calendar month (YYYY-MM) instead of the range,
 * and a currency (CNY) instead of the community's own.
 */
export function narrowedBy(
  at: string | undefined,
  range: Range,
  currency: string,
): { from: Date; to: Date; currency: string } {
  const parts = at?.split(" ") ?? [];
  const named = parts.find((part) => month.test(part));
  const stretch = named
    ? {
        from: startOfMonth(named, range.zone),
        to: earlier(startOfMonth(addMonths(named, 1), range.zone), range.to),
      }
    : { from: range.from, to: range.to };
  return { ...stretch, currency: parts.find((part) => code.test(part)) ?? currency };
}

export interface RevenueRowContext {
  words: Words;
  zone: string;
  productNames: ReadonlyMap<string, string>;
}

type ColumnName = keyof typeof import("@/lib/i18n/messages/en/revenue").default.column;
interface Column {
  name: ColumnName;
  numeric?: boolean;
  cell: (row: RevenueRow, context: RevenueRowContext) => Cell;
}

const dayCell = (at: Date | null, zone: string): Cell => (at ? day(dayOf(at, zone)) : text(null));
const amountCell = (amount: number | null, currency: string | null): Cell =>
  currency === null ? text(null) : money(amount, currency);

const monthly: Column = { name: "monthly", numeric: true, cell: (row) => amountCell(row.amount, row.currency) };
const currencyColumn: Column = { name: "currency", cell: (row) => text(row.currency) };
const since: Column = { name: "since", cell: (row, { zone }) => dayCell(row.at, zone) };
const until: Column = { name: "until", cell: (row, { zone }) => dayCell(row.until, zone) };
const product: Column = {
  name: "product",
  cell: (row, { productNames, words }) =>
    text((row.label && productNames.get(row.label)) || words.t("revenue.plans.nameless")),
};

const movementColumns: Column[] = [
  { name: "wasMonthly", numeric: true, cell: (row) => amountCell(row.before, row.currency) },
  { name: "isMonthly", numeric: true, cell: (row) => amountCell(row.amount, row.currency) },
  {
    name: "change",
    numeric: true,
    cell: (row) => amountCell((row.amount ?? 0) - (row.before ?? 0), row.currency),
  },
  currencyColumn,
];

const endColumns: Column[] = [
  since,
  { name: "ended", cell: (row, { zone }) => dayCell(row.until, zone) },
  { name: "reason", cell: (row, { words }) => text(reasonText(row.kind, words)) },
];

const moneyColumns: Column[] = [
  { name: "at", cell: (row, { zone }) => dayCell(row.at, zone) },
  { name: "kind", cell: (row, { words }) => text(words.t(`revenue.kind.${row.kind as "charge"}`)) },
  product,
  { name: "amount", numeric: true, cell: (row) => amountCell(row.amount, row.currency) },
  currencyColumn,
];

const columns: Record<RevenueFigure, Column[]> = {
  mrr: [since, monthly, currencyColumn],
  new: movementColumns,
  reactivation: movementColumns,
  expansion: movementColumns,
  contraction: movementColumns,
  churn: movementColumns,
  lost: endColumns,
  ended: endColumns,
  payments: moneyColumns,
  "one-offs": moneyColumns,
  passes: [
    product,
    since,
    until,
    { name: "price", numeric: true, cell: (row) => amountCell(row.before, row.currency) },
    monthly,
    currencyColumn,
  ],
  "passes-due": [
    product,
    until,
    { name: "price", numeric: true, cell: (row) => amountCell(row.amount, row.currency) },
    currencyColumn,
    { name: "again", cell: (row, { words }) => text(words.t(row.kind === "yes" ? "revenue.yes" : "revenue.no")) },
  ],
  "past-due": [since, monthly, currencyColumn],
};

/** Why somebody stopped paying, in words; what Stripe says in words of its own is "other". */
export function reasonText(reason: string | null, words: Words): string {
  return words.t(`revenue.reason.${reasons[reason ?? ""] ?? "other"}`);
}

type Reason = keyof typeof import("@/lib/i18n/messages/en/revenue").default.reason;
const reasons: Record<string, Reason> = {
  cancellation_requested: "cancelled",
  payment_failed: "failed",
  refunded: "refunded",
  payment_disputed: "disputed",
  disputed: "disputed",
  paused: "paused",
  left: "left",
};

/** The headings of a figure's rows. */
export const revenueColumns = (figure: RevenueFigure, words: Words): FigureRows["columns"] =>
  columns[figure].map(({ name, numeric = false }) => ({ label: words.t(`revenue.column.${name}`), numeric }));

/** A row as the page and its file show it. */
export const revenueRow = (figure: RevenueFigure, row: RevenueRow, context: RevenueRowContext): FigureRow => ({
  key: row.key,
  person: row.person,
  cells: columns[figure].map(({ cell }) => cell(row, context)),
});

/** Money is listed in the order in which it moved: that is how the payments are kept, and no other order is cheap. */
const listedByTime: readonly RevenueFigure[] = ["payments", "one-offs"];
export const isListedByTime = (figure: RevenueFigure): boolean => listedByTime.includes(figure);

/** Where the list of a figure goes on after a row. */
export function cursorOf({ at, key }: RevenueRow, figure: RevenueFigure): RowCursor {
  return { number: isListedByTime(figure) && at ? at.getTime() : 0, id: key };
}

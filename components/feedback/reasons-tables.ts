import { type ChartTable, count, money, month, share, text } from "@/lib/analytics/cells";
import type { Leaver } from "@/lib/feedback/loaders/reasons";
import {
  type EndKind,
  endKinds,
  involuntary,
  type Reason,
  type ReasonReport,
  reasonOrder,
} from "@/lib/feedback/reasons";
import type { Words } from "@/lib/i18n/words";

export const reasonTables = ["reasons", "months", "ends"] as const;
export type ReasonTable = (typeof reasonTables)[number];

const textual = (label: string) => ({ label, numeric: false });
const numeric = (label: string) => ({ label, numeric: true });

/** The tables of the page, as it shows them and as their files hold them. */
export function reasonTable(name: ReasonTable, report: ReasonReport, currency: string, words: Words): ChartTable {
  if (name === "reasons") return byReason(report, currency, words);
  return name === "months" ? byMonth(report, words) : byEnd(report, words);
}

function byReason({ reasons }: ReasonReport, currency: string, { t }: Words): ChartTable {
  return {
    columns: [
      textual(t("feedback.reasons.column.reason")),
      numeric(t("feedback.reasons.column.count")),
      numeric(t("feedback.reasons.column.share")),
      numeric(t("feedback.reasons.column.undone")),
      numeric(t("feedback.reasons.column.monthly")),
    ],
    rows: reasons.map((row) => [
      text(t(`feedback.reasons.reason.${row.reason}`)),
      count(row.count),
      share(row.share),
      count(row.undone),
      money(row.monthly, currency),
    ]),
  };
}

function byMonth({ months }: ReasonReport, { t }: Words): ChartTable {
  return {
    columns: [
      textual(t("feedback.reasons.column.month")),
      ...reasonOrder.map((reason) => numeric(t(`feedback.reasons.reason.${reason}`))),
      numeric(t("feedback.reasons.column.total")),
      numeric(t("feedback.reasons.column.undone")),
    ],
    rows: months.map((row) => [
      month(row.month),
      ...reasonOrder.map((reason) => count(row.byReason[reason])),
      count(row.total),
      count(row.undone),
    ]),
  };
}

function byEnd({ months }: ReasonReport, { t }: Words): ChartTable {
  return {
    columns: [
      textual(t("feedback.reasons.column.month")),
      ...endKinds.map((kind) => numeric(t(`feedback.reasons.end.${kind}`))),
    ],
    rows: months.map((row) => [month(row.month), ...endKinds.map((kind) => count(row.ends[kind]))]),
  };
}

/** What an end or a cancellation is called. */
export function whatText({ reason, end }: { reason: string | null; end: EndKind | null }, { t }: Words): string {
  if (end) return t(`feedback.reasons.end.${end}`);
  return t(`feedback.reasons.reason.${(reason ?? "none") as Reason}`);
}

/** Whether an end was the member's choice, the money's failing, or neither. */
export function groupOf(kind: EndKind): "chosen" | "involuntary" | "neither" {
  if (kind === "chosen") return "chosen";
  return involuntary.includes(kind) ? "involuntary" : "neither";
}

/** The people and dates behind the figures, as a file. */
export function leaversTable(rows: readonly Leaver[], words: Words): ChartTable {
  const { t } = words;
  const column = (key: "person" | "handle" | "date" | "reason" | "state" | "comment" | "currency") =>
    textual(t(`feedback.reasons.column.${key}`));
  return {
    columns: [
      column("person"),
      column("handle"),
      column("date"),
      column("reason"),
      column("state"),
      numeric(t("feedback.reasons.column.monthly")),
      column("currency"),
      column("comment"),
    ],
    rows: rows.map((row) => [
      text(row.person?.name ?? null),
      text(row.person?.handle ?? null),
      text(row.at.toISOString()),
      text(whatText(row, words)),
      text(row.end ? null : t(row.undone ? "feedback.reasons.kept" : "feedback.reasons.stands")),
      row.currency ? money(row.monthly, row.currency) : count(null),
      text(row.currency),
      text(row.comment || null),
    ]),
  };
}

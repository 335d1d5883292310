import type { Words } from "@/lib/i18n/words";
import { dayOf } from "@/lib/platform/calendar";
import { type ChartTable, count, day, month, share, text } from "./cells";
import type { CohortCell, CohortRow, RangeCell } from "./cohort-figures";
import type { CohortReport, Retention } from "./retention-report";
import { planText, reasonName } from "./row-words";
import type { FigureRow, FigureRows } from "./rows";

/** The charts of the retention page that have a table and a CSV file. */
type RetentionChart = "cohorts" | "staying";

/** The numbers of the page as tables, in one language. */
export function retentionTables(
  { report, staying, stayingBefore }: Retention,
  words: Words,
): Record<RetentionChart, ChartTable> {
  const { t } = words;
  const column = (label: string, numeric = true) => ({ label, numeric });
  return {
    cohorts: cohortTable(report, words),
    staying: {
      columns: [
        column(t("growth.column.figure"), false),
        column(t("growth.column.value")),
        column(t("growth.column.size")),
        column(t("growth.column.before")),
      ],
      rows: [
        [
          text(t("growth.retention.staying.kept")),
          share(staying.retainedShare),
          count(staying.retained),
          share(stayingBefore.retainedShare),
        ],
        [
          text(t("growth.retention.staying.unbroken")),
          share(staying.continuousShare),
          count(staying.continuous),
          share(stayingBefore.continuousShare),
        ],
      ],
    },
  };
}

/** A cohort table as rows: shares, and for renewals how many terms each is a share of. */
export function cohortTable(report: CohortReport, words: Words): ChartTable {
  const { t } = words;
  const { unit } = report.question;
  const columns = reachedColumns(report);
  const nameOf = unit === "month" ? month : day;
  const people = report.cohorts.reduce((sum, cohort) => sum + cohort.size, 0);
  return {
    columns: [
      { label: t("growth.column.cohort"), numeric: false },
      { label: t("growth.column.size"), numeric: true },
      ...columns.map((k) => ({ label: columnLabel(report, k, words), numeric: true })),
    ],
    rows: [
      ...report.cohorts.map((cohort) => [
        nameOf(cohort.name),
        count(cohort.size),
        // Blank where nothing is to be said yet; a dash where nobody began.
        ...columns.map((k) => (cohort.retained[k] === null ? text("") : share(cohort.shares[k] ?? null))),
      ]),
      [
        text(t("growth.retention.average")),
        count(people),
        ...columns.map((k) => (report.averages[k] === null ? text("") : share(report.averages[k] ?? null))),
      ],
    ],
  };
}

/** What stands above column k. */
export function columnLabel({ question: { unit, variant } }: CohortReport, k: number, { t }: Words): string {
  if (variant === "renewal") return t("growth.retention.term", { k: k + 1 });
  if (k > 0) return t("growth.retention.later", { k });
  return t(`growth.retention.${variant === "activity" ? "ownActive" : "own"}.${unit}`);
}

/** The columns up to the last that any cohort has reached. */
export function reachedColumns({ averages }: Pick<CohortReport, "averages">): number[] {
  const last = averages.findLastIndex((average) => average !== null);
  return Array.from({ length: last + 1 }, (_, k) => k);
}

/** The headings of rows of a cohort's people, after the person. */
export function peopleColumns(cell: CohortCell | RangeCell, { t }: Words): FigureRows["columns"] {
  const names = (["began", "ended", "reason", "plan"] as const).map((name) => t(`growth.column.${name}`));
  const hasCell = !("pick" in cell) && cell.column !== null;
  return [...names, ...(hasCell ? [t("growth.column.counted")] : [])].map((label) => ({ label, numeric: false }));
}

/** A person of a cohort as a row: since when, and when they are gone until when and why. */
export function peopleRow(row: CohortRow, cell: CohortCell | RangeCell, zone: string, words: Words): FigureRow {
  const hasCell = !("pick" in cell) && cell.column !== null;
  const { isThere } = row;
  return {
    key: row.memberId,
    person: row.person,
    cells: [
      day(dayOf(row.startsAt, zone)),
      row.endsAt ? day(dayOf(row.endsAt, zone)) : text(null),
      text(row.endsAt ? reasonName(row.endReason ?? "", words) : null),
      text(planText(row, words)),
      ...(hasCell
        ? [text(isThere === null ? null : words.t(isThere ? "growth.retention.rows.yes" : "growth.retention.rows.no"))]
        : []),
    ],
  };
}

import type { Metadata } from "next";
import { cohortText, columnText } from "@/components/analytics/cohort-words";
import { RowsPage } from "@/components/analytics/rows-page";
import type { CohortCell, RangeCell } from "@/lib/analytics/cohort-figures";
import { loadRetentionRows } from "@/lib/analytics/loaders/retention";
import type { CohortQuestion } from "@/lib/analytics/retention-report";
import { peopleColumns, peopleRow } from "@/lib/analytics/retention-tables";
import { requestWords } from "@/lib/i18n/request";
import type { Words } from "@/lib/i18n/words";
import { unitName } from "@/lib/platform/calendar";

interface Props {
  params: Promise<{ community: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("analytics.pages.retention.title"), robots: { index: false } };
}

export default async function RetentionRowsPage({ params, searchParams }: Props) {
  const { cell, total, people, next, ...frame } = await loadRetentionRows((await params).community, await searchParams);
  const words = await requestWords();
  const hasCell = !("pick" in cell) && cell.column !== null;
  return (
    <RowsPage
      frame={frame}
      words={words}
      title={titleOf(cell, frame.question, words)}
      explanation={words.t(hasCell ? "growth.retention.rows.whatCell" : "growth.retention.rows.what")}
      rows={{
        total,
        columns: peopleColumns(cell, words),
        rows: people.map((person) => peopleRow(person, cell, frame.range.zone, words)),
        next,
      }}
    />
  );
}

/** "Began in Mar 2026: 2 months later". */
function titleOf(cell: CohortCell | RangeCell, question: CohortQuestion, words: Words): string {
  if ("pick" in cell) return words.t(`growth.retention.rows.${cell.pick}`);
  const name = cohortText(unitName(cell.cohort, cell.unit), words);
  const cohort = words.t(cell.unit === "week" ? "growth.retention.rows.cohortWeek" : "growth.retention.rows.cohort", {
    cohort: name,
  });
  if (cell.column === null) return cohort;
  return words.t("growth.retention.rows.cell", { cohort, when: columnText(question, cell.column, words) });
}

import type { Metadata } from "next";
import { RowsPage } from "@/components/analytics/rows-page";
import { activityColumns, activityFigureRow } from "@/lib/analytics/activity-rows";
import { loadActivityRows } from "@/lib/analytics/loaders/activity";
import { requestWords } from "@/lib/i18n/request";

interface Props {
  params: Promise<{ community: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("analytics.pages.activity.title"), robots: { index: false } };
}

export default async function ActivityRowsPage({ params, searchParams }: Props) {
  const { question, total, rows, next, ...frame } = await loadActivityRows(
    (await params).community,
    await searchParams,
  );
  const words = await requestWords();
  const { figure } = question;
  const context = { slug: frame.community.slug, zone: frame.range.zone, words, asOf: frame.range.to };
  return (
    <RowsPage
      frame={frame}
      words={words}
      title={words.t(`activity.rows.${figure}`)}
      explanation={words.t(`activity.rows.${figure}What`)}
      rows={{
        total,
        next,
        columns: activityColumns(figure, words),
        rows: rows.map((row) => activityFigureRow(row, figure, context)),
      }}
    />
  );
}

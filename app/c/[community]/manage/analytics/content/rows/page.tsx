import type { Metadata } from "next";
import { RowsPage } from "@/components/analytics/rows-page";
import { contentColumns, contentFigureRow } from "@/lib/analytics/content-rows";
import { loadContentRows } from "@/lib/analytics/loaders/content";
import { requestWords } from "@/lib/i18n/request";

interface Props {
  params: Promise<{ community: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("analytics.pages.content.title"), robots: { index: false } };
}

export default async function ContentRowsPage({ params, searchParams }: Props) {
  const { question, total, rows, next, ...frame } = await loadContentRows((await params).community, await searchParams);
  const words = await requestWords();
  const { figure } = question;
  const context = { slug: frame.community.slug, zone: frame.range.zone, words };
  return (
    <RowsPage
      frame={frame}
      words={words}
      title={words.t(`activity.content.rows.${figure}`)}
      explanation={words.t(`activity.content.rows.${figure}What`)}
      rows={{
        total,
        next,
        columns: contentColumns(figure, words),
        rows: rows.map((row) => contentFigureRow(row, context)),
      }}
    />
  );
}

import type { Metadata } from "next";
import { RowsPage } from "@/components/analytics/rows-page";
import { loadRevenueRows } from "@/lib/analytics/loaders/revenue";
import { requestWords } from "@/lib/i18n/request";

interface Props {
  params: Promise<{ community: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("analytics.pages.revenue.title"), robots: { index: false } };
}

export default async function RevenueRowsPage({ params, searchParams }: Props) {
  const words = await requestWords();
  const frame = await loadRevenueRows((await params).community, await searchParams, words);
  const { figure, currency, rows } = frame;
  return (
    <RowsPage
      frame={frame}
      words={words}
      title={words.t(`revenue.rows.${figure}.title`)}
      explanation={words.t(`revenue.rows.${figure}.what`, { currency })}
      rows={rows}
    />
  );
}

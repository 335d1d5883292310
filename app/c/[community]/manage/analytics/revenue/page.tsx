import type { Metadata } from "next";
import { AnalyticsPage } from "@/components/analytics/analytics-page";
import { RevenueReport } from "@/components/analytics/revenue-report";
import { loadRevenue } from "@/lib/analytics/loaders/revenue";
import { requestWords } from "@/lib/i18n/request";

interface Props {
  params: Promise<{ community: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("analytics.pages.revenue.title"), robots: { index: false } };
}

export default async function RevenuePage({ params, searchParams }: Props) {
  const frame = await loadRevenue((await params).community, await searchParams);
  const words = await requestWords();
  return (
    <AnalyticsPage frame={frame} words={words}>
      <RevenueReport slug={frame.community.slug} query={frame.query} report={frame.report} words={words} />
    </AnalyticsPage>
  );
}

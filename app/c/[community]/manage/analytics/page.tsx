import type { Metadata } from "next";
import { AnalyticsPage } from "@/components/analytics/analytics-page";
import { GrowthReport } from "@/components/analytics/growth-report";
import { loadOverview } from "@/lib/analytics/loaders/overview";
import { requestWords } from "@/lib/i18n/request";

interface Props {
  params: Promise<{ community: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("analytics.pages.overview.title"), robots: { index: false } };
}

export default async function GrowthPage({ params, searchParams }: Props) {
  const frame = await loadOverview((await params).community, await searchParams);
  const words = await requestWords();
  return (
    <AnalyticsPage frame={frame} words={words}>
      <GrowthReport slug={frame.community.slug} query={frame.query} growth={frame.growth} words={words} />
    </AnalyticsPage>
  );
}

import type { Metadata } from "next";
import { AnalyticsPage } from "@/components/analytics/analytics-page";
import { MemberGrowthReport } from "@/components/analytics/member-growth-report";
import { loadGrowth } from "@/lib/analytics/loaders/growth";
import { requestWords } from "@/lib/i18n/request";

interface Props {
  params: Promise<{ community: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("analytics.pages.growth.title"), robots: { index: false } };
}

export default async function MemberGrowthPage({ params, searchParams }: Props) {
  const frame = await loadGrowth((await params).community, await searchParams);
  const words = await requestWords();
  return (
    <AnalyticsPage frame={frame} words={words}>
      <MemberGrowthReport slug={frame.community.slug} query={frame.query} growth={frame.growth} words={words} />
    </AnalyticsPage>
  );
}

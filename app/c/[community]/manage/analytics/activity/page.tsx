import type { Metadata } from "next";
import { ActivityReport, StaffSwitch } from "@/components/analytics/activity-report";
import { AnalyticsPage } from "@/components/analytics/analytics-page";
import { loadActivity } from "@/lib/analytics/loaders/activity";
import { requestWords } from "@/lib/i18n/request";

interface Props {
  params: Promise<{ community: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("analytics.pages.activity.title"), robots: { index: false } };
}

export default async function ActivityPage({ params, searchParams }: Props) {
  const frame = await loadActivity((await params).community, await searchParams);
  const words = await requestWords();
  const page = { slug: frame.community.slug, query: frame.query, words };
  return (
    <AnalyticsPage frame={frame} words={words} switches={<StaffSwitch {...page} />}>
      <ActivityReport {...page} report={frame.report} />
    </AnalyticsPage>
  );
}

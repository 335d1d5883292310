import type { Metadata } from "next";
import { AnalyticsPage } from "@/components/analytics/analytics-page";
import { FunnelReport } from "@/components/analytics/funnel-report";
import { loadFunnel } from "@/lib/analytics/loaders/funnel";
import { requestWords } from "@/lib/i18n/request";

interface Props {
  params: Promise<{ community: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("analytics.pages.funnel.title"), robots: { index: false } };
}

/** From the first visit to the first payment, and where people stop. */
export default async function FunnelPage({ params, searchParams }: Props) {
  const frame = await loadFunnel((await params).community, await searchParams);
  const words = await requestWords();
  return (
    <AnalyticsPage frame={frame} words={words}>
      <FunnelReport
        slug={frame.community.slug}
        query={frame.query}
        words={words}
        funnel={frame.funnel}
        unseen={frame.unseen}
        countedSince={frame.countedSince}
        rangeStart={frame.range.days[0]!}
        withPayments={frame.seesRevenue}
      />
    </AnalyticsPage>
  );
}

import type { Metadata } from "next";
import { AnalyticsPage } from "@/components/analytics/analytics-page";
import { SourcesReport, TouchSwitch } from "@/components/analytics/sources-report";
import { loadSources } from "@/lib/analytics/loaders/sources";
import { requestWords } from "@/lib/i18n/request";

interface Props {
  params: Promise<{ community: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("analytics.pages.sources.title"), robots: { index: false } };
}

/** Where people come from and what becomes of them. */
export default async function SourcesPage({ params, searchParams }: Props) {
  const frame = await loadSources((await params).community, await searchParams);
  const words = await requestWords();
  const { slug, currency } = frame.community;
  return (
    <AnalyticsPage frame={frame} words={words} switches={<TouchSwitch slug={slug} query={frame.query} words={words} />}>
      <SourcesReport
        slug={slug}
        query={frame.query}
        words={words}
        report={frame.report}
        titles={frame.titles}
        countedSince={frame.countedSince}
        rangeStart={frame.range.days[0]!}
        currency={currency}
        withPayments={frame.seesRevenue}
      />
    </AnalyticsPage>
  );
}

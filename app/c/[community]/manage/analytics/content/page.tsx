import type { Metadata } from "next";
import { AnalyticsPage } from "@/components/analytics/analytics-page";
import { ContentReport } from "@/components/analytics/content-report";
import { loadContent } from "@/lib/analytics/loaders/content";
import { requestWords } from "@/lib/i18n/request";

interface Props {
  params: Promise<{ community: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("analytics.pages.content.title"), robots: { index: false } };
}

export default async function ContentPage({ params, searchParams }: Props) {
  const { report, ...frame } = await loadContent((await params).community, await searchParams);
  const words = await requestWords();
  return (
    <AnalyticsPage frame={frame} words={words}>
      <ContentReport
        slug={frame.community.slug}
        query={frame.query}
        words={words}
        report={report}
        zone={frame.range.zone}
      />
    </AnalyticsPage>
  );
}

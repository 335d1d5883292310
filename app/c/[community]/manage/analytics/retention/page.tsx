import type { Metadata } from "next";
import { AnalyticsPage } from "@/components/analytics/analytics-page";
import { RetentionReport } from "@/components/analytics/retention-report";
import { loadRetention } from "@/lib/analytics/loaders/retention";
import { requestWords } from "@/lib/i18n/request";

interface Props {
  params: Promise<{ community: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("analytics.pages.retention.title"), robots: { index: false } };
}

export default async function RetentionPage({ params, searchParams }: Props) {
  const frame = await loadRetention((await params).community, await searchParams);
  const words = await requestWords();
  return (
    <AnalyticsPage frame={frame} words={words}>
      <RetentionReport
        slug={frame.community.slug}
        query={frame.query}
        question={frame.question}
        retention={frame.retention}
        choices={frame.choices}
        words={words}
      />
    </AnalyticsPage>
  );
}

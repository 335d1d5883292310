import type { Metadata } from "next";
import { JourneyRowsPage } from "@/components/analytics/journey-rows-page";
import { loadSourcesRows } from "@/lib/analytics/loaders/sources";
import { requestWords } from "@/lib/i18n/request";

interface Props {
  params: Promise<{ community: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("analytics.pages.sources.title"), robots: { index: false } };
}

export default async function SourcesRowsPage({ params, searchParams }: Props) {
  const frame = await loadSourcesRows((await params).community, await searchParams);
  return <JourneyRowsPage frame={frame} words={await requestWords()} rows={frame.rows} figure={frame.figure} />;
}

import type { Metadata } from "next";
import { JourneyRowsPage } from "@/components/analytics/journey-rows-page";
import { loadFunnelRows } from "@/lib/analytics/loaders/funnel";
import { requestWords } from "@/lib/i18n/request";

interface Props {
  params: Promise<{ community: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("analytics.pages.funnel.title"), robots: { index: false } };
}

export default async function FunnelRowsPage({ params, searchParams }: Props) {
  const frame = await loadFunnelRows((await params).community, await searchParams);
  return <JourneyRowsPage frame={frame} words={await requestWords()} rows={frame.rows} figure={frame.figure} />;
}

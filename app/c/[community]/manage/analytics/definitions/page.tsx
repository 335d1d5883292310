import type { Metadata } from "next";
import { AnalyticsPage } from "@/components/analytics/analytics-page";
import { DefinitionList } from "@/components/analytics/definition-list";
import { loadDefinitions } from "@/lib/analytics/loaders/definitions";
import { requestWords } from "@/lib/i18n/request";

interface Props {
  params: Promise<{ community: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("analytics.pages.definitions.title"), robots: { index: false } };
}

export default async function DefinitionsPage({ params, searchParams }: Props) {
  const frame = await loadDefinitions((await params).community, await searchParams);
  const words = await requestWords();
  return (
    <AnalyticsPage frame={frame} words={words} shows="text">
      <DefinitionList slug={frame.community.slug} mayExport={frame.seesPeople} words={words} />
    </AnalyticsPage>
  );
}

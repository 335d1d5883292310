import type { Metadata } from "next";
import { GrowthReport } from "@/components/analytics/growth-report";
import { CommunityFrame } from "@/components/shell/community-frame";
import { loadGrowth } from "@/lib/analytics/loaders";
import { requestWords } from "@/lib/i18n/request";

interface Props {
  params: Promise<{ community: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("analytics.title"), robots: { index: false } };
}

export default async function GrowthPage({ params, searchParams }: Props) {
  const slug = (await params).community;
  const { community, viewer, query, growth } = await loadGrowth(slug, await searchParams);
  const words = await requestWords();
  return (
    <CommunityFrame
      community={community}
      viewer={viewer}
      current="growth"
      title={words.t("analytics.title")}
      crumbs={[{ href: `/c/${slug}/manage`, label: words.t("common.nav.manage") }]}
      width="wide"
    >
      <GrowthReport slug={slug} query={query} growth={growth} words={words} />
    </CommunityFrame>
  );
}

import type { Metadata } from "next";
import { CommunityList } from "@/components/site/community-list";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Compass } from "@/components/ui/icons";
import { loadDirectory } from "@/lib/communities/loaders";
import { requestWords } from "@/lib/i18n/request";
import { SiteFrame } from "../site-frame";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("site.explore.title"), description: t("site.explore.lead") };
}

export default async function ExplorePage() {
  const [{ t }, { communities }] = await Promise.all([requestWords(), loadDirectory()]);
  return (
    <SiteFrame current="explore">
      <h1 className="text-3xl">{t("site.explore.title")}</h1>
      <p className="mt-2 mb-8 text-md text-ink-2">{t("site.explore.lead")}</p>
      {communities.length > 0 ? (
        <CommunityList communities={communities} level={2} t={t} />
      ) : (
        <EmptyState
          icon={Compass}
          title={t("site.explore.empty")}
          action={<ButtonLink href="/open">{t("site.explore.open")}</ButtonLink>}
        >
          {t("site.explore.emptyHint")}
        </EmptyState>
      )}
    </SiteFrame>
  );
}

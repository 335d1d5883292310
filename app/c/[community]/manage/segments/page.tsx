import type { Metadata } from "next";
import { SegmentList, TemplateList } from "@/components/segments/segment-list";
import { ManagePage } from "@/components/shell/manage-page";
import { EmptyState } from "@/components/ui/empty-state";
import { UsersRound } from "@/components/ui/icons";
import { requestWords } from "@/lib/i18n/request";
import { loadSegments } from "@/lib/segments/loaders";

interface Props {
  params: Promise<{ community: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("segments.title"), robots: { index: false } };
}

/** The saved questions about members, each with how many it finds now. */
export default async function SegmentsPage({ params }: Props) {
  const { community, viewer, plans, topics, segments, archived } = await loadSegments((await params).community);
  const words = await requestWords();
  const { t } = words;
  const base = `/c/${community.slug}/manage`;
  const path = `${base}/segments`;
  const names = { plans, topics };
  return (
    <ManagePage
      community={community}
      viewer={viewer}
      current="growth"
      title={t("segments.title")}
      intro={t("segments.intro")}
      above={[{ href: `${base}/analytics`, label: t("common.nav.growth") }]}
      action={{ href: `${path}/new`, label: t("segments.create") }}
    >
      <div className="mt-4">
        {segments.length > 0 ? (
          <SegmentList segments={segments} path={path} names={names} words={words} />
        ) : (
          <EmptyState icon={UsersRound} title={t("segments.none")}>
            {t("segments.noneHint")}
          </EmptyState>
        )}
      </div>
      <section aria-labelledby="templates" className="mt-8">
        <h2 id="templates" className="text-lg">
          {t("segments.templatesTitle")}
        </h2>
        <TemplateList path={path} words={words} />
      </section>
      {archived.length > 0 ? (
        <details className="mt-8">
          <summary className="cursor-pointer py-1 text-ink-2">
            {t("segments.archivedList")} <span className="num text-ink-3">{archived.length}</span>
          </summary>
          <p className="text-sm text-ink-3">{t("segments.archivedHint")}</p>
          <SegmentList segments={archived} path={path} names={names} words={words} />
        </details>
      ) : null}
    </ManagePage>
  );
}

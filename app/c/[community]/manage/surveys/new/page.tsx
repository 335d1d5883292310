import type { Metadata } from "next";
import { TemplateList } from "@/components/feedback/template-list";
import { CommunityFrame } from "@/components/shell/community-frame";
import { requireSurveyManager } from "@/lib/feedback/loaders/surveys";
import { requestWords } from "@/lib/i18n/request";

interface Props {
  params: Promise<{ community: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("feedback.start.title"), robots: { index: false } };
}

/** Where a survey begins: four templates and a blank one. */
export default async function NewSurveyPage({ params }: Props) {
  const { community, viewer } = await requireSurveyManager((await params).community);
  const { t } = await requestWords();
  const base = `/c/${community.slug}/manage`;
  return (
    <CommunityFrame
      community={community}
      viewer={viewer}
      current={null}
      title={t("feedback.start.title")}
      crumbs={[
        { href: base, label: t("common.nav.manage") },
        { href: `${base}/surveys`, label: t("feedback.title") },
      ]}
      width="form"
    >
      <h1 className="text-2xl">{t("feedback.start.title")}</h1>
      <p className="mt-1 text-ink-2">{t("feedback.start.lead")}</p>
      <TemplateList community={community.slug} t={t} />
    </CommunityFrame>
  );
}

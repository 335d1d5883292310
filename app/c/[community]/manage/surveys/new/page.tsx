import type { Metadata } from "next";
import { TemplateList } from "@/components/feedback/template-list";
import { ManagePage } from "@/components/shell/manage-page";
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
    <ManagePage
      community={community}
      viewer={viewer}
      current={null}
      title={t("feedback.start.title")}
      intro={t("feedback.start.lead")}
      above={[{ href: `${base}/surveys`, label: t("feedback.title") }]}
    >
      <TemplateList community={community.slug} t={t} />
    </ManagePage>
  );
}

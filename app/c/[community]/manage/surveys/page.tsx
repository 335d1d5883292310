import type { Metadata } from "next";
import { FeedbackTabs } from "@/components/feedback/feedback-tabs";
import { SurveyList } from "@/components/feedback/survey-list";
import { CommunityFrame } from "@/components/shell/community-frame";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { MessageCircleQuestionMark } from "@/components/ui/icons";
import { loadSurveys } from "@/lib/feedback/loaders/surveys";
import { requestWords } from "@/lib/i18n/request";

interface Props {
  params: Promise<{ community: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("feedback.title"), robots: { index: false } };
}

/** Every survey of the community: what is asked now, what was, and how many answered. */
export default async function SurveysPage({ params }: Props) {
  const { community, viewer, rows } = await loadSurveys((await params).community);
  const words = await requestWords();
  const { t } = words;
  const base = `/c/${community.slug}/manage`;
  return (
    <CommunityFrame
      community={community}
      viewer={viewer}
      current={null}
      title={t("feedback.title")}
      crumbs={[{ href: base, label: t("common.nav.manage") }]}
      width="form"
    >
      <div className="flex flex-wrap items-start gap-x-4 gap-y-3">
        <div className="min-w-0 flex-1 basis-60">
          <h1 className="text-2xl">{t("feedback.title")}</h1>
          <p className="mt-1 text-ink-2">{t("feedback.intro")}</p>
        </div>
        <ButtonLink variant="primary" href={`${base}/surveys/new`}>
          {t("feedback.new")}
        </ButtonLink>
      </div>
      <FeedbackTabs base={base} current="surveys" t={t} />
      {rows.length > 0 ? (
        <SurveyList rows={rows} community={community} words={words} />
      ) : (
        <div className="mt-6">
          <EmptyState icon={MessageCircleQuestionMark} title={t("feedback.none")}>
            {t("feedback.noneHint")}
          </EmptyState>
        </div>
      )}
    </CommunityFrame>
  );
}

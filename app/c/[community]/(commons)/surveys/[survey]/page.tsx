import type { Metadata } from "next";
import { AnonymityNote } from "@/components/feedback/anonymity-note";
import { askedQuestions } from "@/components/feedback/asked-questions";
import { SurveyForm } from "@/components/feedback/survey-form";
import { CommunityFrame } from "@/components/shell/community-frame";
import { ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { loadSurveyToAnswer } from "@/lib/feedback/loaders/asked";
import { requestWords } from "@/lib/i18n/request";

interface Props {
  params: Promise<{ community: string; survey: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestWords();
  return { title: t("feedback.card.label"), robots: { index: false } };
}

/** One survey as a member meets it: the questions while it is open to them, afterwards a thank you. */
export default async function AnswerPage({ params }: Props) {
  const { community: slug, survey: id } = await params;
  const { community, viewer, survey, questions, standing } = await loadSurveyToAnswer(slug, id);
  const words = await requestWords();
  const { t } = words;
  const base = `/c/${community.slug}`;
  return (
    <CommunityFrame
      community={community}
      viewer={viewer}
      current={null}
      title={survey.title}
      crumbs={[{ href: `${base}/surveys`, label: t("feedback.member.title") }]}
      path={`${base}/surveys/${survey.id}`}
      width="form"
    >
      <h1 className="text-2xl" lang={community.locale}>
        {survey.title}
      </h1>
      {survey.intro ? (
        <p className="mt-1.5 text-ink-2" lang={community.locale}>
          {survey.intro}
        </p>
      ) : null}
      {standing === "open" ? (
        <>
          <AnonymityNote anonymous={survey.anonymous} t={t} />
          <SurveyForm
            hidden={{ community: community.slug, survey: survey.id }}
            questions={askedQuestions(questions, words)}
            lang={community.locale}
            words={{
              send: t("feedback.member.send"),
              sending: t("feedback.member.sending"),
              once: t("feedback.member.once"),
            }}
          />
        </>
      ) : (
        <>
          {standing === "answered" ? (
            <Notice tone="success" className="mt-5" title={t("feedback.member.thanks")}>
              <p>{t(survey.anonymous ? "feedback.member.thanksAnonymous" : "feedback.member.thanksNamed")}</p>
            </Notice>
          ) : (
            <Notice className="mt-5" title={t("feedback.member.closed")}>
              <p>{t("feedback.member.closedHint")}</p>
            </Notice>
          )}
          <div className="mt-5 flex flex-wrap gap-2">
            <ButtonLink href={`${base}/feed`}>{t("feedback.member.back")}</ButtonLink>
            <ButtonLink variant="ghost" href={`${base}/surveys`}>
              {t("feedback.member.all")}
            </ButtonLink>
          </div>
        </>
      )}
    </CommunityFrame>
  );
}

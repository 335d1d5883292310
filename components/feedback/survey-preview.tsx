import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import type { Words } from "@/lib/i18n/words";
import { AnonymityNote } from "./anonymity-note";
import { askedQuestions } from "./asked-questions";
import type { SurveyPageFacts } from "./survey-draft-view";
import { SurveyForm } from "./survey-form";

/** A survey as members see it, for who runs the community: everything can be tried, nothing is stored. */
export function SurveyPreview({ page, words }: { page: SurveyPageFacts; words: Words }) {
  const { community, survey, questions } = page;
  const { t } = words;
  return (
    <>
      <Notice
        tone="demo"
        className="mb-6"
        action={
          <Link className="link" href={`/c/${community.slug}/manage/surveys/${survey.id}`}>
            {t("feedback.preview.back")}
          </Link>
        }
      >
        {t("feedback.preview.note")}
      </Notice>
      <h1 className="text-2xl" lang={community.locale}>
        {survey.title || t("feedback.row.untitled")}
      </h1>
      {survey.intro ? (
        <p className="mt-1.5 text-ink-2" lang={community.locale}>
          {survey.intro}
        </p>
      ) : null}
      <AnonymityNote anonymous={survey.anonymous} t={t} />
      <SurveyForm
        isPreview
        hidden={{}}
        questions={askedQuestions(questions, words)}
        lang={community.locale}
        words={{
          send: t("feedback.member.send"),
          sending: t("feedback.member.sending"),
          once: t("feedback.member.once"),
        }}
      />
    </>
  );
}

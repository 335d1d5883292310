import { dayText } from "@/components/analytics/figures";
import { ActionForm } from "@/components/ui/action-form";
import { SubmitButton } from "@/components/ui/submit-button";
import { publishSurveyAction } from "@/lib/feedback/actions/surveys";
import type { DraftProblem, SurveyDraft } from "@/lib/feedback/drafts";
import { answerDays } from "@/lib/feedback/survey-state";
import type { Words } from "@/lib/i18n/words";

interface SurveyPublishProps {
  community: string;
  surveyId: string;
  draft: SurveyDraft;
  mark: string;
  people: number;
  problems: readonly DraftProblem[];
  audienceName: string | null;
  /** How many answers are shown at a time, at least. */
  leastShown: number;
  words: Words;
}

/** What publishing does, said before the button that does it; or what is missing. */
export function SurveyPublish(props: SurveyPublishProps) {
  const { community, surveyId, mark, problems, words } = props;
  const { t } = words;
  return (
    <section id="publish" className="mt-10 scroll-mt-18 border-t border-line pt-6" aria-labelledby="publish-title">
      <h2 id="publish-title" className="text-lg">
        {t("feedback.publish.title")}
      </h2>
      {problems.length > 0 ? (
        <>
          <p className="mt-2 text-ink-2">{t("feedback.publish.problems")}</p>
          <ul className="mt-1 list-disc pl-5">
            {problems.map((problem) => (
              <li key={`${problem.code} ${problem.question ?? ""}`}>{problemText(problem, props)}</li>
            ))}
          </ul>
        </>
      ) : (
        <>
          <p className="mt-2 text-ink-2">{t("feedback.publish.lead")}</p>
          <ul className="mt-1 list-disc pl-5">
            {promises(props).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          <ActionForm
            action={publishSurveyAction}
            hidden={{ community, survey: surveyId, seen: mark }}
            className="mt-4 grid justify-items-start gap-3"
          >
            <SubmitButton busyLabel={t("feedback.publish.doing")}>{t("feedback.publish.do")}</SubmitButton>
          </ActionForm>
        </>
      )}
    </section>
  );
}

function problemText({ code, question }: DraftProblem, { people, leastShown, words }: SurveyPublishProps): string {
  return words.t(`feedback.publish.problem.${code}`, { question: question ?? 0, people, k: leastShown });
}

/** Who is asked, when, how, and who will see what. */
function promises({ draft, people, audienceName, leastShown, words }: SurveyPublishProps): string[] {
  const { t } = words;
  const who = {
    everybody: t("feedback.publish.whoEverybody", { people }),
    paying: t("feedback.publish.whoPaying", { people }),
    segment: t("feedback.publish.whoSegment", { people, name: audienceName ?? "" }),
  };
  const day = (at: string) => dayText(at, words, true);
  const when = {
    dates: t("feedback.publish.whenDates", {
      from: draft.opensOn ? t("feedback.publish.fromDay", { day: day(draft.opensOn) }) : t("feedback.publish.fromNow"),
      to: draft.closesOn ? t("feedback.publish.toDay", { day: day(draft.closesOn) }) : t("feedback.publish.toNever"),
    }),
    day: t("feedback.publish.whenDay", { days: draft.afterDays ?? 0, open: answerDays }),
    cancellation: t("feedback.publish.whenCancellation", { open: answerDays }),
  };
  return [
    who[draft.audience],
    ...(draft.audience === "segment" ? [t("feedback.publish.segmentFixed")] : []),
    when[draft.trigger],
    t("feedback.publish.how"),
    t(draft.mails ? "feedback.publish.mails" : "feedback.publish.noMails"),
    draft.anonymous ? t("feedback.publish.anonymous", { k: leastShown }) : t("feedback.publish.named"),
    t("feedback.publish.fixed"),
  ];
}

import { FormMessage } from "@/components/ui/form-message";
import { leastShown } from "@/lib/feedback/anonymity";
import type { loadSurvey } from "@/lib/feedback/loaders/surveys";
import type { Words } from "@/lib/i18n/words";
import { SurveyEditor } from "./survey-editor";
import { SurveyPublish } from "./survey-publish";

export type SurveyPageFacts = Awaited<ReturnType<typeof loadSurvey>>;
type DraftFacts = Extract<SurveyPageFacts, { results: null }>;

/** A draft: the editor, and below it what publishing would do. */
export function SurveyDraftView({ page, saved, words }: { page: DraftFacts; saved: boolean; words: Words }) {
  const { community, survey, draft, mark, people, problems, segments, audienceName } = page;
  return (
    <>
      <h1 className="text-2xl" lang={community.locale}>
        {survey.title || words.t("feedback.row.untitled")}
      </h1>
      <div className="mt-3 empty:hidden">
        <FormMessage tone="success">{saved ? words.t("feedback.editor.saved") : undefined}</FormMessage>
      </div>
      <SurveyEditor
        community={community}
        surveyId={survey.id}
        draft={draft}
        mark={mark}
        segments={segments}
        words={words}
      />
      <SurveyPublish
        community={community.slug}
        surveyId={survey.id}
        draft={draft}
        mark={mark}
        people={people}
        problems={problems}
        audienceName={audienceName}
        leastShown={leastShown}
        words={words}
      />
    </>
  );
}

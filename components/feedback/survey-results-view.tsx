import { ActionForm } from "@/components/ui/action-form";
import { Badge } from "@/components/ui/badge";
import { Button, ButtonLink } from "@/components/ui/button";
import { buttonClass } from "@/components/ui/button-class";
import { Download } from "@/components/ui/icons";
import { SubmitButton } from "@/components/ui/submit-button";
import { archiveSurveyAction } from "@/lib/feedback/actions/surveys";
import type { Words } from "@/lib/i18n/words";
import type { SurveyPageFacts } from "./survey-draft-view";
import { SurveyResults } from "./survey-results";
import { whenText } from "./survey-words";

type ResultFacts = Exclude<SurveyPageFacts, { results: null }>;

/** A survey that has been published: when and whom it asks, what came of it, and how to end it. */
export function SurveyResultsView({ page, words }: { page: ResultFacts; words: Words }) {
  const { community, survey, state, results, query, audienceName } = page;
  const { t } = words;
  const here = `/c/${community.slug}/manage/surveys/${survey.id}`;
  const audience =
    survey.audience === "segment"
      ? t(survey.audienceRule ? "feedback.results.segmentAsOf" : "feedback.editor.audiences.segment", {
          name: audienceName ?? "–",
        })
      : t(`feedback.editor.audiences.${survey.audience}`);
  const facts = [
    whenText(survey, community.zone, words),
    audience,
    t(survey.anonymous ? "feedback.results.anonymous" : "feedback.results.named"),
  ];
  const narrowed = query.segment && !survey.anonymous ? `&segment=${encodeURIComponent(query.segment)}` : "";
  return (
    <>
      <div className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
        <h1 className="text-2xl" lang={community.locale}>
          {survey.title}
        </h1>
        <Badge tone={state === "running" ? "success" : "neutral"}>{t(`feedback.state.${state}`)}</Badge>
      </div>
      <p className="num mt-1 text-ink-2">{facts.join(" · ")}</p>
      <div className="no-print mt-3 flex flex-wrap items-start gap-2">
        <ButtonLink size="sm" href={`${here}?view=preview`}>
          {t("feedback.results.view")}
        </ButtonLink>
        <Csv href={`${here}/export?of=results${narrowed}`} label={t("feedback.results.csv")} />
        {survey.anonymous ? null : (
          <Csv href={`${here}/export?of=people${narrowed}`} label={t("feedback.results.csvPeople")} />
        )}
      </div>
      {survey.anonymous ? null : <Narrowing page={page} action={here} words={words} />}
      <SurveyResults survey={survey} results={results} query={query} community={community} words={words} />
      {state === "archived" ? null : (
        <div className="no-print mt-10 border-t border-line pt-5">
          <p className="mb-2 text-sm text-ink-3">{t("feedback.results.archiveHint")}</p>
          <ActionForm action={archiveSurveyAction} hidden={{ community: community.slug, survey: survey.id }}>
            <SubmitButton size="sm" variant="outline" busyLabel={t("feedback.results.archiving")}>
              {t("feedback.results.archive")}
            </SubmitButton>
          </ActionForm>
        </div>
      )}
    </>
  );
}

function Csv({ href, label }: { href: string; label: string }) {
  return (
    <a className={buttonClass({ variant: "ghost", size: "sm" })} href={href} download>
      <Download />
      {label}
    </a>
  );
}

/** Only the answers of a segment's members: for surveys with names alone. */
function Narrowing({ page, action, words: { t } }: { page: ResultFacts; action: string; words: Words }) {
  if (page.segments.length === 0) return null;
  return (
    <form method="get" action={action} className="no-print mt-4 flex flex-wrap items-end gap-2">
      <label className="text-sm text-ink-2">
        <span className="mb-1 block">{t("feedback.results.segment")}</span>
        <select name="segment" className="input" defaultValue={page.segment?.id ?? ""}>
          <option value="">{t("feedback.results.everybody")}</option>
          {page.segments.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <Button type="submit" size="sm">
        {t("feedback.results.apply")}
      </Button>
    </form>
  );
}

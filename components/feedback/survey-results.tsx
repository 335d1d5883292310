import { ChartTable } from "@/components/analytics/chart-table";
import { countText, shareText, timeTexts } from "@/components/analytics/figures";
import { ChartFrame } from "@/components/ui/chart-frame";
import { Notice } from "@/components/ui/notice";
import type { ResultsQuery } from "@/lib/feedback/schema";
import type { SurveyResults as Results, Survey } from "@/lib/feedback/types";
import type { Words } from "@/lib/i18n/words";
import { LazyNpsChart } from "./lazy-feedback-charts";
import { QuestionResult } from "./question-result";
import { npsTable } from "./survey-tables";
import { pointsText, stretchText } from "./survey-words";

interface SurveyResultsProps {
  survey: Survey;
  results: Results;
  query: ResultsQuery;
  community: { slug: string; locale: string };
  words: Words;
}

/** What came of a survey: how many answered, then question by question, then NPS over time. */
export function SurveyResults(props: SurveyResultsProps) {
  const { survey, results, community, words } = props;
  const { t } = words;
  return (
    <>
      <dl className="mt-6 grid grid-cols-2 gap-4 sm:grid-cols-3">
        <Figure label={t("feedback.results.asked")} value={countText(results.invited, words)} />
        <Figure label={t("feedback.results.answers")} value={countText(results.responses, words)} />
        <Figure
          label={t("feedback.results.rate")}
          value={shareText(results.rate, words)}
          note={
            results.rate === null
              ? undefined
              : t("feedback.results.rateFormula", { responses: results.responses, invited: results.invited })
          }
        />
      </dl>
      {survey.anonymous ? <Notice className="mt-5">{t("feedback.results.steps")}</Notice> : null}
      {results.responses === 0 ? (
        <p className="mt-6 text-ink-2">
          {t(
            results.invited === 0
              ? "feedback.results.nobody"
              : survey.anonymous
                ? "feedback.results.waiting"
                : "feedback.results.noneYet",
          )}
        </p>
      ) : (
        <div className="mt-5 grid gap-4">
          {results.questions.map((result) => (
            <QuestionResult
              key={result.question.id}
              result={result}
              responses={results.responses}
              anonymous={survey.anonymous}
              community={community}
              words={words}
            />
          ))}
          {results.months.length > 0 ? <Months {...props} /> : null}
        </div>
      )}
    </>
  );
}

function Figure({ label, value, note }: { label: string; value: string; note?: string }) {
  return (
    <div>
      <dt className="label">{label}</dt>
      <dd>
        <span className="num text-2xl font-semibold">{value}</span>
        {note ? <span className="num block font-mono text-xs text-ink-3">{note}</span> : null}
      </dd>
    </div>
  );
}

function Months({ survey, results, query, community, words }: SurveyResultsProps) {
  const { t } = words;
  const here = `/c/${community.slug}/manage/surveys/${survey.id}`;
  const segment = query.segment ? `segment=${encodeURIComponent(query.segment)}` : "";
  const scored = results.months.filter(({ nps }) => nps.score !== null);
  const isDrawn = scored.length >= 2;
  const shown = query.table === "months" || !isDrawn;
  const [first, last] = [scored[0], scored.at(-1)];
  return (
    <ChartFrame
      id="months"
      title={t("feedback.results.months")}
      subtitle={t(survey.anonymous ? "feedback.results.monthsUnnamed" : "feedback.results.monthsSubtitle")}
      table={
        isDrawn
          ? {
              href: `${here}?${[segment, shown ? "" : "table=months"].filter(Boolean).join("&")}#months`,
              label: t(shown ? "feedback.results.showChart" : "feedback.results.showTable"),
              shown,
            }
          : undefined
      }
      csv={{ href: `${here}/export?${[segment, "of=months"].filter(Boolean).join("&")}`, label: t("common.chart.csv") }}
      footnote={isDrawn ? undefined : t("feedback.results.monthsFew")}
    >
      {shown ? (
        <ChartTable label={t("feedback.results.months")} table={npsTable(results, words)} words={words} />
      ) : (
        <>
          <LazyNpsChart
            summary={t("feedback.results.monthsSummary", {
              from: stretchText(first!, words),
              first: pointsText(first!.nps.score!, words),
              to: stretchText(last!, words),
              last: pointsText(last!.nps.score!, words),
            })}
            points={results.months.map(({ nps, ...stretch }) => ({
              ...timeTexts(stretch.from, words),
              label: stretchText(stretch, words),
              tip: [
                nps.score === null
                  ? t("feedback.results.tooFewScore")
                  : `${t("feedback.results.score")} ${pointsText(nps.score, words)}`,
                ...(nps.margin === null
                  ? []
                  : [t("feedback.results.margin", { margin: pointsText(nps.margin, words, false) })]),
                t("feedback.results.n", { n: nps.n }),
              ],
              score: nps.score,
            }))}
            locale={words.locale}
          />
          <noscript>
            <p className="py-4 text-ink-2">{t("feedback.reasons.noJs")}</p>
          </noscript>
        </>
      )}
    </ChartFrame>
  );
}

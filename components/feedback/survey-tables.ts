import { type Cell, type ChartTable, count, decimal, month, share, text } from "@/lib/analytics/cells";
import type { NamedResponse } from "@/lib/feedback/queries/results";
import type { NpsStretch, SurveyQuestion, SurveyResults } from "@/lib/feedback/types";
import type { Words } from "@/lib/i18n/words";
import { choiceText } from "./survey-words";

/** Everything a survey's page shows as rows: question, answer, count, share, n; texts as answers of count 1. */
export function resultsTable({ questions }: SurveyResults, { t }: Words): ChartTable {
  const rows = questions.flatMap((result): Cell[][] => {
    const { question, bars, texts, n, tooFew, mean, nps } = result;
    const line = (answer: string, ...numbers: Cell[]) => [text(question.prompt), text(answer), ...numbers];
    if (tooFew) return [line(t("feedback.results.tooFew"), count(null), share(null), count(null))];
    const lines = bars.map((bar) =>
      line(choiceText(question, bar.choice), count(bar.count), share(bar.share), count(n)),
    );
    if (mean !== null)
      lines.push(line(t("feedback.results.mean", { mean: "" }).trim(), decimal(mean), share(null), count(n)));
    if (nps)
      lines.push(
        line(t("feedback.results.score"), decimal(nps.score), share(null), count(n)),
        line(t("feedback.results.marginColumn"), decimal(nps.margin), share(null), count(n)),
      );
    return [...lines, ...texts.map((one) => line(one.text, count(1), share(null), count(n)))];
  });
  return {
    columns: [
      { label: t("feedback.results.question"), numeric: false },
      { label: t("feedback.results.option"), numeric: false },
      { label: t("feedback.results.count"), numeric: true },
      { label: t("feedback.results.share"), numeric: true },
      { label: "n", numeric: true },
    ],
    rows,
  };
}

/** NPS by month: the twin of its line. */
export function npsTable({ months }: SurveyResults, { t }: Words): ChartTable {
  return {
    columns: [
      { label: t("feedback.results.month"), numeric: false },
      { label: t("feedback.results.score"), numeric: true },
      { label: t("feedback.results.marginColumn"), numeric: true },
      { label: "n", numeric: true },
      { label: t("feedback.results.promoters"), numeric: true },
      { label: t("feedback.results.passives"), numeric: true },
      { label: t("feedback.results.detractors"), numeric: true },
    ],
    rows: months.map(({ nps, ...stretch }) => [
      stretchCell(stretch),
      decimal(nps.score),
      decimal(nps.margin),
      count(nps.n),
      count(nps.promoters),
      count(nps.passives),
      count(nps.detractors),
    ]),
  };
}

/** A month, or the months that stand together because one alone would show too few: "2026-09 – 2026-10". */
const stretchCell = ({ from, to }: Pick<NpsStretch, "from" | "to">) =>
  from === to ? month(from) : text(`${from} – ${to}`);

/** Who answered what, one row a person: of surveys with names only. */
export function peopleTable(
  people: readonly NamedResponse[],
  questions: readonly SurveyQuestion[],
  { t }: Words,
): ChartTable {
  return {
    columns: [
      ...(["person", "handle", "when"] as const).map((key) => ({
        label: t(`feedback.results.${key}`),
        numeric: false,
      })),
      ...questions.map(({ prompt }) => ({ label: prompt, numeric: false })),
    ],
    rows: people.map(({ person, at, answers }) => [
      text(person?.name ?? null),
      text(person?.handle ?? null),
      text(at?.toISOString() ?? null),
      ...questions.map((question) => {
        const own = answers.filter(({ questionId }) => questionId === question.id);
        const said = own.map(({ choice, text: words }) => words ?? choiceText(question, choice));
        return text(said.length > 0 ? said.join("; ") : null);
      }),
    ]),
  };
}

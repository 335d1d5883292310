import { npsTable, peopleTable, resultsTable } from "@/components/feedback/survey-tables";
import { chartCsv } from "@/lib/analytics/csv";
import { loadSurveyFile } from "@/lib/feedback/loaders/surveys";
import { requestWords } from "@/lib/i18n/request";
import { download } from "@/lib/platform/download";

interface Context {
  params: Promise<{ community: string; survey: string }>;
}

/** A survey as a CSV file: its results, NPS by month, or (with names) who answered what. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { community: slug, survey: id } = await params;
  const search = Object.fromEntries(new URL(request.url).searchParams);
  const { community, questions, results, people } = await loadSurveyFile(slug, id, search);
  const words = await requestWords();
  const of = people ? "people" : search.of === "months" ? "months" : "results";
  const table = people
    ? peopleTable(people, questions, words)
    : of === "months"
      ? npsTable(results, words)
      : resultsTable(results, words);
  return download({ name: `${community.slug}-survey-${of}.csv`, body: chartCsv(table) });
}

import { activityColumns, activityFigureRow } from "@/lib/analytics/activity-rows";
import { streamRowsCsv } from "@/lib/analytics/csv";
import { loadActivityRowsFile } from "@/lib/analytics/loaders/activity";
import { requestWords } from "@/lib/i18n/request";

/** All rows behind a figure of the activity page as a CSV file, for whoever may see people. */
export async function GET(request: Request, { params }: { params: Promise<{ community: string }> }): Promise<Response> {
  const search = Object.fromEntries(new URL(request.url).searchParams);
  const { community, query, range, question, rows } = await loadActivityRowsFile((await params).community, search);
  const words = await requestWords();
  const { figure } = question;
  const context = { slug: community.slug, zone: range.zone, words, asOf: range.to };
  async function* told() {
    for await (const row of rows) yield activityFigureRow(row, figure, context);
  }
  const people: [string, string] = [words.t("analytics.rows.person"), words.t("analytics.rows.handle")];
  return new Response(streamRowsCsv(activityColumns(figure, words), people, told()), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${community.slug}-${figure}-${query.range}.csv"`,
      "cache-control": "private, no-store",
    },
  });
}

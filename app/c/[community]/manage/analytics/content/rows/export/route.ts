import { contentColumns, contentFigureRow } from "@/lib/analytics/content-rows";
import { streamRowsCsv } from "@/lib/analytics/csv";
import { loadContentRowsFile } from "@/lib/analytics/loaders/content";
import { requestWords } from "@/lib/i18n/request";

/** All rows behind a figure of the content page as a CSV file, for whoever may see people. */
export async function GET(request: Request, { params }: { params: Promise<{ community: string }> }): Promise<Response> {
  const search = Object.fromEntries(new URL(request.url).searchParams);
  const { community, query, range, question, rows } = await loadContentRowsFile((await params).community, search);
  const words = await requestWords();
  const context = { slug: community.slug, zone: range.zone, words };
  async function* told() {
    for await (const row of rows) yield contentFigureRow(row, context);
  }
  const people: [string, string] = [words.t("analytics.rows.person"), words.t("analytics.rows.handle")];
  return new Response(streamRowsCsv(contentColumns(question.figure, words), people, told()), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${community.slug}-${question.figure}-${query.range}.csv"`,
      "cache-control": "private, no-store",
    },
  });
}

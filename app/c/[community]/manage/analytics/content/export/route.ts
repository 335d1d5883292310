import { contentTables } from "@/lib/analytics/content-tables";
import { chartCsv } from "@/lib/analytics/csv";
import { loadContentFile } from "@/lib/analytics/loaders/content";
import { requestWords } from "@/lib/i18n/request";

/** The numbers of one chart of the content page as a CSV file; of the posts all, not only the first. */
export async function GET(request: Request, { params }: { params: Promise<{ community: string }> }): Promise<Response> {
  const search = Object.fromEntries(new URL(request.url).searchParams);
  const { community, query, range, report } = await loadContentFile((await params).community, search);
  const words = await requestWords();
  const tables = new Map(Object.entries(contentTables(report, words, range.zone)));
  const chart = search.chart ?? "";
  const table = tables.get(chart);
  if (!table) {
    return new Response(words.t("analytics.badChart", { charts: [...tables.keys()].join(", ") }), { status: 400 });
  }
  return new Response(chartCsv(table), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${community.slug}-${chart}-${query.range}.csv"`,
      "cache-control": "private, no-store",
    },
  });
}

import { chartCsv } from "@/lib/analytics/csv";
import { loadRevenue } from "@/lib/analytics/loaders/revenue";
import { revenueTables } from "@/lib/analytics/revenue-tables";
import { requestWords } from "@/lib/i18n/request";

/** The numbers of one chart of the revenue page as a CSV file. */
export async function GET(request: Request, { params }: { params: Promise<{ community: string }> }): Promise<Response> {
  const search = Object.fromEntries(new URL(request.url).searchParams);
  const { community, query, report } = await loadRevenue((await params).community, search);
  const words = await requestWords();
  const tables = new Map(Object.entries(revenueTables(report, words)));
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

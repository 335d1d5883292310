import { chartCsv } from "@/lib/analytics/csv";
import { growthCharts, growthTables } from "@/lib/analytics/growth-tables";
import { loadGrowth } from "@/lib/analytics/loaders/growth";
import { requestWords } from "@/lib/i18n/request";

/** The numbers of one chart of the growth page as a CSV file. */
export async function GET(request: Request, { params }: { params: Promise<{ community: string }> }): Promise<Response> {
  const search = Object.fromEntries(new URL(request.url).searchParams);
  const { community, query, growth } = await loadGrowth((await params).community, search);
  const words = await requestWords();
  const chart = growthCharts.find((name) => name === search.chart);
  if (!chart) return new Response(words.t("analytics.badChart", { charts: growthCharts.join(", ") }), { status: 400 });
  return new Response(chartCsv(growthTables(growth, words)[chart]), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${community.slug}-growth-${chart}-${query.range}.csv"`,
      "cache-control": "private, no-store",
    },
  });
}

import { chartCsv } from "@/lib/analytics/csv";
import { funnelCharts, funnelTables } from "@/lib/analytics/funnel-tables";
import { loadFunnel } from "@/lib/analytics/loaders/funnel";
import { requestWords } from "@/lib/i18n/request";

/** The numbers of one chart of the funnel page as a CSV file. */
export async function GET(request: Request, { params }: { params: Promise<{ community: string }> }): Promise<Response> {
  const search = Object.fromEntries(new URL(request.url).searchParams);
  const { community, query, funnel, seesRevenue } = await loadFunnel((await params).community, search);
  const words = await requestWords();
  const chart = funnelCharts.find((known) => known === search.chart);
  if (!chart) return new Response(words.t("analytics.badChart", { charts: funnelCharts.join(", ") }), { status: 400 });
  const table = funnelTables(funnel, words, { withPayments: seesRevenue })[chart];
  return new Response(chartCsv(table), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${community.slug}-funnel-${chart}-${query.range}.csv"`,
      "cache-control": "private, no-store",
    },
  });
}

import { chartCsv } from "@/lib/analytics/csv";
import { loadSources } from "@/lib/analytics/loaders/sources";
import { sourcesCharts, sourcesTables } from "@/lib/analytics/sources-tables";
import { requestWords } from "@/lib/i18n/request";

/** The numbers of one chart of the sources page as a CSV file. */
export async function GET(request: Request, { params }: { params: Promise<{ community: string }> }): Promise<Response> {
  const search = Object.fromEntries(new URL(request.url).searchParams);
  const { community, query, report, titles, seesRevenue } = await loadSources((await params).community, search);
  const words = await requestWords();
  const chart = sourcesCharts.find((known) => known === search.chart);
  if (!chart) return new Response(words.t("analytics.badChart", { charts: sourcesCharts.join(", ") }), { status: 400 });
  const shown = { currency: community.currency, withPayments: seesRevenue, titles };
  return new Response(chartCsv(sourcesTables(report, words, shown)[chart]), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${community.slug}-sources-${chart}-${query.range}.csv"`,
      "cache-control": "private, no-store",
    },
  });
}

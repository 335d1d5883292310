import { chartCsv } from "@/lib/analytics/csv";
import { loadOverview } from "@/lib/analytics/loaders/overview";
import { tableOf } from "@/lib/analytics/overview-tables";
import { Chart, charts } from "@/lib/analytics/schema";
import { requestWords } from "@/lib/i18n/request";

/** The numbers of one chart as a CSV file, for whoever may see the growth page. */
export async function GET(request: Request, { params }: { params: Promise<{ community: string }> }): Promise<Response> {
  const search = Object.fromEntries(new URL(request.url).searchParams);
  const { community, query, growth } = await loadOverview((await params).community, search);
  const words = await requestWords();
  const chart = Chart.safeParse(search.chart);
  if (!chart.success)
    return new Response(words.t("analytics.badChart", { charts: charts.join(", ") }), { status: 400 });
  const name = `${community.slug}-${chart.data}-${query.range}.csv`;
  return new Response(chartCsv(tableOf(chart.data, growth, words)), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "private, no-store",
    },
  });
}

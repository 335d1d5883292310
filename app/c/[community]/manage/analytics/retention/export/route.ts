import { chartCsv } from "@/lib/analytics/csv";
import { loadRetention } from "@/lib/analytics/loaders/retention";
import { retentionCharts, retentionTables } from "@/lib/analytics/retention-tables";
import { requestWords } from "@/lib/i18n/request";

/** The numbers of one chart of the retention page as a CSV file. */
export async function GET(request: Request, { params }: { params: Promise<{ community: string }> }): Promise<Response> {
  const search = Object.fromEntries(new URL(request.url).searchParams);
  const { community, query, retention, question } = await loadRetention((await params).community, search);
  const words = await requestWords();
  const chart = retentionCharts.find((name) => name === search.chart);
  if (!chart)
    return new Response(words.t("analytics.badChart", { charts: retentionCharts.join(", ") }), { status: 400 });
  return new Response(chartCsv(retentionTables(retention, words)[chart]), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${community.slug}-retention-${chart}-${question.unit}-${question.variant}-${query.range}.csv"`,
      "cache-control": "private, no-store",
    },
  });
}

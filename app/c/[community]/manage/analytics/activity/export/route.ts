import { activityTables } from "@/lib/analytics/activity-tables";
import { chartCsv } from "@/lib/analytics/csv";
import { loadActivity } from "@/lib/analytics/loaders/activity";
import { requestWords } from "@/lib/i18n/request";

/** The numbers of one chart of the activity page as a CSV file. */
export async function GET(request: Request, { params }: { params: Promise<{ community: string }> }): Promise<Response> {
  const search = Object.fromEntries(new URL(request.url).searchParams);
  const { community, query, report } = await loadActivity((await params).community, search);
  const words = await requestWords();
  const tables = new Map(Object.entries(activityTables(report, words)));
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

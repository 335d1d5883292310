import { chartFile } from "@/lib/analytics/files";
import { loadOverview } from "@/lib/analytics/loaders/overview";
import { tableOf } from "@/lib/analytics/overview-tables";
import { charts } from "@/lib/analytics/schema";
import { requestWords } from "@/lib/i18n/request";

/** The numbers of one chart as a CSV file, for whoever may see the growth page. */
export async function GET(request: Request, { params }: { params: Promise<{ community: string }> }): Promise<Response> {
  const search = Object.fromEntries(new URL(request.url).searchParams);
  const { community, query, growth } = await loadOverview((await params).community, search);
  const words = await requestWords();
  const tables = Object.fromEntries(charts.map((chart) => [chart, tableOf(chart, growth, words)]));
  const nameOf = (chart: string) => `${community.slug}-${chart}-${query.range}`;
  return chartFile({ tables, chart: search.chart, nameOf }, words);
}

import { chartFile } from "@/lib/analytics/files";
import { loadRevenue } from "@/lib/analytics/loaders/revenue";
import { revenueTables } from "@/lib/analytics/revenue-tables";
import { requestWords } from "@/lib/i18n/request";

/** The numbers of one chart of the revenue page as a CSV file. */
export async function GET(request: Request, { params }: { params: Promise<{ community: string }> }): Promise<Response> {
  const search = Object.fromEntries(new URL(request.url).searchParams);
  const { community, query, report } = await loadRevenue((await params).community, search);
  const words = await requestWords();
  const nameOf = (chart: string) => `${community.slug}-${chart}-${query.range}`;
  return chartFile({ tables: revenueTables(report, words), chart: search.chart, nameOf }, words);
}

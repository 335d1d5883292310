import { chartFile } from "@/lib/analytics/files";
import { funnelTables } from "@/lib/analytics/funnel-tables";
import { loadFunnel } from "@/lib/analytics/loaders/funnel";
import { requestWords } from "@/lib/i18n/request";

/** The numbers of one chart of the funnel page as a CSV file. */
export async function GET(request: Request, { params }: { params: Promise<{ community: string }> }): Promise<Response> {
  const search = Object.fromEntries(new URL(request.url).searchParams);
  const { community, isTooFew, query, funnel, seesRevenue } = await loadFunnel((await params).community, search);
  const words = await requestWords();
  const tables = funnelTables(funnel, words, { withPayments: seesRevenue });
  const nameOf = (chart: string) => `${community.slug}-funnel-${chart}-${query.range}`;
  return chartFile({ tables, chart: search.chart, nameOf, isTooFew }, words);
}

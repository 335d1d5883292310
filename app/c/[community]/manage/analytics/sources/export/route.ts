import { chartFile } from "@/lib/analytics/files";
import { loadSources } from "@/lib/analytics/loaders/sources";
import { sourcesTables } from "@/lib/analytics/sources-tables";
import { requestWords } from "@/lib/i18n/request";

/** The numbers of one chart of the sources page as a CSV file. */
export async function GET(request: Request, { params }: { params: Promise<{ community: string }> }): Promise<Response> {
  const search = Object.fromEntries(new URL(request.url).searchParams);
  const { community, isTooFew, query, report, titles, seesRevenue } = await loadSources(
    (await params).community,
    search,
  );
  const words = await requestWords();
  const tables = sourcesTables(report, words, { currency: community.currency, withPayments: seesRevenue, titles });
  const nameOf = (chart: string) => `${community.slug}-sources-${chart}-${query.range}`;
  return chartFile({ tables, chart: search.chart, nameOf, isTooFew }, words);
}

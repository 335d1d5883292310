import { chartFile } from "@/lib/analytics/files";
import { growthTables } from "@/lib/analytics/growth-tables";
import { loadGrowth } from "@/lib/analytics/loaders/growth";
import { requestWords } from "@/lib/i18n/request";

/** The numbers of one chart of the growth page as a CSV file. */
export async function GET(request: Request, { params }: { params: Promise<{ community: string }> }): Promise<Response> {
  const search = Object.fromEntries(new URL(request.url).searchParams);
  const { community, isTooFew, query, growth } = await loadGrowth((await params).community, search);
  const words = await requestWords();
  const nameOf = (chart: string) => `${community.slug}-growth-${chart}-${query.range}`;
  return chartFile({ tables: growthTables(growth, words), chart: search.chart, nameOf, isTooFew }, words);
}

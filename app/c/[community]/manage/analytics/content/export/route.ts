import { contentTables } from "@/lib/analytics/content-tables";
import { chartFile } from "@/lib/analytics/files";
import { loadContentFile } from "@/lib/analytics/loaders/content";
import { requestWords } from "@/lib/i18n/request";

/** The numbers of one chart of the content page as a CSV file; of the posts all, not only the first. */
export async function GET(request: Request, { params }: { params: Promise<{ community: string }> }): Promise<Response> {
  const search = Object.fromEntries(new URL(request.url).searchParams);
  const { community, isTooFew, query, range, report } = await loadContentFile((await params).community, search);
  const words = await requestWords();
  const nameOf = (chart: string) => `${community.slug}-${chart}-${query.range}`;
  return chartFile({ tables: contentTables(report, words, range.zone), chart: search.chart, nameOf, isTooFew }, words);
}

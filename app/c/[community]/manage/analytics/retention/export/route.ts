import { chartFile } from "@/lib/analytics/files";
import { loadRetention } from "@/lib/analytics/loaders/retention";
import { retentionTables } from "@/lib/analytics/retention-tables";
import { requestWords } from "@/lib/i18n/request";

/** The numbers of one chart of the retention page as a CSV file. */
export async function GET(request: Request, { params }: { params: Promise<{ community: string }> }): Promise<Response> {
  const search = Object.fromEntries(new URL(request.url).searchParams);
  const { community, isTooFew, query, retention, question } = await loadRetention((await params).community, search);
  const words = await requestWords();
  const nameOf = (chart: string) =>
    `${community.slug}-retention-${chart}-${question.unit}-${question.variant}-${query.range}`;
  return chartFile({ tables: retentionTables(retention, words), chart: search.chart, nameOf, isTooFew }, words);
}

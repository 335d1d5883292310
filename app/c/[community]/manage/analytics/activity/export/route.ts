import { activityTables } from "@/lib/analytics/activity-tables";
import { chartFile } from "@/lib/analytics/files";
import { loadActivity } from "@/lib/analytics/loaders/activity";
import { requestWords } from "@/lib/i18n/request";

/** The numbers of one chart of the activity page as a CSV file. */
export async function GET(request: Request, { params }: { params: Promise<{ community: string }> }): Promise<Response> {
  const search = Object.fromEntries(new URL(request.url).searchParams);
  const { community, isTooFew, query, report } = await loadActivity((await params).community, search);
  const words = await requestWords();
  const nameOf = (chart: string) => `${community.slug}-${chart}-${query.range}`;
  return chartFile({ tables: activityTables(report, words), chart: search.chart, nameOf, isTooFew }, words);
}

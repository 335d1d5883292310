import { rowsFile } from "@/lib/analytics/files";
import { loadRevenueRows } from "@/lib/analytics/loaders/revenue";
import { requestWords } from "@/lib/i18n/request";

/** All rows behind one figure of the revenue page as a CSV file. */
export async function GET(request: Request, { params }: { params: Promise<{ community: string }> }): Promise<Response> {
  const search = Object.fromEntries(new URL(request.url).searchParams);
  const words = await requestWords();
  const { community, query, figure, rows } = await loadRevenueRows((await params).community, search, words, {
    all: true,
  });
  return rowsFile({ ...rows, name: `${community.slug}-${figure}-${query.range}` }, words);
}

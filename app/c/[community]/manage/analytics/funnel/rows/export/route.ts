import { rowsFile } from "@/lib/analytics/files";
import { loadFunnelFile } from "@/lib/analytics/loaders/funnel";
import { requestWords } from "@/lib/i18n/request";

/** The people behind a figure as a CSV file, for who may see them. */
export async function GET(request: Request, { params }: { params: Promise<{ community: string }> }): Promise<Response> {
  const search = Object.fromEntries(new URL(request.url).searchParams);
  const { community, columns, lines, step, query } = await loadFunnelFile((await params).community, search);
  const name = `${community.slug}-funnel-${step}-${query.range}`;
  return rowsFile({ columns, rows: lines, name }, await requestWords());
}

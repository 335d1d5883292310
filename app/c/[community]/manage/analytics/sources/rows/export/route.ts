import { rowsFile } from "@/lib/analytics/files";
import { loadSourcesFile } from "@/lib/analytics/loaders/sources";
import { requestWords } from "@/lib/i18n/request";

/** The people behind a figure as a CSV file, for who may see them. */
export async function GET(request: Request, { params }: { params: Promise<{ community: string }> }): Promise<Response> {
  const search = Object.fromEntries(new URL(request.url).searchParams);
  const { community, columns, lines, step, query } = await loadSourcesFile((await params).community, search);
  const name = `${community.slug}-sources-${step}-${query.range}`;
  return rowsFile({ columns, rows: lines, name }, await requestWords());
}

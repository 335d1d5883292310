import { figureRows, rowsFile } from "@/lib/analytics/files";
import { loadRevenueRowsFile } from "@/lib/analytics/loaders/revenue";
import { revenueColumns, revenueRow } from "@/lib/analytics/revenue-rows";
import { requestWords } from "@/lib/i18n/request";

/** All rows behind one figure of the revenue page as a CSV file. */
export async function GET(request: Request, { params }: { params: Promise<{ community: string }> }): Promise<Response> {
  const search = Object.fromEntries(new URL(request.url).searchParams);
  const words = await requestWords();
  const file = await loadRevenueRowsFile((await params).community, search, words);
  const { figure } = file.asked;
  const rows = figureRows(file.found, (row) => revenueRow(figure, row, file.context));
  const name = `${file.community.slug}-${figure}-${file.query.range}`;
  return rowsFile({ columns: revenueColumns(figure, words), rows, name }, words);
}

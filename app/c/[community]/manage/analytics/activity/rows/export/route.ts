import { activityColumns, activityFigureRow } from "@/lib/analytics/activity-rows";
import { figureRows, rowsFile } from "@/lib/analytics/files";
import { loadActivityRowsFile } from "@/lib/analytics/loaders/activity";
import { requestWords } from "@/lib/i18n/request";

/** All rows behind a figure of the activity page as a CSV file, for whoever may see people. */
export async function GET(request: Request, { params }: { params: Promise<{ community: string }> }): Promise<Response> {
  const search = Object.fromEntries(new URL(request.url).searchParams);
  const { community, query, range, question, rows } = await loadActivityRowsFile((await params).community, search);
  const words = await requestWords();
  const { figure } = question;
  const context = { slug: community.slug, zone: range.zone, words, asOf: range.to };
  const told = figureRows(rows, (row) => activityFigureRow(row, figure, context));
  const name = `${community.slug}-${figure}-${query.range}`;
  return rowsFile({ columns: activityColumns(figure, words), rows: told, name }, words);
}

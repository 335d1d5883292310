import { contentColumns, contentFigureRow } from "@/lib/analytics/content-rows";
import { figureRows, rowsFile } from "@/lib/analytics/files";
import { loadContentRowsFile } from "@/lib/analytics/loaders/content";
import { requestWords } from "@/lib/i18n/request";

/** All rows behind a figure of the content page as a CSV file, for whoever may see people. */
export async function GET(request: Request, { params }: { params: Promise<{ community: string }> }): Promise<Response> {
  const search = Object.fromEntries(new URL(request.url).searchParams);
  const { community, query, range, question, rows } = await loadContentRowsFile((await params).community, search);
  const words = await requestWords();
  const context = { slug: community.slug, zone: range.zone, words };
  const told = figureRows(rows, (row) => contentFigureRow(row, context));
  const name = `${community.slug}-${question.figure}-${query.range}`;
  return rowsFile({ columns: contentColumns(question.figure, words), rows: told, name }, words);
}

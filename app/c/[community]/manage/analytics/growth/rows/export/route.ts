import { figureRows, rowsFile } from "@/lib/analytics/files";
import { spanColumns, spanRow } from "@/lib/analytics/growth-tables";
import { loadGrowthRowsFile } from "@/lib/analytics/loaders/growth";
import { requestWords } from "@/lib/i18n/request";

/** All people behind a figure of the growth page as a CSV file, for owner and admins. */
export async function GET(request: Request, { params }: { params: Promise<{ community: string }> }): Promise<Response> {
  const search = Object.fromEntries(new URL(request.url).searchParams);
  const { community, question, range, spans } = await loadGrowthRowsFile((await params).community, search);
  const words = await requestWords();
  const rows = figureRows(spans, (span) => spanRow(span, range.zone, words));
  return rowsFile({ columns: spanColumns(words), rows, name: `${community.slug}-growth-${question.figure}` }, words);
}

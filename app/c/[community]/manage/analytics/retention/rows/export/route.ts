import { figureRows, rowsFile } from "@/lib/analytics/files";
import { loadRetentionRowsFile } from "@/lib/analytics/loaders/retention";
import { peopleColumns, peopleRow } from "@/lib/analytics/retention-tables";
import { requestWords } from "@/lib/i18n/request";
import { unitName } from "@/lib/platform/calendar";

/** All people of a cohort, or of one of the range's figures, as a CSV file, for owner and admins. */
export async function GET(request: Request, { params }: { params: Promise<{ community: string }> }): Promise<Response> {
  const search = Object.fromEntries(new URL(request.url).searchParams);
  const { community, cell, range, people } = await loadRetentionRowsFile((await params).community, search);
  const words = await requestWords();
  const rows = figureRows(people, (person) => peopleRow(person, cell, range.zone, words));
  const whose = "pick" in cell ? cell.pick : unitName(cell.cohort, cell.unit);
  return rowsFile({ columns: peopleColumns(cell, words), rows, name: `${community.slug}-retention-${whose}` }, words);
}

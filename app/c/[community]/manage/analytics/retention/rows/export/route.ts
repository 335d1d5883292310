import type { CohortCell, CohortRow, RangeCell } from "@/lib/analytics/cohort-figures";
import { streamRowsCsv } from "@/lib/analytics/csv";
import { loadRetentionRowsFile } from "@/lib/analytics/loaders/retention";
import { peopleColumns, peopleRow } from "@/lib/analytics/retention-tables";
import type { FigureRow } from "@/lib/analytics/rows";
import { requestWords } from "@/lib/i18n/request";
import type { Words } from "@/lib/i18n/words";
import { unitName } from "@/lib/platform/calendar";

/** All people of a cohort, or of one of the range's figures, as a CSV file, for owner and admins. */
export async function GET(request: Request, { params }: { params: Promise<{ community: string }> }): Promise<Response> {
  const search = Object.fromEntries(new URL(request.url).searchParams);
  const { community, cell, range, people } = await loadRetentionRowsFile((await params).community, search);
  const words = await requestWords();
  const labels: [string, string] = [words.t("analytics.rows.person"), words.t("analytics.rows.handle")];
  const name = "pick" in cell ? cell.pick : unitName(cell.cohort, cell.unit);
  return new Response(streamRowsCsv(peopleColumns(cell, words), labels, rowsOf(people, cell, range.zone, words)), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${community.slug}-retention-${name}.csv"`,
      "cache-control": "private, no-store",
    },
  });
}

async function* rowsOf(
  people: AsyncIterable<CohortRow>,
  cell: CohortCell | RangeCell,
  zone: string,
  words: Words,
): AsyncGenerator<FigureRow> {
  for await (const person of people) yield peopleRow(person, cell, zone, words);
}

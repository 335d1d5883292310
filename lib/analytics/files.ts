import type { Words } from "@/lib/i18n/words";
import { download } from "@/lib/platform/download";
import { fewestForModerators } from "@/lib/segments/policy";
import type { ChartTable } from "./cells";
import { chartCsv, rowsCsv } from "./csv";
import type { FigureRow, FigureRows } from "./rows";

/** What the pages' export routes answer, once their loader has asked who wants it. */

interface ChartFile {
  /** The page's charts by their names in addresses. */
  tables: Readonly<Record<string, ChartTable>>;
  /** The one the address asks for. */
  chart: string | undefined;
  /** The file's name without its ending. */
  nameOf: (chart: string) => string;
  /** The segment is so small that who asks is shown no figures of it. */
  isTooFew?: boolean;
}

/** The numbers of one chart as a CSV file; for a chart the page does not have, a sentence that names those it has. */
export function chartFile({ tables, chart = "", nameOf, isTooFew = false }: ChartFile, { t }: Words): Response {
  if (isTooFew) return new Response(t("segments.tooFew.title", { n: fewestForModerators }), { status: 403 });
  const table = new Map(Object.entries(tables)).get(chart);
  if (!table) return new Response(t("analytics.badChart", { charts: Object.keys(tables).join(", ") }), { status: 400 });
  return download({ name: `${nameOf(chart)}.csv`, body: chartCsv(table) });
}

interface RowsFile {
  columns: FigureRows["columns"];
  rows: Iterable<FigureRow> | AsyncIterable<FigureRow>;
  /** Without its ending. */
  name: string;
}

/** All rows behind a figure as a CSV file. */
export function rowsFile({ columns, rows, name }: RowsFile, { t }: Words): Response {
  const people: [string, string] = [t("analytics.rows.person"), t("analytics.rows.handle")];
  return download({ name: `${name}.csv`, body: rowsCsv(columns, people, rows) });
}

/** What was found as rows of a figure, one by one as they arrive. */
export async function* figureRows<Found>(
  found: AsyncIterable<Found>,
  toRow: (one: Found) => FigureRow,
): AsyncGenerator<FigureRow> {
  for await (const one of found) yield toRow(one);
}

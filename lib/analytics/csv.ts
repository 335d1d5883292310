import { Readable } from "node:stream";
import { stringify } from "csv-stringify";
import { type ChartTable, plainCell } from "./cells";
import type { FigureRow, FigureRows } from "./rows";

type PlainRow = (string | number)[];

/** A chart's table as a CSV stream. */
export function chartCsv({ columns, rows }: ChartTable): ReadableStream<Uint8Array> {
  const headings = columns.map(({ label }) => label);
  return csvOf(
    headings,
    rows.map((row) => row.map(plainCell)),
  );
}

/**
 * The rows behind a figure the same way; `personLabels` heads the first two columns. Rows may arrive one after the
 * other, so that a file of any length needs no memory.
 */
export function rowsCsv(
  columns: FigureRows["columns"],
  personLabels: [name: string, handle: string],
  rows: Iterable<FigureRow> | AsyncIterable<FigureRow>,
): ReadableStream<Uint8Array> {
  return csvOf([...personLabels, ...columns.map(({ label }) => label)], plainRows(rows));
}

async function* plainRows(rows: Iterable<FigureRow> | AsyncIterable<FigureRow>): AsyncGenerator<PlainRow> {
  for await (const { person, cells } of rows)
    yield [person?.name ?? "", person?.handle ?? "", ...cells.map((cell) => plainCell(cell))];
}

/**
 * UTF-8 with a byte order mark (spreadsheets guess wrongly without), and with text that a spreadsheet would run as a
 * formula made harmless.
 */
function csvOf(
  headings: readonly string[],
  rows: Iterable<PlainRow> | AsyncIterable<PlainRow>,
): ReadableStream<Uint8Array> {
  const lines = stringify({
    header: true,
    columns: headings.map((header, i) => ({ key: String(i), header })),
    bom: true,
    escape_formulas: true,
  });
  Readable.from(rows)
    .on("error", (error) => lines.destroy(error))
    .pipe(lines);
  return Readable.toWeb(lines) as ReadableStream<Uint8Array>;
}

import { Readable } from "node:stream";
import { stringify } from "csv-stringify";
import { type Cell, type ChartTable, plainCell } from "./cells";
import type { FigureRow, FigureRows } from "./rows";

/**
 * A chart's table as a CSV stream: UTF-8 with a byte order mark (spreadsheets guess wrongly without), and with text
 * that a spreadsheet would run as a formula made harmless.
 */
export function chartCsv({ columns, rows }: ChartTable): ReadableStream<Uint8Array> {
  const lines = stringify({
    header: true,
    columns: columns.map((column, i) => ({ key: String(i), header: column.label })),
    bom: true,
    escape_formulas: true,
  });
  Readable.from(rows.map((row) => row.map(plainCell))).pipe(lines);
  return Readable.toWeb(lines) as ReadableStream<Uint8Array>;
}

/** The rows behind a figure as a CSV stream, made harmless the same way; `personLabel` heads the first two columns. */
export function rowsCsv(
  { columns, rows }: FigureRows,
  personLabels: [name: string, handle: string],
): ReadableStream<Uint8Array> {
  const text = (value: string | null): Cell => ({ kind: "text", value });
  return chartCsv({
    columns: [...personLabels.map((label) => ({ label, numeric: false })), ...columns],
    rows: rows.map(({ person, cells }) => [text(person?.name ?? null), text(person?.handle ?? null), ...cells]),
  });
}

/** The same for rows that arrive one after the other, so that a file of any length needs no memory. */
export function streamRowsCsv(
  columns: FigureRows["columns"],
  personLabels: [name: string, handle: string],
  rows: AsyncIterable<FigureRow>,
): ReadableStream<Uint8Array> {
  const headings = [...personLabels, ...columns.map((column) => column.label)];
  const lines = stringify({
    header: true,
    columns: headings.map((header, i) => ({ key: String(i), header })),
    bom: true,
    escape_formulas: true,
  });
  Readable.from(plainRows(rows))
    .on("error", (error) => lines.destroy(error))
    .pipe(lines);
  return Readable.toWeb(lines) as ReadableStream<Uint8Array>;
}

async function* plainRows(rows: AsyncIterable<FigureRow>): AsyncGenerator<(string | number)[]> {
  for await (const { person, cells } of rows)
    yield [person?.name ?? "", person?.handle ?? "", ...cells.map((cell) => plainCell(cell))];
}

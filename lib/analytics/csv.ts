import { Readable } from "node:stream";
import { stringify } from "csv-stringify";
import { type ChartTable, plainCell } from "./tables";

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

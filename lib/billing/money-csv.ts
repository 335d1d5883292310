import { Readable } from "node:stream";
import { stringify } from "csv-stringify";
import { minorDigits } from "@/lib/platform/money";

/** A list of money as a file: a head and rows of text and numbers, which may arrive page by page. */
export interface MoneyTable {
  columns: readonly string[];
  rows: Iterable<MoneyCells> | AsyncIterable<MoneyCells>;
}
export type MoneyCells = readonly (string | number | null)[];

/**
 * A list of money as a CSV stream: UTF-8 with a byte order mark (spreadsheets guess wrongly without), and with text
 * that a spreadsheet would run as a formula made harmless. Numbers stay numbers.
 */
export function moneyCsv({ columns, rows }: MoneyTable): ReadableStream<Uint8Array> {
  const lines = stringify({
    header: true,
    columns: columns.map((header, i) => ({ key: String(i), header })),
    bom: true,
    escape_formulas: true,
  });
  const cells = Readable.from(rows);
  cells.on("error", (error) => lines.destroy(error));
  cells.pipe(lines);
  return Readable.toWeb(lines) as ReadableStream<Uint8Array>;
}

/** An amount in minor units as the number a spreadsheet adds up: 3900 fen → 39. */
export function plainAmount(amount: number | null, currency: string | null): number | null {
  return amount === null || currency === null ? null : amount / 10 ** minorDigits(currency);
}

/** An instant for a spreadsheet, in UTC to the second. */
export function plainTime(at: Date | null): string {
  return at ? at.toISOString().slice(0, 19).replace("T", " ") : "";
}

import { Readable } from "node:stream";
import { stringify } from "csv-stringify";
import { z } from "zod";

/** The three files from which anyone can compute every figure again. */
export const rawExports = ["periods", "payments", "events"] as const;
export const rawFormats = ["csv", "json"] as const;

export const RawExportQuery = z.object({ what: z.enum(rawExports), format: z.enum(rawFormats).default("csv") });
export type RawExportQuery = z.infer<typeof RawExportQuery>;

/** A row of a file by its columns. Instants as ISO 8601 in UTC, money in whole units, null for what there is not. */
export type RawRow = Record<string, string | number | null>;

/** The columns of each file, in order: those of the written format first, then what the finer figures need. */
export const rawColumns: Record<RawExportQuery["what"], readonly string[]> = {
  periods: [
    "member",
    "start",
    "end",
    "plan",
    "amount",
    "currency",
    "interval",
    "intervalCount",
    "scope",
    "subscription",
    "endReason",
    "discount",
    "discountEnd",
  ],
  payments: ["member", "at", "amount", "currency", "kind", "product"],
  events: ["member", "at", "type"],
};

/** Rows as a CSV stream (UTF-8 with a byte order mark, formulas made harmless) or as one JSON array. */
export function rawStream(
  { what, format }: RawExportQuery,
  rows: AsyncIterable<RawRow>,
): { body: ReadableStream<Uint8Array>; type: string } {
  return format === "csv"
    ? { body: asCsv(rawColumns[what], rows), type: "text/csv; charset=utf-8" }
    : { body: asJson(rows), type: "application/json; charset=utf-8" };
}

function asCsv(columns: readonly string[], rows: AsyncIterable<RawRow>): ReadableStream<Uint8Array> {
  const lines = stringify({ header: true, columns: [...columns], bom: true, escape_formulas: true });
  const source = Readable.from(rows);
  source.on("error", (error) => lines.destroy(error));
  // Whoever stops downloading stops the reading.
  lines.on("close", () => source.destroy());
  source.pipe(lines);
  return Readable.toWeb(lines) as ReadableStream<Uint8Array>;
}

function asJson(rows: AsyncIterable<RawRow>): ReadableStream<Uint8Array> {
  return Readable.toWeb(
    Readable.from(jsonLines(rows)).map((line: string) => Buffer.from(line)),
  ) as ReadableStream<Uint8Array>;
}

async function* jsonLines(rows: AsyncIterable<RawRow>): AsyncGenerator<string> {
  let before = "[\n";
  for await (const row of rows) {
    yield `${before}${JSON.stringify(row)}`;
    before = ",\n";
  }
  yield before === "[\n" ? "[]\n" : "\n]\n";
}

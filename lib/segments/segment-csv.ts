import { Readable } from "node:stream";
import { stringify } from "csv-stringify";

interface Row {
  name: string;
  handle: string;
  role: string;
  joinedAt: Date;
}

/**
 * The people of a segment as a CSV stream: UTF-8 with a byte order mark, text that a spreadsheet would run as a formula
 * made harmless. `labels` heads name, handle, role and the day they joined (last), as YYYY-MM-DD by `dayOf`.
 */
export function segmentCsv(
  batches: AsyncIterable<Row[]>,
  labels: [name: string, handle: string, role: string, joined: string],
  dayOf: (at: Date) => string,
): ReadableStream<Uint8Array> {
  const columns = labels.map((header, nth) => ({ key: String(nth), header }));
  const lines = stringify({ header: true, columns, bom: true, escape_formulas: true });
  async function* rows() {
    for await (const batch of batches)
      for (const { name, handle, role, joinedAt } of batch) yield [name, handle, role, dayOf(joinedAt)];
  }
  Readable.from(rows())
    .on("error", (error) => lines.destroy(error))
    .pipe(lines);
  return Readable.toWeb(lines) as ReadableStream<Uint8Array>;
}

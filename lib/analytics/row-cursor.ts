/** Where a page of rows ends: the last row's number (an instant, a count) and its id. */
export interface RowCursor {
  number: number;
  id: string;
}

export const cursorText = ({ number, id }: RowCursor): string => `${number}_${id}`;

/** Reads a cursor from an address; what is not one begins at the first row. */
export function readRowCursor(text: string | undefined): RowCursor | null {
  const [, number = "", id = ""] = /^(-?\d{1,16})_(.{1,80})$/.exec(text ?? "") ?? [];
  return id === "" ? null : { number: Number(number), id };
}

/** How one page of rows is asked for. */
export interface RowsWanted {
  after: RowCursor | null;
  limit: number;
}

/** All rows, a batch at a time: for a file. */
export async function* inBatchesOf<Row>(
  size: number,
  list: (wanted: RowsWanted) => Promise<Row[]>,
  cursorOf: (row: Row) => RowCursor,
): AsyncGenerator<Row> {
  let after: RowCursor | null = null;
  for (;;) {
    const rows: Row[] = await list({ after, limit: size });
    yield* rows;
    if (rows.length < size) return;
    after = cursorOf(rows.at(-1)!);
  }
}

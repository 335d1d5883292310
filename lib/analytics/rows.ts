import type { Cell } from "./cells";

/** One of the people, payments or interactions a figure counts. */
export interface FigureRow {
  /** Unique among the rows; the cursor for the next page is the last one's. */
  key: string;
  /** Whom it is about; null when the person has gone or there is none. */
  person: { id: string; name: string; handle: string } | null;
  /** The other columns, in the order of {@link FigureRows.columns}. */
  cells: Cell[];
}

/** The rows behind one figure: what "show the rows" lists and what its CSV file holds. */
export interface FigureRows {
  /** How many rows there are in all: always the figure itself, or the two do not agree and one is wrong. */
  total: number;
  /** Headings of the cells after the person, in the reader's language. */
  columns: { label: string; numeric: boolean }[];
  rows: FigureRow[];
  /** The `after` of the next page, or null on the last. */
  next: string | null;
}

/** Rows on one page of the list; a CSV file holds all. */
export const rowsPerPage = 100;

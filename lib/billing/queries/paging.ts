import "server-only";
import { type AnyColumn, and, desc, gte, lt, type SQL } from "drizzle-orm";
import { beforeCursor } from "@/db/dialect/sql";
import type { DayRange } from "../day-range";

/** The owner's lists of money: the latest first, by keyset, narrowed to days. */

export interface Cursor {
  value: number;
  id: string;
}

export interface PageFilter extends Partial<DayRange> {
  after?: Cursor | null;
  limit: number;
}

export interface Page<Row> {
  rows: Row[];
  next: Cursor | null;
}

/** What a list is ordered by. */
interface Order {
  at: AnyColumn;
  id: AnyColumn;
}

export const latestFirst = ({ at, id }: Order): [SQL, SQL] => [desc(at), desc(id)];

export const withinDays = (at: AnyColumn, { from, until }: Partial<DayRange>): SQL | undefined =>
  and(from ? gte(at, from) : undefined, until ? lt(at, until) : undefined);

/** Rows of these days that come after the cursor. */
export const onPage = ({ at, id }: Order, { after, ...days }: PageFilter): SQL | undefined =>
  and(withinDays(at, days), after ? beforeCursor(at, id, after.value, after.id) : undefined);

/** One page, asked for with one row more than it shows, to know whether another follows. */
export function toPage<Row>(rows: Row[], limit: number, cursorOf: (row: Row) => { at: Date; id: string }): Page<Row> {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  if (rows.length <= limit || !last) return { rows: page, next: null };
  const { at, id } = cursorOf(last);
  return { rows: page, next: { value: at.getTime(), id } };
}

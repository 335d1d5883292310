import { type AnyColumn, type SQL, sql } from "drizzle-orm";

/** The few fragments that read differently on the two engines. Everything else is Drizzle's builder. */

/** `count(*)` as a number (PostgreSQL's driver hands bigint over as text). */
export const countAll = () => sql<number>`count(*)`.mapWith(Number);

/** `sum(column)` as a number, 0 for no rows. */
export const sumOf = (column: AnyColumn | SQL) => sql<number>`coalesce(sum(${column}), 0)`.mapWith(Number);

/** `count(distinct column)` as a number. */
export const countDistinct = (column: AnyColumn | SQL) => sql<number>`count(distinct ${column})`.mapWith(Number);

/** Row comparison for keyset paging: rows after (`<`) the cursor in a descending list. */
export const beforeCursor = (first: AnyColumn, second: AnyColumn, a: number, b: string) =>
  sql`(${first}, ${second}) < (${a}, ${b})`;

/** The other way round, for ascending lists. */
export const afterCursor = (first: AnyColumn, second: AnyColumn, a: number, b: string) =>
  sql`(${first}, ${second}) > (${a}, ${b})`;

/** Case-blind "contains"; `%` and `_` in the searched text mean themselves. SQLite folds the case of ASCII only. */
export const containsText = (column: AnyColumn, text: string) =>
  sql`lower(${column}) like lower(${`%${text.replace(/[\\%_]/g, "\\$&")}%`}) escape '\\'`;

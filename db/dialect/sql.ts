import { type AnyColumn, type Placeholder, type SQL, sql } from "drizzle-orm";
import { engine } from "./index";

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

/**
 * `column in (ids)` with one parameter instead of one per id: Drizzle builds it in a twentieth of the time, and the
 * text stays the same for any number of ids, so that the query can be prepared. Give the ids through {@link idList}.
 */
export const amongIds = (column: AnyColumn | SQL, ids: string | string[] | Placeholder) =>
  engine === "postgres"
    ? sql`${column} = any(${sql.param(ids)})`
    : sql`${column} in (select value from json_each(${ids}))`;

/**
 * The same ids as a table to begin with: `.from(idRows(ids)).crossJoin(posts)` and `eq(posts.id, wantedId)`. SQLite joins
 * crosswise in the order that is written; with {@link amongIds} it may rather walk all of a community to find a few.
 */
export const idRows = (ids: readonly string[]): SQL =>
  engine === "postgres"
    ? sql`unnest(${sql.param([...ids])}::text[]) as wanted(id)`
    : sql`(select value as id from json_each(${JSON.stringify(ids)})) as wanted`;

export const wantedId = sql`wanted.id`;

/** Narrows a column to the ids a subquery selects. */
export const amongSelected =
  (select: SQL) =>
  (column: AnyColumn | SQL): SQL =>
    sql`${column} in (${select})`;

/** PostgreSQL keeps the hash table of a subquery in memory for some 140,000 ids, by its standard settings. */
const hashedMax = 100_000;

/**
 * Narrows a column to so many ids that they are looked up in a table. PostgreSQL takes any list for two hundred different
 * ids and would rather seek row by row for each of them: a condition with "is true" behind it, it may not turn into a join.
 */
export function amongMany(ids: readonly string[]): (column: AnyColumn | SQL) => SQL {
  if (engine === "sqlite") return amongSelected(sql`select value from json_each(${JSON.stringify(ids)})`);
  // Written out once, for all statements it is put into: the driver would do it for each.
  const list = `{${ids.map((id) => `"${id.replace(/[\\"]/g, "\\$&")}"`).join(",")}}`;
  const select = sql`select unnest(${list}::text[])`;
  return ids.length > hashedMax ? amongSelected(select) : (column) => sql`(${column} in (${select})) is true`;
}

/** Ids as the engine takes them in one parameter. */
export const idList = (ids: readonly string[]): string | string[] =>
  engine === "postgres" ? [...ids] : JSON.stringify(ids);

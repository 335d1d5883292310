import "server-only";
import { type AnyColumn, type SQL, sql } from "drizzle-orm";
import type { MemberFilter } from "@/lib/segments/types";

/** `column in (members of the segment)`, or nothing to narrow by. */
export const among = (column: AnyColumn, filter: MemberFilter): SQL | undefined =>
  filter === null ? undefined : sql`${column} in (${filter})`;

/**
 * The same, looked at row by row after something else has found the rows: without the addition SQLite looks each member
 * of the segment up in each stretch of time.
 */
export const checkedAmong = (column: AnyColumn, filter: MemberFilter): SQL | undefined =>
  filter === null ? undefined : sql`${column} || '' in (${filter})`;

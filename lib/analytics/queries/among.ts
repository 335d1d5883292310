import "server-only";
import { type AnyColumn, type SQL, sql } from "drizzle-orm";
import type { MemberFilter } from "@/lib/segments/types";

/** `column in (members of the segment)`, or nothing to narrow by. */
export const among = (column: AnyColumn, filter: MemberFilter): SQL | undefined =>
  filter === null ? undefined : sql`${column} in (${filter})`;

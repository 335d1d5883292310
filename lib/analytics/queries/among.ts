import "server-only";
import type { AnyColumn, SQL } from "drizzle-orm";
import type { MemberFilter } from "@/lib/segments/types";

/** The condition that a member is among those of the filter; undefined when there is nothing to narrow by. */
export const among = (column: AnyColumn, filter: MemberFilter): SQL | undefined => filter?.(column);

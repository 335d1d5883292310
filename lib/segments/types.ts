import type { AnyColumn, SQL } from "drizzle-orm";
import type { SegmentRule } from "@/db/schema/segments";

export type { SegmentRule } from "@/db/schema/segments";

/** A saved segment as lists and menus show it. */
export interface SegmentName {
  id: string;
  name: string;
}

/** What must be known to ask who is in a segment: whose members, by which rule, in whose days. */
export interface SegmentOf {
  communityId: string;
  rule: SegmentRule;
  /** The community's zone. */
  zone: string;
}

/** Narrows a query to some members: makes the condition on a column of their ids; null is everybody. */
export type MemberFilter = ((memberId: AnyColumn | SQL) => SQL) | null;

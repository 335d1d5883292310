import { index, instant, json, table, text } from "../dialect";
import { communities, members } from "./communities";

/** One test of a member: what is looked at, how it is compared, with what. The words are in lib/segments/schema.ts. */
export interface SegmentCondition {
  field: string;
  is: string;
  value: string | number | boolean | string[];
  /** Of a condition about a stretch of time that also compares a number or a topic: how many days back it looks. */
  days?: number;
}

/** Conditions joined by "all of" and "any of", nested. */
export type SegmentRule = { all: SegmentRule[] } | { any: SegmentRule[] } | SegmentCondition;

/** A saved question about members: who they are is found anew each time it is asked. */
export const segments = table(
  "segments",
  {
    id: text("id").primaryKey(),
    communityId: text("community_id")
      .notNull()
      .references(() => communities.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    rule: json<SegmentRule>("rule").notNull(),
    createdBy: text("created_by")
      .notNull()
      .references(() => members.id),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
    archivedAt: instant("archived_at"),
  },
  (t) => [index("segments_community").on(t.communityId, t.archivedAt)],
);

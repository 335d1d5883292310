import "server-only";
import { type AnyColumn, max, min, type SQL } from "drizzle-orm";
import { read } from "@/db/client";
import type {
  activeDays,
  activityCohorts,
  activityDays,
  activityMonths,
  firstReplies,
  happeningDays,
  interactionDays,
  memberPeriods,
  moneyDays,
  mrrDays,
  spanDays,
} from "@/db/schema/analytics";
import type { journal } from "@/db/schema/journal";
import type { activityMonthPacks, activityPacks, memberTurns, replyPacks } from "@/db/schema/packs";

export interface Bounds<Value> {
  first: Value;
  last: Value;
}

type Bounded =
  | typeof activeDays
  | typeof activityCohorts
  | typeof activityDays
  | typeof activityMonthPacks
  | typeof activityMonths
  | typeof activityPacks
  | typeof firstReplies
  | typeof happeningDays
  | typeof interactionDays
  | typeof journal
  | typeof memberPeriods
  | typeof memberTurns
  | typeof moneyDays
  | typeof mrrDays
  | typeof replyPacks
  | typeof spanDays;

/**
 * The smallest and the largest value of a column; null when there is none. One query for each end: asked for both at
 * once SQLite walks through the whole index.
 */
export async function findBounds<Value extends string | number | Date>(
  table: Bounded,
  column: AnyColumn<{ data: Value }>,
  where: SQL,
): Promise<Bounds<Value> | null> {
  const [lowest] = await read()
    .select({ value: min(column) })
    .from(table)
    .where(where);
  const [highest] = await read()
    .select({ value: max(column) })
    .from(table)
    .where(where);
  const [first, last] = [lowest?.value, highest?.value] as (Value | null | undefined)[];
  return first == null || last == null ? null : { first, last };
}

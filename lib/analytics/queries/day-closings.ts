import "server-only";
import { and, eq, gte, isNull, lt, lte, max, or, sql } from "drizzle-orm";
import { read } from "@/db/client";
import { countAll, sumOf } from "@/db/dialect/sql";
import { activityDays, dayClosings, memberPeriods, spanDays } from "@/db/schema/analytics";
import { addDays, startOfDay } from "@/lib/platform/calendar";
import { Amounts } from "../amounts";

/** The chief figures of a day at its end. */
export interface DayFigures {
  members: number;
  paying: number;
  interactions: number;
  /** By currency, in minor units. */
  mrr: Record<string, number>;
}

/** The last day that was closed; null when none was. */
export async function findLastClosedDay(communityId: string): Promise<string | null> {
  const [row] = await read()
    .select({ day: max(dayClosings.day) })
    .from(dayClosings)
    .where(eq(dayClosings.communityId, communityId));
  return row?.day ?? null;
}

/** What the projections say of a day now: what began or ended at the next day's first instant is not in it. */
export async function findDayFigures(communityId: string, day: string, zone: string): Promise<DayFigures> {
  const [activity] = await read()
    .select({ interactions: sumOf(activityDays.count) })
    .from(activityDays)
    .where(and(eq(activityDays.communityId, communityId), eq(activityDays.day, day)));
  return {
    members: await countRunning(communityId, "member", day),
    paying: await countRunning(communityId, "paying", day),
    interactions: activity?.interactions ?? 0,
    mrr: await sumRunning(communityId, startOfDay(addDays(day, 1), zone)),
  };
}

async function countRunning(communityId: string, scope: string, day: string): Promise<number> {
  const [row] = await read()
    .select({ n: sumOf(sql`case when ${spanDays.kind} = 'end' then -${spanDays.count} else ${spanDays.count} end`) })
    .from(spanDays)
    .where(and(eq(spanDays.communityId, communityId), eq(spanDays.scope, scope), lte(spanDays.day, day)));
  return row?.n ?? 0;
}

async function sumRunning(communityId: string, end: Date): Promise<Record<string, number>> {
  const rows = await read()
    .select({ currency: memberPeriods.currency, amount: memberPeriods.monthlyAmount, n: countAll() })
    .from(memberPeriods)
    .where(
      and(
        eq(memberPeriods.communityId, communityId),
        eq(memberPeriods.scope, "paying"),
        lt(memberPeriods.startsAt, end),
        or(isNull(memberPeriods.endsAt), gte(memberPeriods.endsAt, end)),
      ),
    )
    .groupBy(memberPeriods.currency, memberPeriods.monthlyAmount);
  const sums: Record<string, number> = {};
  for (const [currency, own] of Map.groupBy(rows, (row) => row.currency ?? "")) {
    const amounts = new Amounts();
    for (const { amount, n } of own) amounts.add(amount ?? 0, n);
    sums[currency] = amounts.sum;
  }
  return sums;
}

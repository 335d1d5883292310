import "server-only";
import { and, asc, eq, gte, inArray, lte, sql } from "drizzle-orm";
import { read } from "@/db/client";
import { sumOf } from "@/db/dialect/sql";
import { dayClosings, movementMonths, mrrDays } from "@/db/schema/analytics";
import { products } from "@/db/schema/billing";
import type { MemberFilter } from "@/lib/segments/types";
import { sumDiscounts, sumPlans } from "../history-money";
import type { PlanMrr } from "../revenue";
import { findHistories } from "./histories";
import { findPeople } from "./packs";

/** Sums below this are the noise of adding fractions, not money. */
const noise = 1e-6;

/** MRR(t) by plan, interval and currency, the largest first. */
export async function listPlanMrr(communityId: string, t: Date, segment: MemberFilter): Promise<PlanMrr[]> {
  const plans = sumPlans(await findHistories(communityId), t, await findPeople(communityId, segment));
  return plans
    .filter((plan) => plan.subscriptions !== 0 || Math.abs(plan.amount) > noise)
    .sort((a, b) => b.amount - a.amount || (a.productId + a.interval < b.productId + b.interval ? -1 : 1));
}

/** What discounts for a time take off the monthly value at `t`, by currency. */
export async function findDiscounts(communityId: string, t: Date, segment: MemberFilter): Promise<Map<string, number>> {
  return sumDiscounts(await findHistories(communityId), t, await findPeople(communityId, segment));
}

/** What changed MRR, as kept for whole calendar months (their numbers). */
export async function listMovementMonths(
  communityId: string,
  currency: string,
  months: readonly number[],
): Promise<{ month: number; kind: string; amount: number; count: number }[]> {
  if (months.length === 0) return [];
  return read()
    .select({
      month: movementMonths.month,
      kind: movementMonths.kind,
      amount: movementMonths.amount,
      count: movementMonths.count,
    })
    .from(movementMonths)
    .where(
      and(
        eq(movementMonths.communityId, communityId),
        eq(movementMonths.currency, currency),
        inArray(movementMonths.month, [...months]),
      ),
    );
}

/** MRR of days as it stood when they were closed, from `first` to `last`. */
export async function listClosedMrr(
  communityId: string,
  currency: string,
  first: string,
  last: string,
): Promise<{ day: string; mrr: number }[]> {
  const rows = await read()
    .select({ day: dayClosings.day, mrr: dayClosings.mrr })
    .from(dayClosings)
    .where(and(eq(dayClosings.communityId, communityId), gte(dayClosings.day, first), lte(dayClosings.day, last)))
    .orderBy(asc(dayClosings.day));
  return rows.map(({ day, mrr }) => ({ day, mrr: mrr[currency] ?? 0 }));
}

/** By how much MRR of one currency changed on each day from `first` to `last`; days without a change are left out. */
export async function listMrrChanges(
  communityId: string,
  currency: string,
  first: string,
  last: string,
): Promise<{ day: string; change: number }[]> {
  return read()
    .select({ day: mrrDays.day, change: sumOf(sql`${mrrDays.amountIn} - ${mrrDays.amountOut}`) })
    .from(mrrDays)
    .where(
      and(
        eq(mrrDays.communityId, communityId),
        eq(mrrDays.currency, currency),
        gte(mrrDays.day, first),
        lte(mrrDays.day, last),
      ),
    )
    .groupBy(mrrDays.day)
    .orderBy(asc(mrrDays.day));
}

/** The names of what is sold here, archived plans included, by id. */
export async function listProductNames(communityId: string): Promise<Map<string, string>> {
  const rows = await read()
    .select({ id: products.id, name: products.name })
    .from(products)
    .where(eq(products.communityId, communityId));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

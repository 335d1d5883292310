import "server-only";
import { and, asc, eq, gte, inArray, isNotNull, lt, lte, type SQL, sql } from "drizzle-orm";
import { read } from "@/db/client";
import { countAll, sumOf } from "@/db/dialect/sql";
import { dayClosings, memberPeriods, movementMonths, mrrDays } from "@/db/schema/analytics";
import { products } from "@/db/schema/billing";
import { dayOf, startOfDay } from "@/lib/platform/calendar";
import type { MemberFilter } from "@/lib/segments/types";
import { among } from "./among";

/** What runs at one instant, by what it is paid for. `amount` per month in minor units, fractions kept. */
export interface PlanMrr {
  currency: string;
  productId: string;
  interval: string;
  amount: number;
  /** Paid periods that run; two of one person count twice. */
  subscriptions: number;
}

/** Sums below this are the noise of adding fractions, not money. */
const noise = 1e-6;

/**
 * MRR(t) by plan, interval and currency. Whole days come from the rollup; of the day of `t` itself, the periods that
 * began or ended up to `t`, so that a midnight or a moment at noon is as exact as a day's end.
 */
export async function listPlanMrr(
  communityId: string,
  zone: string,
  t: Date,
  segment: MemberFilter,
): Promise<PlanMrr[]> {
  if (segment !== null) return listPlanMrrAmong(communityId, t, segment);
  const day = dayOf(t, zone);
  const dawn = startOfDay(day, zone);
  const before = await read()
    .select({
      currency: mrrDays.currency,
      productId: mrrDays.productId,
      interval: mrrDays.interval,
      amount: sumOf(sql`${mrrDays.amountIn} - ${mrrDays.amountOut}`),
      subscriptions: sumOf(sql`${mrrDays.countIn} - ${mrrDays.countOut}`),
    })
    .from(mrrDays)
    .where(and(eq(mrrDays.communityId, communityId), lt(mrrDays.day, day)))
    .groupBy(mrrDays.currency, mrrDays.productId, mrrDays.interval);
  const begun = await listPlanEdges(
    communityId,
    and(gte(memberPeriods.startsAt, dawn), lte(memberPeriods.startsAt, t)),
  );
  const over = await listPlanEdges(communityId, and(gte(memberPeriods.endsAt, dawn), lte(memberPeriods.endsAt, t)));
  return addUp([
    before,
    begun,
    over.map((row) => ({ ...row, amount: -row.amount, subscriptions: -row.subscriptions })),
  ]);
}

const planFields = {
  currency: sql<string>`coalesce(${memberPeriods.currency}, '')`,
  productId: sql<string>`coalesce(${memberPeriods.productId}, '')`,
  interval: sql<string>`coalesce(${memberPeriods.interval}, '')`,
  amount: sumOf(memberPeriods.monthlyAmount),
  subscriptions: countAll(),
};

const planKeys = [memberPeriods.currency, memberPeriods.productId, memberPeriods.interval] as const;

const payingIn = (communityId: string) =>
  and(eq(memberPeriods.communityId, communityId), eq(memberPeriods.scope, "paying"));

async function listPlanEdges(communityId: string, edge: SQL | undefined): Promise<PlanMrr[]> {
  return read()
    .select(planFields)
    .from(memberPeriods)
    .where(and(payingIn(communityId), edge))
    .groupBy(...planKeys);
}

const runsAt = (t: Date) =>
  and(
    lte(memberPeriods.startsAt, t),
    sql`(${memberPeriods.endsAt} is null or ${memberPeriods.endsAt} > ${t.getTime()})`,
  );

async function listPlanMrrAmong(communityId: string, t: Date, segment: MemberFilter): Promise<PlanMrr[]> {
  const rows = await read()
    .select(planFields)
    .from(memberPeriods)
    .where(and(payingIn(communityId), runsAt(t), among(memberPeriods.memberId, segment)))
    .groupBy(...planKeys);
  return addUp([rows]);
}

function addUp(parts: readonly PlanMrr[][]): PlanMrr[] {
  const plans = new Map<string, PlanMrr>();
  for (const row of parts.flat()) {
    const key = JSON.stringify([row.currency, row.productId, row.interval]);
    const plan = plans.get(key);
    if (plan) {
      plan.amount += row.amount;
      plan.subscriptions += row.subscriptions;
    } else plans.set(key, { ...row });
  }
  return [...plans.values()]
    .filter((plan) => plan.subscriptions !== 0 || Math.abs(plan.amount) > noise)
    .sort((a, b) => b.amount - a.amount || (a.productId + a.interval < b.productId + b.interval ? -1 : 1));
}

/** What discounts for a time take off the monthly value at `t`, by currency. */
export async function findDiscounts(communityId: string, t: Date, segment: MemberFilter): Promise<Map<string, number>> {
  const rows = await read()
    .select({ currency: memberPeriods.currency, amount: sumOf(memberPeriods.discountMonthly) })
    .from(memberPeriods)
    .where(
      and(
        payingIn(communityId),
        isNotNull(memberPeriods.discountEndsAt),
        sql`${memberPeriods.discountEndsAt} > ${t.getTime()}`,
        runsAt(t),
        among(memberPeriods.memberId, segment),
      ),
    )
    .groupBy(memberPeriods.currency);
  return new Map(rows.map(({ currency, amount }) => [currency ?? "", amount]));
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

import "server-only";
import { and, eq, type SQL, sql } from "drizzle-orm";
import { read } from "@/db/client";
import { grants, orders, prices, products } from "@/db/schema/billing";
import { members } from "@/db/schema/communities";
import { dayMs } from "@/lib/platform/clock";
import type { MemberFilter } from "@/lib/segments/types";

/** Time paid in advance: never MRR, but it has a value by the month and is bought again or not. */
export interface PassFigures {
  currency: string;
  productId: string;
  live: number;
  /** Σ price ÷ months of the live passes, minor units. */
  runRate: number;
}

/** Bought again within this many days after a pass ran out counts as a renewal. */
export const renewalDays = 14;

const mine = (communityId: string, segment: MemberFilter): SQL =>
  segment === null
    ? sql``
    : sql` and o.user_id in (select user_id from ${members} where community_id = ${communityId} and ${segment(sql`id`)})`;

/**
 * Passes that run at `t`, one row each. The price is what was charged; a month is a twelfth of 365 days. Gifts are
 * left out: who holds one has not paid it.
 */
export const livePasses = (communityId: string, t: Date, segment: MemberFilter): SQL => sql`
  select o.id, o.user_id, o.product_id, o.currency, o.amount, min(g.starts_at) as starts_at, max(g.ends_at) as ends_at,
    o.amount * 365.0 / 12 / coalesce(pr.term_days, (pr.term_until - min(g.starts_at)) / 86400000.0) as rate
  from ${grants} g
    join ${orders} o on o.id = g.source_id
    join ${products} p on p.id = o.product_id
    join ${prices} pr on pr.id = o.price_id
  where g.community_id = ${communityId} and g.source_kind = 'order' and g.ends_at > ${t.getTime()}
    and g.starts_at <= ${t.getTime()} and p.kind = 'pass' and o.paid_at <= ${t.getTime()}${mine(communityId, segment)}
  group by o.id, o.user_id, o.product_id, o.currency, o.amount, pr.term_days, pr.term_until`;

/** The value of live passes, by product and currency. */
export async function listPassFigures(communityId: string, t: Date, segment: MemberFilter): Promise<PassFigures[]> {
  return read()
    .select({
      currency: sql<string>`currency`,
      productId: sql<string>`product_id`,
      live: sql<number>`count(*)`.mapWith(Number),
      runRate: sql<number>`sum(rate)`.mapWith(Number),
    })
    .from(sql`(${livePasses(communityId, t, segment)}) as passes`)
    .groupBy(sql`currency, product_id`);
}

/**
 * Passes that ran out and whose fourteen days to buy again ended in (from, to], so that each is judged once and only
 * when it can be: (id, user_id, product_id, currency, amount, ends_at, renewed). One given back did not run out, and
 * one that was bought again and given back by `to` was not renewed.
 */
export const duePasses = (communityId: string, from: Date, to: Date, segment: MemberFilter): SQL => {
  const graceMs = renewalDays * dayMs;
  return sql`
  select due.*, case when exists (
      select 1 from ${orders} again join ${products} p2 on p2.id = again.product_id
      where again.user_id = due.user_id and again.community_id = ${communityId} and again.kind = 'payment'
        and again.state = 'paid' and p2.kind = 'pass' and again.paid_at > due.paid_at
        and again.paid_at <= due.ends_at + ${graceMs}
        and (again.refunded_at is null or again.refunded_at > ${to.getTime()})
    ) then 1 else 0 end as renewed
  from (
    select o.id, o.user_id, o.product_id, o.currency, o.amount, o.paid_at, max(g.ends_at) as ends_at
    from ${grants} g
      join ${orders} o on o.id = g.source_id
      join ${products} p on p.id = o.product_id
    where g.community_id = ${communityId} and g.source_kind = 'order' and p.kind = 'pass' and g.source_note is null
      and g.ends_at > ${from.getTime() - graceMs} and g.ends_at <= ${to.getTime() - graceMs}${mine(communityId, segment)}
    group by o.id, o.user_id, o.product_id, o.currency, o.amount, o.paid_at
  ) as due`;
};

export async function countPassRenewals(
  communityId: string,
  from: Date,
  to: Date,
  segment: MemberFilter,
): Promise<{ due: number; renewed: number }> {
  const [row] = await read()
    .select({
      due: sql<number>`count(*)`.mapWith(Number),
      renewed: sql<number>`coalesce(sum(renewed), 0)`.mapWith(Number),
    })
    .from(sql`(${duePasses(communityId, from, to, segment)}) as due`);
  return row ?? { due: 0, renewed: 0 };
}

/** Whether the community has ever sold time in advance: without, there is nothing to look for. */
export async function sellsPasses(communityId: string): Promise<boolean> {
  const rows = await read()
    .select({ id: products.id })
    .from(products)
    .where(and(eq(products.communityId, communityId), eq(products.kind, "pass")))
    .limit(1);
  return rows.length > 0;
}

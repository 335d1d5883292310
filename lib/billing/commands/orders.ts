import "server-only";
import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { orders } from "@/db/schema/billing";
import { dayMs, minuteMs, now } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { listCreditsIn } from "../queries/credits";
import type { OrderCredit, Quote } from "../quote";
import type { CatalogPrice, OrderKind } from "../types";
import { reserveCoupon, settleCouponUse } from "./coupons";
import { noteCredits } from "./order-credits";

/** What somebody is about to pay for, as the database knows it. */
export interface WantedOrder {
  account: string;
  userId: string;
  /** The person as coupons count them: see person-key.ts. */
  personKey: string;
  price: Pick<CatalogPrice, "id" | "communityId" | "productId" | "family">;
  kind: OrderKind;
  quote: Quote;
  /** What of the quote's credit comes from which order. */
  credits: readonly OrderCredit[];
  couponId: string | null;
  gift: { toEmail: string | null; note: string } | null;
}

type Order = typeof orders.$inferSelect;

/** A checkout can be paid for a day (Stripe allows no more); one that keeps a coupon's use from others, half an hour. */
const lifeMs = dayMs - 5 * minuteMs;
const lifeWithCouponMs = 31 * minuteMs;

/**
 * The person's open order for a price, made when there is none; two tabs get the same one. A new one reserves its
 * coupon in the same transaction. `fits` is false when the open one was made for other terms (another coupon, another
 * recipient, an item bought meanwhile): it has to be closed first.
 */
export async function openOrder(tx: Tx, wanted: WantedOrder): Promise<{ order: Order; fits: boolean }> {
  const { account, userId, price, kind, couponId, gift } = wanted;
  const { renews: _, ...amounts } = wanted.quote;
  const at = now();
  const [made] = await tx
    .insert(orders)
    .values({
      ...amounts,
      id: newId(at.getTime()),
      communityId: price.communityId,
      account,
      userId,
      kind,
      productId: price.productId,
      priceId: price.id,
      couponId,
      giftTo: gift?.toEmail ?? null,
      giftNote: gift?.note ?? null,
      state: "open",
      createdAt: at,
      expiresAt: new Date(at.getTime() + (couponId ? lifeWithCouponMs : lifeMs)),
    })
    .onConflictDoNothing()
    .returning();
  if (made && couponId) await reserveCoupon(tx, { couponId, orderId: made.id, userId, personKey: wanted.personKey });
  if (made) await noteCredits(tx, made, wanted.credits);
  if (made) return { order: made, fits: true };
  const mine = and(eq(orders.userId, userId), eq(orders.priceId, price.id), eq(orders.kind, kind));
  const [open] = await tx
    .select()
    .from(orders)
    .where(and(mine, eq(orders.state, "open")))
    .limit(1);
  return { order: open!, fits: hasTerms(open!, wanted) && (await hasCredits(open!, wanted)) };
}

/** The same sum may come from other purchases: one given back, another made for as much. */
async function hasCredits({ id }: Order, { credits }: WantedOrder): Promise<boolean> {
  const text = (all: readonly OrderCredit[]) =>
    all
      .map(({ creditedOrderId, amount }) => `${creditedOrderId} ${amount}`)
      .sort()
      .join();
  return text(await listCreditsIn(id)) === text(credits);
}

/** The end of prepaid days that is rounded up moves with the clock: within a day it is the same. */
function hasTerms(order: Order, { account, quote, couponId, gift }: WantedOrder): boolean {
  const end = (at: Date | null) => at?.getTime() ?? 0;
  return (
    order.account === account &&
    order.amount === quote.amount &&
    order.listAmount === quote.listAmount &&
    order.creditAmount === quote.creditAmount &&
    order.couponId === couponId &&
    order.trialDays === quote.trialDays &&
    Math.abs(end(order.trialUntil) - end(quote.trialUntil)) < dayMs &&
    order.giftTo === (gift?.toEmail ?? null) &&
    order.giftNote === (gift?.note ?? null)
  );
}

/** Notes an order's checkout session. False when the order is settled already: then nobody may pay that session. */
export async function noteSession(tx: Tx, orderId: string, stripeSessionId: string): Promise<boolean> {
  const noted = await tx
    .update(orders)
    .set({ stripeSessionId })
    .where(and(eq(orders.id, orderId), eq(orders.state, "open")))
    .returning({ id: orders.id });
  return noted.length > 0;
}

/** Closes an order whose checkout can no longer be paid, and gives its coupon back. A settled one stays as it is. */
export async function expireOrder(tx: Tx, orderId: string): Promise<void> {
  const expired = await tx
    .update(orders)
    .set({ state: "expired", settledAt: now() })
    .where(and(eq(orders.id, orderId), eq(orders.state, "open")))
    .returning({ id: orders.id });
  if (expired.length > 0) await settleCouponUse(tx, orderId, "released");
}

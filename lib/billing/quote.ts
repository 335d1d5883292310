import { dayMs, minuteMs } from "@/lib/platform/clock";
import type { Interval } from "./billing-period";
import { type CouponTerms, discountOf } from "./coupon";
import type { CatalogPrice } from "./types";

/** What somebody pays for a price: the one answer of the join page, the checkout and the receipt. Minor units. */
export interface Quote {
  listAmount: number;
  /** What of a bundle is owned already. */
  creditAmount: number;
  discountAmount: number;
  /** What is charged: the list amount less both. */
  amount: number;
  currency: string;
  trialDays: number;
  trialUntil: Date | null;
  renews: Interval | null;
}

/** A single thing of a bundle that the person owns for good, with what is left of what they paid for it. */
export interface OwnedItem {
  /** The order it was bought with. */
  orderId: string;
  productId: string;
  paid: number;
  currency: string;
}

/** How much less a bundle costs for what was bought with an order: that order gives back no more than the rest. */
export interface OrderCredit {
  creditedOrderId: string;
  amount: number;
}

export interface QuoteSituation {
  coupon: CouponTerms | null;
  owned: readonly OwnedItem[];
  /** The end of prepaid days of the same benefits: a subscription begins to cost then. */
  leftoverUntil: Date | null;
  /** The length of the trial with a card that this person may have; 0 is none. */
  trialDays: number;
  at: Date;
}

/** Checkout accepts the end of a trial at least 48 hours ahead; the minutes are for the way there. */
const leastTrialMs = 2 * dayMs + 5 * minuteMs;

/**
 * What a price costs this person now. First what of a bundle they own goes off, then the coupon; neither below zero.
 * Prepaid days of the same benefits come before a subscription's first charge, and days paid for are better than days
 * tried: with them there is no trial.
 */
export function quote(price: CatalogPrice, situation: QuoteSituation): Quote {
  const { coupon, leftoverUntil, at } = situation;
  const { amount: listAmount, currency, interval: renews } = price;
  const creditAmount = creditsOf(price, situation.owned).reduce((sum, { amount }) => sum + amount, 0);
  const discountAmount = coupon ? discountOf(coupon, listAmount - creditAmount, currency) : 0;
  const trialUntil = renews && leftoverUntil && leftoverUntil > at ? trialEnd(leftoverUntil, at) : null;
  return {
    listAmount,
    creditAmount,
    discountAmount,
    amount: listAmount - creditAmount - discountAmount,
    currency,
    trialDays: renews && !trialUntil ? situation.trialDays : 0,
    trialUntil,
    renews,
  };
}

/** What goes off a bundle for each order that paid for part of it: all of what was paid, until nothing is left to pay. */
export function creditsOf(
  { productKind, amount: listAmount, currency }: Pick<CatalogPrice, "productKind" | "amount" | "currency">,
  owned: readonly OwnedItem[],
): OrderCredit[] {
  if (productKind !== "bundle") return [];
  const credits: OrderCredit[] = [];
  let left = listAmount;
  for (const { orderId, paid, currency: own } of owned) {
    const amount = own === currency ? Math.min(left, Math.max(0, paid)) : 0;
    if (amount === 0) continue;
    credits.push({ creditedOrderId: orderId, amount });
    left -= amount;
  }
  return credits;
}

function trialEnd(leftoverUntil: Date, at: Date): Date {
  return new Date(Math.max(leftoverUntil.getTime(), at.getTime() + leastTrialMs));
}

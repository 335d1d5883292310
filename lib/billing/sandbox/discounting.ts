import "server-only";
import type { Tx } from "@/db/client";
import { periodBoundary } from "@/lib/billing/billing-period";
import { put } from "./commands";
import { fromSeconds, seconds } from "./objects/base";
import type { SandboxCoupon, SandboxDiscount } from "./objects/coupons";
import { sandboxId } from "./objects/ids";
import { findObject, needObject } from "./queries";
import { invalid } from "./wire";

/** A coupon a purchase may use now. Throws Stripe's 400 for one that is gone, used up, over, or of another currency. */
export async function needCoupon(id: string, currency: string, param: string, at: Date): Promise<SandboxCoupon> {
  const coupon = await needObject("coupon", id, param);
  if (!couponWorks(coupon, at)) throw invalid(`Coupon expired: ${id}`, param, "coupon_expired");
  if (coupon.currency !== null && coupon.currency !== currency)
    throw invalid(`This coupon is in ${coupon.currency} and the price in ${currency}.`, param);
  return coupon;
}

export const couponWorks = (coupon: SandboxCoupon, at: Date) =>
  coupon.valid &&
  (coupon.redeem_by === null || coupon.redeem_by > seconds(at)) &&
  (coupon.max_redemptions === null || coupon.times_redeemed < coupon.max_redemptions);

/** What a coupon takes off an amount of one product, in minor units: half a unit rounds up, never more than all. */
export function takenOff(coupon: SandboxCoupon, amount: number, product: string): number {
  if (amount <= 0 || (coupon.applies_to && !coupon.applies_to.products.includes(product))) return 0;
  if (coupon.amount_off !== null) return Math.min(amount, coupon.amount_off);
  return Math.floor((amount * Math.round((coupon.percent_off ?? 0) * 100) + 5000) / 10_000);
}

interface Redemption {
  coupon: SandboxCoupon;
  customer: string;
  subscription: string | null;
  session: string | null;
  at: Date;
}

/** Redeems a coupon: counts the use and makes the discount that lowers what comes. */
export async function redeem(tx: Tx, redemption: Redemption): Promise<SandboxDiscount> {
  const { customer, subscription, session, at } = redemption;
  const coupon = { ...redemption.coupon, times_redeemed: redemption.coupon.times_redeemed + 1 };
  const months = coupon.duration === "repeating" ? coupon.duration_in_months! : null;
  const discount: SandboxDiscount = {
    id: sandboxId("discount"),
    object: "discount",
    checkout_session: session,
    customer,
    end: months === null ? null : seconds(periodBoundary(fromSeconds(seconds(at)), "month", months)),
    invoice: null,
    invoice_item: null,
    promotion_code: null,
    source: { type: "coupon", coupon: coupon.id },
    start: seconds(at),
    subscription,
    subscription_item: null,
  };
  await put(tx, coupon);
  await put(tx, discount);
  return discount;
}

/** A discount with its coupon, as far as it still lowers invoices at `at`. */
export interface ActiveDiscount {
  id: string;
  coupon: SandboxCoupon;
}

export async function activeDiscounts(ids: readonly string[], at: Date): Promise<ActiveDiscount[]> {
  const active: ActiveDiscount[] = [];
  for (const id of ids) {
    const discount = await needObject("discount", id);
    if (discount.end !== null && discount.end <= seconds(at)) continue;
    const coupon = await findObject("coupon", discount.source.coupon);
    if (coupon) active.push({ id, coupon });
  }
  return active;
}

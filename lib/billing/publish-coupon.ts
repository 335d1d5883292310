import "server-only";
import type Stripe from "stripe";
import { transact } from "@/db/client";
import { notePublished } from "./commands/published";
import type { CouponTerms } from "./coupon";
import { stripe } from "./gateway";
import { findCouponById } from "./queries/coupons";
import { findPublished } from "./queries/published";
import { underKey } from "./stripe-answer";

/**
 * Makes sure that a coupon of ours exists in a Stripe account and returns Stripe's id of it. Only subscriptions need
 * it: what is paid once is charged the amount we have worked out. Caps and windows are ours alone; Stripe never checks.
 */
export async function publishCoupon(account: string, communityId: string, couponId: string): Promise<string> {
  const known = await findPublished(account, "coupon", couponId);
  if (known) return known;
  const coupon = await findCouponById(communityId, couponId);
  if (!coupon) throw new Error(`no coupon ${couponId} in this community`);
  const made = await underKey(`coupon:${couponId}`, (idempotencyKey) =>
    stripe(account).coupons.create(termsForStripe(coupon), { idempotencyKey }),
  );
  await transact((tx) => notePublished(tx, { account, kind: "coupon", localId: couponId, stripeId: made.id }));
  return (await findPublished(account, "coupon", couponId)) ?? made.id;
}

function termsForStripe(coupon: CouponTerms): Stripe.CouponCreateParams {
  const { duration, months, percentBp, amountOff, currency, communityId } = coupon;
  return {
    name: coupon.code.slice(0, 40),
    ...(duration === "months" ? { duration: "repeating", duration_in_months: months ?? 1 } : { duration }),
    ...(percentBp === null
      ? { amount_off: amountOff ?? 0, currency: (currency ?? "").toLowerCase() }
      : { percent_off: percentBp / 100 }),
    metadata: { communityId, couponId: coupon.id },
  };
}

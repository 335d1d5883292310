import type { Metadata, TestBase } from "./base";

export interface SandboxCoupon extends TestBase {
  object: "coupon";
  amount_off: number | null;
  applies_to?: { products: string[] };
  currency: string | null;
  duration: "once" | "repeating" | "forever";
  duration_in_months: number | null;
  max_redemptions: number | null;
  metadata: Metadata;
  name: string | null;
  percent_off: number | null;
  redeem_by: number | null;
  times_redeemed: number;
  valid: boolean;
  /** Deleted: nobody can take it any more, who has it keeps it. Not part of Stripe's answer. */
  _deleted?: boolean;
}

/** A coupon taken by a subscription. `end` is when it stops lowering new invoices; null while it lasts for good. */
export interface SandboxDiscount {
  id: string;
  object: "discount";
  checkout_session: string | null;
  customer: string;
  end: number | null;
  invoice: null;
  invoice_item: null;
  promotion_code: null;
  source: { type: "coupon"; coupon: string };
  start: number;
  subscription: string | null;
  subscription_item: null;
}

import type { Interval } from "./billing-period";

export type ProductKind = "free" | "subscription" | "one_off" | "pass" | "bundle";

/** One of our prices with what it buys. `interval` is null for what is paid once; without a term it is for good. */
export interface CatalogPrice {
  id: string;
  communityId: string;
  productId: string;
  productKind: ProductKind;
  family: string;
  currency: string;
  amount: number;
  interval: Interval | null;
  termDays: number | null;
  termUntil: Date | null;
  /** A bundle's are those of its items. */
  benefitIds: string[];
  accessAfterRefund: "ends" | "stays";
}

/** What a sync changed in our books: before and after, in short words. */
export interface Change {
  communityId: string;
  kind: "order" | "payment" | "subscription" | "grant" | "refund" | "dispute" | "ledger" | "coupon" | "gift" | "notice";
  subject: string;
  ours: string;
  theirs: string;
}

export interface PlanPrice {
  id: string;
  amount: number;
  currency: string;
}

/** A subscription product on sale. */
export interface Plan {
  productId: string;
  name: string;
  promise: string;
  month: PlanPrice | null;
  year: PlanPrice | null;
  benefitIds: string[];
}

/** A single thing on sale, such as one tutorial. */
export interface SinglePrice {
  productId: string;
  priceId: string;
  name: string;
  amount: number;
  currency: string;
}

/** Stripe's words for a subscription's state. Those of {@link liveStatuses} still renew or are being retried. */
export type SubscriptionStatus =
  | "active"
  | "trialing"
  | "past_due"
  | "canceled"
  | "unpaid"
  | "incomplete"
  | "incomplete_expired"
  | "paused";

export const liveStatuses: ReadonlySet<string> = new Set(["active", "trialing", "past_due"]);

/** What is known of somebody's subscription, for pages. */
export interface SubscriptionView {
  id: string;
  communityId: string;
  productId: string;
  priceId: string;
  account: string;
  stripeSubscriptionId: string;
  planName: string;
  amount: number;
  currency: string;
  interval: Interval;
  status: SubscriptionStatus;
  live: boolean;
  startedAt: Date;
  currentPeriodStart: Date;
  currentPeriodEnd: Date;
  cancelAtPeriodEnd: boolean;
  endedAt: Date | null;
}

export type OrderState = "open" | "paid" | "expired";
export type OrderKind = "subscription" | "payment" | "gift";

/** Which reason somebody may choose when leaving. Stripe's own list, so that its reports show it too. */
export const cancelReasons = [
  "too_expensive",
  "unused",
  "missing_features",
  "low_quality",
  "switched_service",
  "other",
] as const;
export type CancelReason = (typeof cancelReasons)[number];

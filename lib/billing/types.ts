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

/** A price on sale, as the catalogue shows it. */
export interface CatalogOffer {
  id: string;
  amount: number;
  currency: string;
  interval: Interval | null;
  termDays: number | null;
  termUntil: Date | null;
  createdAt: Date;
}

/** A product as the catalogue shows it: the prices on sale, the cheapest first; what it opens; what a bundle holds. */
export interface CatalogProduct {
  id: string;
  communityId: string;
  kind: ProductKind;
  name: string;
  promise: string;
  description: string;
  descriptionHtml: string;
  position: number;
  featured: boolean;
  /** The one post it sells. */
  postId: string | null;
  family: string;
  accessAfterRefund: "ends" | "stays";
  trialDays: number;
  freeTrialDays: number;
  createdAt: Date;
  archivedAt: Date | null;
  prices: CatalogOffer[];
  benefitIds: string[];
  itemIds: string[];
  /** Why it is not on sale although it is not archived: the `post` it sells is not public, or that of one of its `items`. */
  heldBack: "post" | "items" | null;
}

/** A price as the history of its product shows it. */
export interface PastPrice extends CatalogOffer {
  archivedAt: Date | null;
  /** Running subscriptions that pay it. */
  subscribers: number;
}

/** What products open, as who runs the community sees it. */
export interface OwnedBenefit {
  id: string;
  name: string;
  description: string;
  archivedAt: Date | null;
  /** Names of the products on sale that carry it. */
  products: string[];
  /** Published posts it opens. */
  posts: number;
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

/** A bundle on sale, with how many things it holds. */
export interface BundleOffer extends SinglePrice {
  items: number;
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
  family: string;
  trialEndsAt: Date | null;
  /** Since when nothing more is charged, and when it begins again. */
  pausedAt: Date | null;
  resumesAt: Date | null;
  /** The price it changes to and when. */
  pendingPriceId: string | null;
  pendingAt: Date | null;
  paymentFailedAt: Date | null;
  /** Set while prepaid days run that came before the first charge. */
  carriedFrom: string | null;
  couponId: string | null;
  discountUntil: Date | null;
  refusedCalls: number;
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

import type { Interval } from "./billing-period";
import { discountOf } from "./coupon";
import type { SubscriptionStatus } from "./types";

/** Where something is, for pages about all communities at once. */
interface InCommunity {
  communitySlug: string;
  communityName: string;
  communityLang: string;
  zone: string;
}

/** One of the person's subscriptions with everything they may want to know of it. Amounts in minor units. */
export interface OwnSubscription extends InCommunity {
  id: string;
  priceId: string;
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
  trialEndsAt: Date | null;
  pausedAt: Date | null;
  resumesAt: Date | null;
  paymentFailedAt: Date | null;
  /** True when days paid in advance run first. */
  isCarried: boolean;
  /** The end of its last grant: with the days of grace. */
  openUntil: Date | null;
  coupon: {
    code: string;
    percentBp: number | null;
    amountOff: number | null;
    currency: string | null;
    /** Null for good. */
    until: Date | null;
  } | null;
  pending: { planName: string; amount: number; currency: string; interval: Interval; at: Date } | null;
}

/** A pass, or several that follow one another. */
export interface OwnPass extends InCommunity {
  productId: string;
  name: string;
  startsAt: Date;
  endsAt: Date;
  termDays: number | null;
  /** The price on sale that adds as many days; null when there is none. */
  renewal: { priceId: string; amount: number; currency: string; termDays: number } | null;
}

/** How a subscription stands, in the one word its badge says. */
export type Standing = "active" | "trial" | "paused" | "pastDue" | "ends" | "ended";

export function standingOf({ live, status, pausedAt, cancelAtPeriodEnd }: OwnSubscription): Standing {
  if (!live && status !== "paused") return "ended";
  if (status === "past_due") return "pastDue";
  if (cancelAtPeriodEnd) return "ends";
  if (pausedAt || status === "paused") return "paused";
  return status === "trialing" ? "trial" : "active";
}

/**
 * What is charged next by itself, and when; null when nothing will be. An arranged change is charged at its own price,
 * a code lowers what it still covers.
 */
export function nextCharge(subscription: OwnSubscription): { amount: number; currency: string; at: Date } | null {
  const { pending, currentPeriodEnd, trialEndsAt, status, coupon } = subscription;
  const standing = standingOf(subscription);
  if (standing !== "active" && standing !== "trial") return null;
  const at = status === "trialing" ? (trialEndsAt ?? currentPeriodEnd) : currentPeriodEnd;
  const { amount, currency } = pending && pending.at <= at ? pending : subscription;
  const covers = coupon !== null && (coupon.until === null || at < coupon.until);
  return { amount: covers ? amount - discountOf(coupon, amount, currency) : amount, currency, at };
}

/** True when a running subscription may be paused: it renews, and nothing else is arranged for its period's end. */
export function mayPause(subscription: OwnSubscription): boolean {
  return standingOf(subscription) === "active" && subscription.pending === null;
}

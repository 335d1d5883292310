import type { WantedGrant } from "@/lib/access/commands";
import type { Books } from "./books";
import type { CustomerFacts, SubscriptionFact } from "./facts";
import { grantSpans } from "./grant-spans";
import { type failedRenewal, type SubscriptionSituation, subscriptionSituation } from "./subscription-situation";
import { pausedSince, type StoryEntry, subscriptionStory } from "./subscription-story";
import { type CatalogPrice, liveStatuses } from "./types";

/** What follows from a subscription: its row, its access, its story. */
export interface SubscriptionHistory {
  row: SubscriptionRow;
  communityId: string;
  stripeSubscriptionId: string;
  grants: WantedGrant[];
  story: StoryEntry[];
  /** Days to try that came before the first charge, for who has not tried yet. */
  trial: { startedAt: Date; endsAt: Date; cardFingerprint: string | null } | null;
  /** The invoice a failed renewal left, while it can still be paid. */
  unpaidInvoiceId: string | null;
}

export interface SubscriptionRow {
  productId: string;
  priceId: string;
  family: string;
  orderId: string | null;
  status: string;
  live: boolean;
  startedAt: Date;
  currentPeriodStart: Date;
  currentPeriodEnd: Date;
  cancelAtPeriodEnd: boolean;
  cancelReason: string | null;
  cancelComment: string | null;
  trialEndsAt: Date | null;
  pausedAt: Date | null;
  resumesAt: Date | null;
  pendingPriceId: string | null;
  pendingAt: Date | null;
  stripeScheduleId: string | null;
  couponId: string | null;
  discountUntil: Date | null;
  paymentFailedAt: Date | null;
  carriedFrom: string | null;
  endedAt: Date | null;
}

export function subscriptionHistory(
  fact: SubscriptionFact,
  price: CatalogPrice,
  facts: CustomerFacts,
  books: Books,
  at: Date,
): SubscriptionHistory {
  const situation = subscriptionSituation(fact, price, facts, books);
  const { trial } = situation;
  const unpaid = liveStatuses.has(fact.status) ? latestFailure(situation) : null;
  return {
    row: rowOf(situation, books, unpaid),
    communityId: price.communityId,
    stripeSubscriptionId: fact.id,
    grants: grantSpans(situation),
    story: subscriptionStory(situation, at),
    trial:
      trial && trial.carriedFrom === null
        ? { startedAt: trial.from, endsAt: trial.to, cardFingerprint: fact.cardFingerprint }
        : null,
    unpaidInvoiceId: unpaid?.id ?? null,
  };
}

function latestFailure({ openInvoices }: SubscriptionSituation) {
  return (
    openInvoices.filter(({ attempts }) => attempts > 0).sort((a, b) => b.from.getTime() - a.from.getTime())[0] ?? null
  );
}

function rowOf(
  situation: SubscriptionSituation,
  books: Books,
  unpaid: ReturnType<typeof failedRenewal>,
): SubscriptionRow {
  const { fact, price, order, coupon, trial } = situation;
  const pendingPrice = fact.pending && books.prices.get(fact.pending.stripePriceId);
  const isDiscounted = fact.discount !== null && coupon !== null;
  return {
    productId: price.productId,
    priceId: price.id,
    family: price.family,
    orderId: order?.id ?? null,
    status: fact.status,
    live: liveStatuses.has(fact.status),
    startedAt: fact.startedAt,
    currentPeriodStart: fact.periodStart,
    currentPeriodEnd: fact.periodEnd,
    cancelAtPeriodEnd: fact.cancelAtPeriodEnd,
    cancelReason: fact.cancelReason,
    cancelComment: fact.cancelComment,
    trialEndsAt: trial?.to ?? null,
    pausedAt: pausedSince(situation),
    resumesAt: fact.pause?.resumesAt ?? null,
    pendingPriceId: pendingPrice?.id ?? null,
    pendingAt: pendingPrice ? fact.pending!.at : null,
    stripeScheduleId: fact.scheduleId,
    couponId: isDiscounted ? coupon.id : null,
    discountUntil: isDiscounted ? fact.discount!.until : null,
    paymentFailedAt: unpaid?.from ?? null,
    carriedFrom: trial?.carriedFrom ?? null,
    endedAt: fact.endedAt,
  };
}

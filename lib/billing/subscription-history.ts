import type { Books } from "./books";
import type { InvoiceFact, SubscriptionFact } from "./customer-facts";
import { type GrantSpan, grantSpans } from "./grant-spans";
import { type StoryEntry, subscriptionStory } from "./subscription-story";
import { type CatalogPrice, liveStatuses } from "./types";

export interface SubscriptionHistory {
  stripeSubscriptionId: string;
  communityId: string;
  productId: string;
  priceId: string;
  status: string;
  live: boolean;
  startedAt: Date;
  currentPeriodStart: Date;
  currentPeriodEnd: Date;
  cancelAtPeriodEnd: boolean;
  cancelReason: string | null;
  endedAt: Date | null;
  grants: GrantSpan[];
  story: StoryEntry[];
}

/** Which price of ours somebody subscribes to; null when the subscription is not ours or not this person's. */
export function ownPrice(
  { metadata, stripePriceId }: SubscriptionFact,
  { userId, prices }: Books,
): CatalogPrice | null {
  const price = prices.get(stripePriceId);
  if (!price || price.interval === null) return null;
  return metadata.userId === userId && metadata.communityId === price.communityId ? price : null;
}

/** What follows from a subscription and its paid invoices, which come in the order they were paid. */
export function subscriptionHistory(
  fact: SubscriptionFact,
  price: CatalogPrice,
  invoices: readonly InvoiceFact[],
  books: Books,
): SubscriptionHistory {
  return {
    stripeSubscriptionId: fact.id,
    communityId: price.communityId,
    productId: price.productId,
    priceId: price.id,
    status: fact.status,
    live: liveStatuses.has(fact.status),
    startedAt: fact.startedAt,
    currentPeriodStart: fact.periodStart,
    currentPeriodEnd: fact.periodEnd,
    cancelAtPeriodEnd: fact.cancelAtPeriodEnd,
    cancelReason: fact.cancelReason,
    endedAt: fact.endedAt,
    grants: grantSpans(fact, price, invoices, books),
    story: subscriptionStory(fact, invoices, books),
  };
}

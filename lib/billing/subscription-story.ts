import { type Interval, monthlyAmount } from "./billing-period";
import type { Books } from "./books";
import type { InvoiceFact, SubscriptionFact } from "./customer-facts";
import type { CatalogPrice } from "./types";

export interface StoryEntry {
  verb: "paying.started" | "paying.changed" | "paying.ended" | "subscription.cancelled" | "subscription.past_due";
  at: Date;
  detail: Record<string, string | number | boolean | null>;
}

/** What the journal is to say of a subscription: when paying began, changed, failed, was cancelled and ended. */
export function subscriptionStory(
  fact: SubscriptionFact,
  invoices: readonly InvoiceFact[],
  { prices }: Books,
): StoryEntry[] {
  const entries: StoryEntry[] = [];
  let last: CatalogPrice | undefined;
  for (const { lines } of invoices) {
    for (const line of lines.filter(({ amount }) => amount >= 0)) {
      const price = prices.get(line.stripePriceId);
      if (!price?.interval || price.id === last?.id) continue;
      entries.push({
        verb: last ? "paying.changed" : "paying.started",
        at: line.from,
        detail: worth(price, price.interval),
      });
      last = price;
    }
  }
  if (fact.status === "past_due") entries.push({ verb: "subscription.past_due", at: fact.periodStart, detail: {} });
  const chosen = fact.cancelAtPeriodEnd || fact.endReason === "cancellation_requested";
  if (fact.canceledAt && chosen)
    entries.push({ verb: "subscription.cancelled", at: fact.canceledAt, detail: { reason: fact.cancelReason } });
  if (fact.endedAt && last)
    entries.push({ verb: "paying.ended", at: fact.endedAt, detail: { reason: fact.endReason ?? "ended" } });
  return entries;
}

function worth(price: CatalogPrice, interval: Interval) {
  return {
    monthlyAmount: monthlyAmount(price.amount, interval),
    currency: price.currency,
    interval,
    productId: price.productId,
  };
}

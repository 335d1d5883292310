import type { Books, OrderFact } from "./books";
import type { CustomerFacts, PaymentFact } from "./customer-facts";
import type { GrantSpan } from "./grant-spans";
import type { CatalogPrice } from "./types";

export interface PurchaseHistory {
  orderId: string;
  communityId: string;
  grants: (Omit<GrantSpan, "endsAt"> & { endsAt: Date | null })[];
}

/** A one-off payment with the order it pays and what that order bought. */
export interface Purchase {
  order: OrderFact;
  price: CatalogPrice;
}

/** A payment is a purchase of ours when it names one of the person's orders and paid at least that order's amount. */
export function ownPurchase(payment: PaymentFact, { userId, orderedPrices, orders }: Books): Purchase | null {
  const order = orders.get(payment.metadata.orderId ?? "");
  if (!order || payment.metadata.userId !== userId) return null;
  const price = orderedPrices.get(order.priceId);
  if (!price || price.interval !== null || price.communityId !== order.communityId) return null;
  return payment.currency === order.currency && payment.amount >= order.amount ? { order, price } : null;
}

/** What was bought once is kept; only giving all the money back ends it, at the moment of the last refund. */
export function purchaseHistory(
  payment: PaymentFact,
  { order, price }: Purchase,
  facts: CustomerFacts,
): PurchaseHistory {
  const refunds = facts.refunds.filter(({ paymentIntentId }) => paymentIntentId === payment.id);
  const returned = refunds.reduce((sum, { amount }) => sum + amount, 0);
  const endsAt = returned >= payment.amount ? new Date(Math.max(...refunds.map(({ at }) => at.getTime()))) : null;
  return {
    orderId: order.id,
    communityId: order.communityId,
    grants: price.benefitIds.map((benefitId) => ({ benefitId, startsAt: payment.at, endsAt })),
  };
}

import type { Books, OrderFact } from "./books";
import type { CustomerFacts, PaymentFact } from "./facts";
import { fullRefund, isOpen, sumOfRefunds, tookMoney } from "./taken-back";
import type { CatalogPrice } from "./types";

/** A one-off payment with the order it pays and what that order bought. */
export interface Purchase {
  payment: PaymentFact;
  order: OrderFact;
  price: CatalogPrice;
}

/** A payment is a purchase of ours when it names one of the person's orders and paid at least that order's amount. */
export function ownPurchase(payment: PaymentFact, { userId, orderedPrices, orders }: Books): Purchase | null {
  const order = orders.get(payment.metadata.orderId ?? "");
  if (!order || payment.metadata.userId !== userId) return null;
  const price = orderedPrices.get(order.priceId);
  if (!price || price.interval !== null || price.communityId !== order.communityId) return null;
  return payment.currency === order.currency && payment.amount >= order.amount ? { payment, order, price } : null;
}

/** How the money of an order stands: what a row of `orders` says of it. */
export interface OrderMoney {
  orderId: string;
  paidAt: Date;
  stripePaymentIntentId: string | null;
  refundedAmount: number;
  /** The moment of the refund that made it full; `endsAccess` whether access ends with it. */
  refundedAt: Date | null;
  endsAccess: boolean;
  disputedAt: Date | null;
  disputeState: string | null;
}

/**
 * What the payments of one order come to. An order paid twice (two pages open for it) is one purchase from the first
 * payment on; it is given back when all of them are.
 */
export function orderMoney(
  { id: orderId }: Pick<OrderFact, "id">,
  price: CatalogPrice,
  payments: readonly PaymentFact[],
  facts: CustomerFacts,
  books: Books,
): OrderMoney | null {
  const inOrder = [...payments].sort((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1));
  const [first] = inOrder;
  if (!first) return null;
  const refundsOf = (payment: PaymentFact) =>
    facts.refunds.filter(({ paymentIntentId }) => paymentIntentId === payment.id);
  const returned = inOrder.map((payment) => fullRefund(payment.amount, refundsOf(payment), price, books));
  const isReturned = returned.every((refund) => refund !== null);
  const disputes = facts.disputes
    .filter((dispute) => tookMoney(dispute) && inOrder.some(({ id }) => id === dispute.paymentIntentId))
    .sort((a, b) => Number(isOpen(b)) - Number(isOpen(a)) || b.openedAt.getTime() - a.openedAt.getTime());
  return {
    orderId,
    paidAt: first.at,
    stripePaymentIntentId: first.id,
    refundedAmount: inOrder.reduce((sum, payment) => sum + sumOfRefunds(refundsOf(payment)), 0),
    refundedAt: isReturned ? new Date(Math.max(...returned.map((refund) => refund!.at.getTime()))) : null,
    endsAccess: isReturned && returned.some((refund) => refund!.ends),
    disputedAt: disputes[0]?.openedAt ?? null,
    disputeState: disputes[0]?.state ?? null,
  };
}

import type { Books, OrderFact } from "./books";
import type { CustomerFacts, DisputeFact, PaymentFact, RefundFact } from "./facts";
import { invoiceMoney, type MoneyEntry, purchaseMoney, takenBack } from "./money-entries";
import { type OrderMoney, orderMoney, ownPurchase, type Purchase } from "./purchase-history";
import { type SubscriptionHistory, subscriptionHistory } from "./subscription-history";
import { ownPrice } from "./subscription-situation";

export interface AccountHistory {
  subscriptions: SubscriptionHistory[];
  /** Of every order that was paid for, also by the first invoice of a subscription. */
  orders: OrderMoney[];
  /** In the order of time. */
  money: MoneyEntry[];
  /** Refunds and disputes of payments that are ours, with Stripe's id of the charge's row. */
  refunds: (RefundFact & { chargeStripeId: string })[];
  disputes: (DisputeFact & { chargeStripeId: string })[];
}

/**
 * What follows from everything Stripe says of a customer: which access was and is paid for, which money moved. Pure,
 * and a function of the facts and our own orders alone (`at` only says what lies ahead), so it does not matter in which
 * order or how often events arrived. What is not ours (no metadata, another person's, another community's price) is
 * left out.
 */
export function accountHistory(facts: CustomerFacts, books: Books, at: Date): AccountHistory {
  const history: AccountHistory = { subscriptions: [], orders: [], money: [], refunds: [], disputes: [] };
  for (const subscription of facts.subscriptions) addSubscription(history, subscription, facts, books, at);
  addPurchases(history, facts, books);
  history.money.sort((a, b) => a.at.getTime() - b.at.getTime() || (a.stripeId < b.stripeId ? -1 : 1));
  return history;
}

function addSubscription(
  history: AccountHistory,
  subscription: CustomerFacts["subscriptions"][number],
  facts: CustomerFacts,
  books: Books,
  at: Date,
): void {
  const price = ownPrice(subscription, books);
  if (!price) return;
  history.subscriptions.push(subscriptionHistory(subscription, price, facts, books, at));
  const order = books.orders.get(subscription.metadata.orderId ?? "");
  const invoices = facts.invoices
    .filter(({ subscriptionId }) => subscriptionId === subscription.id)
    .sort((a, b) => a.paidAt.getTime() - b.paidAt.getTime() || (a.id < b.id ? -1 : 1));
  let isFirst = true;
  for (const invoice of invoices) {
    const charge = invoiceMoney(invoice, books, facts.payments, isFirst ? (order?.id ?? null) : null);
    if (!charge) continue;
    addMoney(history, charge, invoice.paymentIntentIds, facts);
    if (isFirst && order) {
      const own = facts.payments.filter(({ id }) => invoice.paymentIntentIds.includes(id));
      addOrder(history, order, orderMoney(order, price, own, facts, books));
    }
    isFirst = false;
  }
}

function addPurchases(history: AccountHistory, facts: CustomerFacts, books: Books): void {
  const purchases = facts.payments.map((payment) => ownPurchase(payment, books)).filter((one) => one !== null);
  for (const purchase of purchases) addMoney(history, purchaseMoney(purchase), [purchase.payment.id], facts);
  for (const group of Map.groupBy(purchases, ({ order }) => order.id).values()) {
    const [{ order, price }] = group as [Purchase];
    addOrder(history, order, orderMoney(order, price, group.map(paymentOf), facts, books));
  }
}

const paymentOf = ({ payment }: Purchase): PaymentFact => payment;

/** Two subscriptions of one order cannot both be its payment: the first one stands. */
function addOrder(history: AccountHistory, { id }: OrderFact, money: OrderMoney | null): void {
  if (money && !history.orders.some(({ orderId }) => orderId === id)) history.orders.push(money);
}

function addMoney(
  history: AccountHistory,
  charge: MoneyEntry,
  paymentIntentIds: readonly string[],
  facts: CustomerFacts,
): void {
  const isMine = ({ paymentIntentId }: { paymentIntentId: string }) => paymentIntentIds.includes(paymentIntentId);
  const chargeStripeId = charge.stripeId;
  history.money.push(charge, ...takenBack(charge, paymentIntentIds, facts));
  history.refunds.push(...facts.refunds.filter(isMine).map((refund) => ({ ...refund, chargeStripeId })));
  history.disputes.push(...facts.disputes.filter(isMine).map((dispute) => ({ ...dispute, chargeStripeId })));
}

import type { Books } from "./books";
import type { CustomerFacts } from "./customer-facts";
import { invoiceMoney, type MoneyEntry, purchaseMoney } from "./money-entries";
import { ownPurchase, type PurchaseHistory, purchaseHistory } from "./purchase-history";
import { ownPrice, type SubscriptionHistory, subscriptionHistory } from "./subscription-history";

export interface AccountHistory {
  subscriptions: SubscriptionHistory[];
  purchases: PurchaseHistory[];
  money: MoneyEntry[];
}

/**
 * What follows from everything Stripe says of a customer: which access was and is paid for, which money moved. Pure,
 * and a function of the facts alone, so it does not matter in which order or how often events arrived. What is not
 * ours (no metadata, another person's, another community's price) is left out.
 */
export function accountHistory(facts: CustomerFacts, books: Books): AccountHistory {
  const history: AccountHistory = { subscriptions: [], purchases: [], money: [] };
  const moneyByIntent = new Map<string, MoneyEntry>();
  for (const subscription of facts.subscriptions) {
    const price = ownPrice(subscription, books);
    if (!price) continue;
    const invoices = facts.invoices
      .filter(({ subscriptionId }) => subscriptionId === subscription.id)
      .sort((a, b) => a.paidAt.getTime() - b.paidAt.getTime());
    history.subscriptions.push(subscriptionHistory(subscription, price, invoices, books));
    for (const invoice of invoices) {
      const entry = invoiceMoney(invoice, books);
      if (!entry) continue;
      history.money.push(entry);
      if (invoice.paymentIntentId) moneyByIntent.set(invoice.paymentIntentId, entry);
    }
  }
  for (const payment of facts.payments) {
    const bought = ownPurchase(payment, books);
    if (!bought) continue;
    history.purchases.push(purchaseHistory(payment, bought, facts));
    const entry = purchaseMoney(payment, bought);
    history.money.push(entry);
    moneyByIntent.set(payment.id, entry);
  }
  for (const refund of facts.refunds) {
    const charge = moneyByIntent.get(refund.paymentIntentId);
    if (charge)
      history.money.push({ ...charge, stripeId: refund.id, kind: "refund", amount: -refund.amount, at: refund.at });
  }
  history.money.sort((a, b) => a.at.getTime() - b.at.getTime() || (a.stripeId < b.stripeId ? -1 : 1));
  return history;
}

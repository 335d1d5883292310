import type { Interval, Stretch } from "./billing-period";
import { cutAt, joinStretches, monthlyAmount } from "./billing-period";
import type { CustomerFacts, InvoiceFact, PaymentFact, SubscriptionFact } from "./customer-facts";
import { type CatalogPrice, liveStatuses, type ProductKind } from "./types";

/** For how long access outlasts a failed renewal. */
export const graceMs = 7 * 24 * 60 * 60 * 1000;

export interface GrantSpan {
  benefitId: string;
  startsAt: Date;
  endsAt: Date;
}

export interface StoryEntry {
  verb: "paying.started" | "paying.changed" | "paying.ended" | "subscription.cancelled" | "subscription.past_due";
  at: Date;
  detail: Record<string, string | number | boolean | null>;
}

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

export interface PurchaseHistory {
  orderId: string;
  communityId: string;
  grants: (Omit<GrantSpan, "endsAt"> & { endsAt: Date | null })[];
}

export interface MoneyEntry {
  stripeId: string;
  communityId: string;
  productId: string;
  priceId: string;
  productKind: ProductKind;
  kind: "charge" | "refund";
  amount: number;
  currency: string;
  period: Stretch | null;
  at: Date;
}

export interface AccountHistory {
  subscriptions: SubscriptionHistory[];
  purchases: PurchaseHistory[];
  money: MoneyEntry[];
}

/** One of our orders, as far as it decides what a one-off payment may grant. */
export interface OrderFact {
  id: string;
  communityId: string;
  priceId: string;
  amount: number;
  currency: string;
}

interface Books {
  userId: string;
  /** Our prices, by Stripe's id. */
  prices: ReadonlyMap<string, CatalogPrice>;
  /** The person's orders, by our id. */
  orders: ReadonlyMap<string, OrderFact>;
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

function ownPrice({ metadata, stripePriceId }: SubscriptionFact, { userId, prices }: Books): CatalogPrice | null {
  const price = prices.get(stripePriceId);
  if (!price || price.interval === null) return null;
  return metadata.userId === userId && metadata.communityId === price.communityId ? price : null;
}

function subscriptionHistory(
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
    story: story(fact, invoices, books),
  };
}

/**
 * Access follows the paid invoice lines, benefit by benefit: a line opens its period, a credit closes the rest of the
 * price it gives back. A running subscription covers its current period; one whose renewal failed keeps
 * {@link graceMs}; nothing outlasts the moment a subscription ended.
 */
function grantSpans(
  fact: SubscriptionFact,
  current: CatalogPrice,
  invoices: readonly InvoiceFact[],
  { prices }: Books,
): GrantSpan[] {
  const paid = new Map<string, Stretch[]>();
  const open = (price: CatalogPrice, stretch: Stretch) => {
    for (const benefit of price.benefitIds) paid.set(benefit, [...(paid.get(benefit) ?? []), { ...stretch }]);
  };
  for (const { lines } of invoices) {
    for (const line of lines.filter(({ amount }) => amount < 0)) {
      const price = prices.get(line.stripePriceId);
      for (const benefit of price?.benefitIds ?? []) paid.set(benefit, cutAt(paid.get(benefit) ?? [], line.from));
    }
    for (const line of lines.filter(({ amount }) => amount >= 0)) {
      const price = prices.get(line.stripePriceId);
      if (price?.communityId === current.communityId) open(price, line);
    }
  }
  const paidThrough = Math.max(0, ...[...paid.values()].flat().map(({ to }) => to.getTime()));
  if (fact.status === "active" || fact.status === "trialing") open(current, unbilledRest(fact, invoices, paidThrough));
  else if (paidThrough > 0) {
    for (const benefit of current.benefitIds) {
      const stretches = paid.get(benefit) ?? [];
      const last = stretches.find(({ to }) => to.getTime() === paidThrough);
      if (last) last.to = new Date(paidThrough + graceMs);
    }
  }
  const spans = [...paid].flatMap(([benefitId, stretches]) => {
    const joined = joinStretches(stretches);
    const kept = fact.endedAt ? cutAt(joined, fact.endedAt) : joined;
    return kept.map(({ from, to }) => ({ benefitId, startsAt: from, endsAt: to }));
  });
  return spans.sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime() || (a.benefitId < b.benefitId ? -1 : 1));
}

/**
 * What a running subscription covers beyond its paid lines: all of the current period when no line bills its price
 * (a trial, a change made without proration), else what follows the last paid moment (the renewal's invoice is not
 * paid yet although the period has begun).
 */
function unbilledRest(fact: SubscriptionFact, invoices: readonly InvoiceFact[], paidThrough: number): Stretch {
  const billed = invoices.some(({ lines }) =>
    lines.some(
      (line) =>
        line.amount >= 0 &&
        line.stripePriceId === fact.stripePriceId &&
        line.from < fact.periodEnd &&
        line.to > fact.periodStart,
    ),
  );
  const from = billed ? Math.max(fact.periodStart.getTime(), paidThrough) : fact.periodStart.getTime();
  return { from: new Date(from), to: fact.periodEnd };
}

function story(fact: SubscriptionFact, invoices: readonly InvoiceFact[], { prices }: Books): StoryEntry[] {
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

/** A paid invoice under the price it mainly charged. Free ones move no money. */
function invoiceMoney(invoice: InvoiceFact, { prices }: Books): MoneyEntry | null {
  const main = invoice.lines.filter(({ amount }) => amount >= 0).sort((a, b) => b.amount - a.amount)[0];
  const price = main && prices.get(main.stripePriceId);
  if (!price || invoice.amountPaid <= 0) return null;
  return {
    stripeId: invoice.id,
    communityId: price.communityId,
    productId: price.productId,
    priceId: price.id,
    productKind: price.productKind,
    kind: "charge",
    amount: invoice.amountPaid,
    currency: invoice.currency,
    period: { from: main.from, to: main.to },
    at: invoice.paidAt,
  };
}

interface Purchase {
  order: OrderFact;
  price: CatalogPrice;
}

/** A payment is a purchase of ours when it names one of the person's orders and paid at least that order's amount. */
function ownPurchase(payment: PaymentFact, { userId, prices, orders }: Books): Purchase | null {
  const order = orders.get(payment.metadata.orderId ?? "");
  if (!order || payment.metadata.userId !== userId) return null;
  const price = [...prices.values()].find(({ id }) => id === order.priceId);
  if (!price || price.interval !== null || price.communityId !== order.communityId) return null;
  return payment.currency === order.currency && payment.amount >= order.amount ? { order, price } : null;
}

/** What was bought once is kept; only giving all the money back ends it, at the moment of the last refund. */
function purchaseHistory(payment: PaymentFact, { order, price }: Purchase, facts: CustomerFacts): PurchaseHistory {
  const refunds = facts.refunds.filter(({ paymentIntentId }) => paymentIntentId === payment.id);
  const returned = refunds.reduce((sum, { amount }) => sum + amount, 0);
  const endsAt = returned >= payment.amount ? new Date(Math.max(...refunds.map(({ at }) => at.getTime()))) : null;
  return {
    orderId: order.id,
    communityId: order.communityId,
    grants: price.benefitIds.map((benefitId) => ({ benefitId, startsAt: payment.at, endsAt })),
  };
}

function purchaseMoney(payment: PaymentFact, { price }: Purchase): MoneyEntry {
  return {
    stripeId: payment.id,
    communityId: price.communityId,
    productId: price.productId,
    priceId: price.id,
    productKind: price.productKind,
    kind: "charge",
    amount: payment.amount,
    currency: payment.currency,
    period: null,
    at: payment.at,
  };
}

import type { Stretch } from "./billing-period";
import type { Books, OrderFact } from "./books";
import type { CouponTerms } from "./coupon";
import type { CustomerFacts, OpenInvoiceFact, ScheduleFact, SubscriptionFact } from "./facts";
import { type FullRefund, fullRefund, type Suspension, suspensions } from "./taken-back";
import type { CatalogPrice } from "./types";

/** A line of an invoice for one of our prices; negative for what is credited. */
export interface OwnLine extends Stretch {
  price: CatalogPrice;
  amount: number;
}

/** A paid invoice, as far as it is about our prices. */
export interface PaidInvoice {
  id: string;
  paidAt: Date;
  /** It failed at first: a renewal that was tried more than once, or paid long after it was made. */
  wasLate: boolean;
  lines: OwnLine[];
  refund: FullRefund | null;
}

/** Everything about one subscription, put together from the facts and our books. */
export interface SubscriptionSituation {
  fact: SubscriptionFact;
  price: CatalogPrice;
  /** The price of the next period. */
  nextPrice: CatalogPrice;
  order: OrderFact | null;
  coupon: CouponTerms | null;
  graceMs: number;
  /** In the order they were made. */
  invoices: PaidInvoice[];
  openInvoices: OpenInvoiceFact[];
  schedules: ScheduleFact[];
  suspensions: Suspension[];
  /** The time before the first charge: days to try, or (`carriedFrom`) days paid for in advance, elsewhere. */
  trial: (Stretch & { carriedFrom: string | null }) | null;
}

const dayMs = 24 * 60 * 60 * 1000;
const graceDaysDefault = 7;
/** Stripe charges an invoice an hour after making it. */
const chargedWithinMs = 2 * 60 * 60 * 1000;

/** Which price of ours somebody subscribes to; null when the subscription is not ours or not this person's. */
export function ownPrice(
  { metadata, stripePriceId }: SubscriptionFact,
  { userId, prices }: Books,
): CatalogPrice | null {
  const price = prices.get(stripePriceId);
  if (!price || price.interval === null) return null;
  return metadata.userId === userId && metadata.communityId === price.communityId ? price : null;
}

export function subscriptionSituation(
  fact: SubscriptionFact,
  price: CatalogPrice,
  facts: CustomerFacts,
  books: Books,
): SubscriptionSituation {
  const mine = ({ subscriptionId }: { subscriptionId: string }) => subscriptionId === fact.id;
  const { communityId } = price;
  const order = books.orders.get(fact.metadata.orderId ?? "") ?? null;
  const paidBy = new Set(facts.invoices.filter(mine).flatMap(({ paymentIntentIds }) => paymentIntentIds));
  return {
    fact,
    price,
    nextPrice: books.prices.get(fact.pending?.stripePriceId ?? "") ?? price,
    order,
    coupon: books.coupons.get(order?.couponId ?? "") ?? null,
    graceMs: (books.graceDays.get(communityId) ?? graceDaysDefault) * dayMs,
    invoices: paidInvoices(fact, communityId, facts, books),
    openInvoices: facts.openInvoices.filter(mine),
    schedules: facts.schedules.filter(mine),
    suspensions: suspensions(facts.disputes.filter(({ paymentIntentId }) => paidBy.has(paymentIntentId))),
    trial: trialOf(fact),
  };
}

function trialOf({ startedAt, trialEnd, metadata }: SubscriptionFact): SubscriptionSituation["trial"] {
  if (!trialEnd || trialEnd <= startedAt) return null;
  return { from: startedAt, to: trialEnd, carriedFrom: metadata.carriedFrom || null };
}

function paidInvoices(
  { id }: SubscriptionFact,
  communityId: string,
  { invoices, refunds }: CustomerFacts,
  books: Books,
): PaidInvoice[] {
  return invoices
    .filter(({ subscriptionId }) => subscriptionId === id)
    .sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1))
    .map((invoice) => {
      const lines = invoice.lines.flatMap(({ stripePriceId, ...line }) => {
        const price = books.prices.get(stripePriceId);
        return price?.communityId === communityId ? [{ ...line, price }] : [];
      });
      const main = mainLine(lines);
      const mine = refunds.filter(({ paymentIntentId }) => invoice.paymentIntentIds.includes(paymentIntentId));
      const waitedMs = invoice.paidAt.getTime() - invoice.createdAt.getTime();
      return {
        id: invoice.id,
        paidAt: invoice.paidAt,
        wasLate: invoice.isRenewal && (invoice.attempts > 1 || waitedMs > chargedWithinMs),
        lines,
        refund: main ? fullRefund(invoice.amountPaid, mine, main.price, books) : null,
      };
    });
}

/** The line that an invoice is mainly about: the largest it charges. */
export function mainLine<Line extends { amount: number }>(lines: readonly Line[]): Line | undefined {
  return lines.filter(({ amount }) => amount >= 0).sort((a, b) => b.amount - a.amount)[0];
}

/** The renewal that begins at `boundary` was tried and not paid. */
export function failedRenewal(
  { openInvoices }: Pick<SubscriptionSituation, "openInvoices">,
  boundary: Date,
): OpenInvoiceFact | null {
  return openInvoices.find(({ attempts, from }) => attempts > 0 && from.getTime() === boundary.getTime()) ?? null;
}

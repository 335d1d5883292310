import type { CustomerFacts, DisputeFact, PaymentFact, RefundFact } from "./facts";
import { type Account, installationBook, line, type Posting } from "./ledger";
import type { CatalogPrice } from "./types";

/** One of a person's orders, as far as its payment is entered. */
export interface LedgerOrder {
  id: string;
  communityId: string;
  priceId: string;
  kind: string;
  discountAmount: number;
  stripePaymentIntentId: string | null;
}

export interface LedgerGift {
  id: string;
  orderId: string;
  state: "waiting" | "redeemed" | "void";
  redeemedAt: Date | null;
  expiresAt: Date;
}

/** What postings are derived from: what Stripe says, our prices (by Stripe's id and by ours) and the gifts there are. */
export interface LedgerFacts {
  facts: CustomerFacts;
  prices: ReadonlyMap<string, CatalogPrice>;
  orderedPrices: ReadonlyMap<string, CatalogPrice>;
  orders: readonly LedgerOrder[];
  gifts: readonly LedgerGift[];
  at: Date;
}

/** A payment of ours: whose book it belongs to, what was sold, what a coupon took off, and the gift it pays. */
interface Sale {
  payment: PaymentFact;
  book: string;
  sales: Account;
  discount: number;
  /** Paid for somebody else: owed until it is redeemed. */
  isGift: boolean;
  gift: LedgerGift | null;
}

/**
 * Everything the books are to say of a customer, derived from facts alone: in which order, how often and how late they
 * were learnt changes no account. Money counts when it moves (cash basis); a gift is owed until it is redeemed.
 */
export function postingsOf(known: LedgerFacts): Posting[] {
  return salesOf(known).flatMap((sale) => {
    const refunds = known.facts.refunds
      .filter(({ paymentIntentId }) => paymentIntentId === sale.payment.id)
      .sort((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1));
    return [
      charge(sale),
      ...settlement(sale),
      ...refundPostings(sale, refunds, known.at),
      ...feesGivenBack(sale, refunds),
      ...disputePostings(sale, known.facts.disputes),
      ...giftPostings(sale, refunds, known.at),
    ];
  });
}

/** Payments of invoices under our prices, and those that name an order of the person's. Others are not ours. */
function salesOf({ facts, prices, orderedPrices, orders, gifts }: LedgerFacts): Sale[] {
  const invoices = new Map(facts.invoices.flatMap((invoice) => invoice.paymentIntentIds.map((id) => [id, invoice])));
  return facts.payments.flatMap((payment): Sale[] => {
    const invoice = invoices.get(payment.id);
    if (invoice) {
      const main = invoice.lines.filter(({ amount }) => amount >= 0).sort((a, b) => b.amount - a.amount)[0];
      const price = main && prices.get(main.stripePriceId);
      if (!price) return [];
      const common = { payment, book: price.communityId, sales: salesAccount(price) };
      // An invoice that was paid in parts was lowered once.
      const discount = invoice.paymentIntentId === payment.id ? invoice.discountAmount : 0;
      return [{ ...common, discount, isGift: false, gift: null }];
    }
    const order = orders.find(({ id }) => id === payment.metadata.orderId);
    const price = order && orderedPrices.get(order.priceId);
    if (!order || !price || order.kind === "subscription") return [];
    const common = { payment, book: order.communityId, sales: salesAccount(price), isGift: order.kind === "gift" };
    // An order that was paid twice was sold once: the second payment is only money, until it is given back.
    if (!settles(payment, order, facts.payments)) return [{ ...common, discount: 0, gift: null }];
    const gift = gifts.find(({ orderId }) => orderId === order.id) ?? null;
    return [{ ...common, discount: order.discountAmount, gift }];
  });
}

function settles(payment: PaymentFact, order: LedgerOrder, payments: readonly PaymentFact[]): boolean {
  if (order.stripePaymentIntentId !== null) return order.stripePaymentIntentId === payment.id;
  const before = (a: PaymentFact, b: PaymentFact) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1);
  return payments.every(
    (other) => other.metadata.orderId !== order.id || before(payment, other) <= 0 || other === payment,
  );
}

/** A free product is never paid for; a payment under it would be a plan's. */
function salesAccount({ productKind }: CatalogPrice): Account {
  return productKind === "free" ? "sales.subscription" : `sales.${productKind}`;
}

const about = ({ payment, book }: Sale) => ({ book, stripePaymentIntentId: payment.id });

/** Money came in: as a sale at its full price with what the coupon took off beside it, or as a gift that is owed. */
function charge(sale: Sale): Posting {
  const { payment, sales, discount, isGift } = sale;
  const { amount, currency } = payment;
  const lines = isGift
    ? line("stripe", "gifts_owed", amount, currency)
    : [...line("stripe", sales, amount, currency), ...line("discounts", sales, discount, currency)];
  return { ...about(sale), key: `charge:${payment.id}`, kind: "charge", at: payment.at, lines };
}

/** What Stripe made of a payment in its balance: the other currency it settles in, its own fee, the operator's share. */
function settlement(sale: Sale): Posting[] {
  const { payment } = sale;
  if (!payment.fee) return [];
  const { id, amount, net, currency, applicationFee, at } = payment.fee;
  const postings: Posting[] = [];
  if (currency !== payment.currency) {
    const lines = [
      ...line("exchange", "stripe", payment.amount, payment.currency),
      ...line("stripe", "exchange", amount + net, currency),
    ];
    postings.push({ ...about(sale), key: `exchange:${id}`, kind: "exchange", at, lines });
  }
  const own = line("stripe_fees", "stripe", amount - applicationFee, currency);
  if (own.length > 0) postings.push({ ...about(sale), key: `fee:${id}`, kind: "fee", at, lines: own });
  if (applicationFee > 0) {
    const key = `appfee:${payment.chargeId ?? payment.id}`;
    postings.push(...inBothBooks(sale, { key, kind: "platform-fee", at }, applicationFee, currency, "taken"));
  }
  return postings;
}

/** The operator's share leaves the community's book and appears in the installation's, or goes the way back. */
function inBothBooks(
  sale: Sale,
  posting: Pick<Posting, "key" | "kind" | "at">,
  amount: number,
  currency: string,
  way: "taken" | "given back",
): Posting[] {
  const taken = way === "taken";
  const theirs = taken
    ? line("platform_fees", "stripe", amount, currency)
    : line("stripe", "platform_fees", amount, currency);
  const ours = taken
    ? line("stripe", "platform_income", amount, currency)
    : line("platform_income", "stripe", amount, currency);
  return [
    { ...about(sale), ...posting, lines: theirs },
    { ...about(sale), ...posting, book: installationBook, lines: ours },
  ];
}

/** Money given back; what a bank sent back to us afterwards is a posting of its own. */
function refundPostings(sale: Sale, refunds: readonly RefundFact[], at: Date): Posting[] {
  return refunds.flatMap((refund) => {
    const account = isOwedAt(sale, refund.at, at) ? "gifts_owed" : "refunds";
    const { amount, currency } = refund;
    const given: Posting = {
      ...about(sale),
      key: `refund:${refund.id}`,
      kind: "refund",
      at: refund.at,
      lines: line(account, "stripe", amount, currency),
    };
    if (refund.state !== "failed") return [given];
    const lines = line("stripe", account, amount, currency);
    const cameBack = refund.failedAt ?? refund.at;
    return [given, { ...given, key: `refund-failed:${refund.id}`, kind: "refund-failed", at: cameBack, lines }];
  });
}

/**
 * The operator's share goes back with a refund that was made here, in proportion; one made on the pages of Stripe leaves
 * it where it is. Each refund gets the difference between the rounded shares of everything given back before and after
 * it, so a full refund in parts returns exactly all of it.
 */
function feesGivenBack(sale: Sale, refunds: readonly RefundFact[]): Posting[] {
  const { amount, fee } = sale.payment;
  if (!fee || fee.applicationFee === 0 || amount === 0) return [];
  const share = (returned: number) => Math.round((fee.applicationFee * Math.min(returned, amount)) / amount);
  let returned = 0;
  return refunds.filter(isOurs).flatMap((refund) => {
    const before = share(returned);
    returned += refund.amount;
    const part = share(returned) - before;
    const posting = { key: `appfee-refund:${refund.id}`, kind: "platform-fee-refund", at: refund.at };
    return inBothBooks(sale, posting, part, fee.currency, "given back");
  });
}

const isOurs = ({ metadata }: RefundFact) => metadata.refundId !== undefined;

/** Each movement of a dispute in Stripe's balance: the amount and the fee that were taken, and what came back. */
function disputePostings(sale: Sale, disputes: readonly DisputeFact[]): Posting[] {
  const mine = disputes.filter(({ paymentIntentId }) => paymentIntentId === sale.payment.id);
  return mine.flatMap(({ movements }) =>
    movements.map(({ id, amount, fee, currency, at }) => ({
      ...about(sale),
      key: `dispute:${id}`,
      kind: amount < 0 ? "dispute" : "dispute-won",
      at,
      lines: [
        ...line("disputes", "stripe", -amount, currency),
        ...line("stripe", "disputes", amount, currency),
        ...line("dispute_fees", "stripe", fee, currency),
        ...line("stripe", "dispute_fees", -fee, currency),
      ],
    })),
  );
}

/** The moment a gift stopped being owed: redeemed, or run out before `at`. */
function settledAt({ gift }: Sale, at: Date): Date | null {
  if (!gift) return null;
  if (gift.state === "redeemed") return gift.redeemedAt;
  return gift.expiresAt <= at ? gift.expiresAt : null;
}

function isOwedAt(sale: Sale, moment: Date, at: Date): boolean {
  const settled = settledAt(sale, at);
  return sale.isGift && (settled === null || moment < settled);
}

/** A gift that is redeemed becomes a sale, one that runs out becomes breakage: as much of it as was still owed then. */
function giftPostings(sale: Sale, refunds: readonly RefundFact[], at: Date): Posting[] {
  const { payment, gift, sales, discount } = sale;
  const settled = settledAt(sale, at);
  if (!gift || !settled) return [];
  const returned = refunds
    .filter((refund) => refund.state !== "failed" && isOwedAt(sale, refund.at, at))
    .reduce((sum, { amount }) => sum + amount, 0);
  const owed = payment.amount - returned;
  const { currency } = payment;
  if (gift.state !== "redeemed") {
    const lines = line("gifts_owed", "breakage", owed, currency);
    return [{ ...about(sale), key: `gift-expired:${gift.id}`, kind: "gift-expired", at: settled, lines }];
  }
  const part =
    owed > 0 ? [...line("gifts_owed", sales, owed, currency), ...line("discounts", sales, discount, currency)] : [];
  return [{ ...about(sale), key: `gift:${gift.id}`, kind: "gift-redeemed", at: settled, lines: part }];
}

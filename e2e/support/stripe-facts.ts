import type { Books, OrderFact } from "../../lib/billing/books";
import type {
  CustomerFacts,
  DisputeFact,
  InvoiceFact,
  OpenInvoiceFact,
  PaymentFact,
  RefundFact,
  SessionFact,
  SubscriptionFact,
} from "../../lib/billing/facts";
import type { CatalogPrice } from "../../lib/billing/types";

/** Facts of one payer by hand, for tests of what follows from them. Everything has a plain default. */

export const day = (text: string) => new Date(text.includes("T") ? text : `${text}T00:00:00Z`);

export const payer = "ada";
export const place = "wheels";

export function price(id: string, over: Partial<CatalogPrice> = {}): CatalogPrice {
  return {
    id,
    communityId: place,
    productId: `product-${id}`,
    productKind: "subscription",
    family: "plans",
    currency: "CNY",
    amount: 3900,
    interval: "month",
    termDays: null,
    termUntil: null,
    benefitIds: [`benefit-${id}`],
    accessAfterRefund: "ends",
    ...over,
  };
}

export const small = price("small");
export const big = price("big", { amount: 9900, benefitIds: ["benefit-small", "benefit-big"] });
export const single = price("single", { productKind: "one_off", interval: null, amount: 990 });

export function order(id: string, over: Partial<OrderFact> = {}): OrderFact {
  return {
    id,
    communityId: place,
    productId: "product-single",
    priceId: "single",
    kind: "payment",
    amount: 990,
    currency: "CNY",
    discountAmount: 0,
    couponId: null,
    state: "open",
    ...over,
  };
}

/** Stripe's ids of our prices are ours with `stripe-` before them. */
export function books(over: Partial<Books> = {}, prices: readonly CatalogPrice[] = [small, big, single]): Books {
  return {
    userId: payer,
    prices: new Map(prices.map((one) => [`stripe-${one.id}`, one])),
    orderedPrices: new Map(prices.map((one) => [one.id, one])),
    orders: new Map(),
    coupons: new Map(),
    graceDays: new Map([[place, 7]]),
    endsAccess: new Map(),
    liveElsewhere: [],
    triedCards: new Set(),
    triedByMailbox: new Set(),
    ...over,
  };
}

export function subscription(over: Partial<SubscriptionFact> = {}): SubscriptionFact {
  return {
    id: "sub",
    status: "active",
    startedAt: day("2026-01-10"),
    stripePriceId: "stripe-small",
    periodStart: day("2026-01-10"),
    periodEnd: day("2026-02-10"),
    cancelAtPeriodEnd: false,
    canceledAt: null,
    cancelReason: null,
    cancelComment: null,
    endedAt: null,
    endReason: null,
    trialEnd: null,
    pause: null,
    pending: null,
    scheduleId: null,
    cardFingerprint: null,
    discount: null,
    metadata: { userId: payer, communityId: place },
    ...over,
  };
}

/** A paid invoice; its payment is called like it. `lines` as [price, amount, from, to]. */
export function invoice(
  id: string,
  lines: readonly [stripePriceId: string, amount: number, from: string, to: string][],
  over: Partial<InvoiceFact> = {},
): InvoiceFact {
  const own = lines.map(([name, amount, from, to]) => ({
    stripePriceId: `stripe-${name}`,
    amount,
    from: day(from),
    to: day(to),
  }));
  const at = own.find(({ amount }) => amount >= 0)!.from;
  const total = own.reduce((sum, { amount }) => sum + amount, 0);
  const amountPaid = over.amountPaid ?? Math.max(0, total);
  return {
    id,
    subscriptionId: "sub",
    amountPaid,
    currency: "CNY",
    createdAt: at,
    paidAt: at,
    isRenewal: false,
    attempts: 1,
    discountAmount: 0,
    lines: own,
    paymentIntentId: amountPaid > 0 ? `pi-${id}` : null,
    paymentIntentIds: amountPaid > 0 ? [`pi-${id}`] : [],
    ...over,
  };
}

/** Two months of the small plan, paid one after the other. */
export const january = invoice("january", [["small", 3900, "2026-01-10", "2026-02-10"]]);
export const february = invoice("february", [["small", 3900, "2026-02-10", "2026-03-10"]], { isRenewal: true });
/** The big plan for what was left of January's month. */
export const upgrade = invoice(
  "upgrade",
  [
    ["small", -1950, "2026-01-25", "2026-02-10"],
    ["big", 4950, "2026-01-25", "2026-02-10"],
  ],
  { createdAt: day("2026-01-25"), paidAt: day("2026-01-25") },
);

export function openInvoice(id: string, from: string, over: Partial<OpenInvoiceFact> = {}): OpenInvoiceFact {
  return {
    id,
    subscriptionId: "sub",
    amountDue: 3900,
    currency: "CNY",
    createdAt: day(from),
    from: day(from),
    attempts: 1,
    nextTryAt: null,
    ...over,
  };
}

export function payment(id: string, over: Partial<PaymentFact> = {}): PaymentFact {
  return {
    id,
    amount: 990,
    currency: "CNY",
    at: day("2026-01-10"),
    refunded: 0,
    chargeId: `ch-${id}`,
    method: "card",
    disputed: false,
    fee: null,
    metadata: { userId: payer, communityId: place, orderId: "order" },
    ...over,
  };
}

export function refund(
  paymentIntentId: string,
  amount: number,
  at: string,
  over: Partial<RefundFact> = {},
): RefundFact {
  return {
    id: `re-${paymentIntentId}-${at}`,
    state: "succeeded",
    paymentIntentId,
    amount,
    currency: "CNY",
    at: day(at),
    failedAt: null,
    reason: null,
    metadata: {},
    ...over,
  };
}

export function dispute(paymentIntentId: string, openedAt: string, over: Partial<DisputeFact> = {}): DisputeFact {
  return {
    id: `du-${paymentIntentId}`,
    paymentIntentId,
    amount: 3900,
    currency: "CNY",
    reason: "fraudulent",
    state: "needs_response",
    openedAt: day(openedAt),
    dueAt: null,
    movements: [{ id: "txn-out", amount: -3900, fee: 1500, currency: "CNY", at: day(openedAt) }],
    ...over,
  };
}

/** The same dispute, won at `at`. */
export function won(fact: DisputeFact, at: string): DisputeFact {
  const back = { id: "txn-back", amount: fact.amount, fee: -1500, currency: "CNY", at: day(at) };
  return { ...fact, state: "won", movements: [...fact.movements, back] };
}

export function session(id: string, over: Partial<SessionFact> = {}): SessionFact {
  return {
    id,
    status: "open",
    paid: false,
    awaitsBank: false,
    createdAt: day("2026-01-10"),
    expiresAt: day("2026-01-11"),
    paymentIntentId: null,
    subscriptionId: null,
    metadata: { orderId: "order" },
    ...over,
  };
}

export function facts(over: Partial<CustomerFacts> = {}): CustomerFacts {
  return {
    account: "",
    subscriptions: [],
    schedules: [],
    invoices: [],
    openInvoices: [],
    payments: [],
    refunds: [],
    disputes: [],
    sessions: [],
    ...over,
  };
}

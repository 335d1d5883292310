import "server-only";
import type Stripe from "stripe";
import { stripe } from "./gateway";

/** What Stripe says of one customer at one moment: plain values, only what we use. */
export interface CustomerFacts {
  account: string;
  subscriptions: SubscriptionFact[];
  invoices: InvoiceFact[];
  openInvoices: OpenInvoiceFact[];
  payments: PaymentFact[];
  refunds: RefundFact[];
  disputes: DisputeFact[];
  sessions: SessionFact[];
}

export interface SubscriptionFact {
  id: string;
  status: string;
  startedAt: Date;
  stripePriceId: string;
  periodStart: Date;
  periodEnd: Date;
  cancelAtPeriodEnd: boolean;
  canceledAt: Date | null;
  cancelReason: string | null;
  endedAt: Date | null;
  endReason: string | null;
  trialEnd: Date | null;
  pause: { resumesAt: Date | null } | null;
  /** The next phase of its schedule. */
  pending: { stripePriceId: string; at: Date; scheduleId: string } | null;
  scheduleId: string | null;
  /** Stripe's `card.fingerprint` of what it is charged to. */
  cardFingerprint: string | null;
  discount: { stripeCouponId: string; until: Date | null } | null;
  metadata: Record<string, string>;
}

export interface InvoiceFact {
  id: string;
  subscriptionId: string;
  amountPaid: number;
  currency: string;
  paidAt: Date;
  lines: { stripePriceId: string; amount: number; from: Date; to: Date }[];
  paymentIntentId: string | null;
}

/** An invoice that is not paid yet: a renewal that failed or is about to be charged. */
export interface OpenInvoiceFact {
  id: string;
  subscriptionId: string;
  amountDue: number;
  currency: string;
  createdAt: Date;
  attempts: number;
  nextTryAt: Date | null;
}

/** A succeeded payment intent, of an invoice or of a one-off. */
export interface PaymentFact {
  id: string;
  amount: number;
  currency: string;
  at: Date;
  refunded: number;
  chargeId: string | null;
  /** `card`, `alipay`, `wechat_pay`. */
  method: string | null;
  disputed: boolean;
  /** What Stripe kept of it, by its balance transaction: `amount` and `net` in the settled currency. */
  fee: {
    id: string;
    amount: number;
    net: number;
    currency: string;
    applicationFee: number;
    at: Date;
  } | null;
  metadata: Record<string, string>;
}

export interface RefundFact {
  id: string;
  state: "pending" | "succeeded" | "failed";
  paymentIntentId: string;
  amount: number;
  currency: string;
  at: Date;
}

export interface DisputeFact {
  id: string;
  paymentIntentId: string;
  amount: number;
  currency: string;
  reason: string;
  /** Stripe's word. */
  state: string;
  openedAt: Date;
  dueAt: Date | null;
  /** Its balance transactions: negative when money went, positive when it came back. */
  movements: { id: string; amount: number; fee: number; currency: string; at: Date }[];
}

export interface SessionFact {
  id: string;
  status: "open" | "complete" | "expired";
  paid: boolean;
  metadata: Record<string, string>;
}

const pageSize = 100;
/** Far above what one person can have; a guard against an endless list. */
const most = { limit: 5000 };

const date = (at: number) => new Date(at * 1000);
const maybeDate = (at: number | null | undefined) => (at === null || at === undefined ? null : date(at));
const idOf = (value: string | { id: string } | null | undefined) =>
  typeof value === "string" ? value : (value?.id ?? null);

/** Reads everything we need about an account's customer from Stripe. Network only; throws when Stripe does not answer. */
export async function fetchCustomerFacts(account: string, customer: string): Promise<CustomerFacts> {
  const api = stripe(account);
  const [subscriptions, invoices, intents, sessions] = await Promise.all([
    api.subscriptions.list({ customer, status: "all", limit: pageSize }).autoPagingToArray(most),
    api.invoices.list({ customer, status: "paid", limit: pageSize, expand: ["data.payments"] }).autoPagingToArray(most),
    api.paymentIntents.list({ customer, limit: pageSize, expand: ["data.latest_charge"] }).autoPagingToArray(most),
    api.checkout.sessions.list({ customer, limit: pageSize }).autoPagingToArray(most),
  ]);
  const payments = intents.filter((intent) => intent.status === "succeeded").map(paymentFact);
  return {
    account,
    subscriptions: subscriptions.flatMap(subscriptionFact),
    invoices: invoices.flatMap(invoiceFact),
    openInvoices: [],
    disputes: [],
    payments,
    refunds: await fetchRefunds(api, payments),
    sessions: sessions.map((session) => ({
      id: session.id,
      status: (session.status ?? "open") as SessionFact["status"],
      paid: session.status === "complete" && session.payment_status !== "unpaid",
      metadata: session.metadata ?? {},
    })),
  };
}

async function fetchRefunds(api: Stripe, payments: readonly PaymentFact[]): Promise<RefundFact[]> {
  const refunds: RefundFact[] = [];
  for (const payment of payments.filter(({ refunded }) => refunded > 0)) {
    const listed = await api.refunds.list({ payment_intent: payment.id, limit: pageSize }).autoPagingToArray(most);
    for (const refund of listed.filter(({ status }) => status === "succeeded")) {
      refunds.push({
        id: refund.id,
        state: "succeeded",
        paymentIntentId: payment.id,
        amount: refund.amount,
        currency: refund.currency.toUpperCase(),
        at: date(refund.created),
      });
    }
  }
  return refunds;
}

function subscriptionFact(subscription: Stripe.Subscription): SubscriptionFact[] {
  const [item] = subscription.items.data;
  if (!item) return [];
  const { cancellation_details: details } = subscription;
  return [
    {
      id: subscription.id,
      status: subscription.status,
      startedAt: date(subscription.start_date),
      stripePriceId: item.price.id,
      periodStart: date(item.current_period_start),
      periodEnd: date(item.current_period_end),
      cancelAtPeriodEnd: subscription.cancel_at_period_end,
      canceledAt: maybeDate(subscription.canceled_at),
      cancelReason: details?.feedback ?? details?.comment ?? null,
      endedAt: maybeDate(subscription.ended_at),
      endReason: details?.reason ?? null,
      trialEnd: maybeDate(subscription.trial_end),
      pause: null,
      pending: null,
      scheduleId: idOf(subscription.schedule),
      cardFingerprint: null,
      discount: null,
      metadata: subscription.metadata,
    },
  ];
}

function invoiceFact(invoice: Stripe.Invoice): InvoiceFact[] {
  const subscriptionId = idOf(invoice.parent?.subscription_details?.subscription);
  if (subscriptionId === null || invoice.status !== "paid") return [];
  return [
    {
      id: invoice.id,
      subscriptionId,
      amountPaid: invoice.amount_paid,
      currency: invoice.currency.toUpperCase(),
      paidAt: date(invoice.status_transitions.paid_at ?? invoice.created),
      lines: invoice.lines.data.flatMap((line) => {
        const price = idOf(line.pricing?.price_details?.price);
        return price === null
          ? []
          : [{ stripePriceId: price, amount: line.amount, from: date(line.period.start), to: date(line.period.end) }];
      }),
      paymentIntentId: idOf(invoice.payments?.data.find(({ status }) => status === "paid")?.payment.payment_intent),
    },
  ];
}

function paymentFact(intent: Stripe.PaymentIntent): PaymentFact {
  const charge = typeof intent.latest_charge === "object" ? intent.latest_charge : null;
  return {
    id: intent.id,
    amount: intent.amount_received,
    currency: intent.currency.toUpperCase(),
    at: date(charge?.created ?? intent.created),
    refunded: charge?.amount_refunded ?? 0,
    chargeId: idOf(intent.latest_charge),
    method: charge?.payment_method_details?.type ?? null,
    disputed: charge?.disputed ?? false,
    fee: null,
    metadata: intent.metadata,
  };
}

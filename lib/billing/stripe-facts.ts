import type Stripe from "stripe";
import type {
  DisputeFact,
  InvoiceFact,
  OpenInvoiceFact,
  PaymentFact,
  RefundFact,
  ScheduleFact,
  SessionFact,
  SubscriptionFact,
} from "./facts";

/** Translates Stripe's objects into facts. This is the only place that knows their shape. */

const date = (at: number) => new Date(at * 1000);
const maybeDate = (at: number | null | undefined) => (at === null || at === undefined ? null : date(at));
const currencyOf = ({ currency }: { currency: string }) => currency.toUpperCase();
const idOf = (value: string | { id: string } | null | undefined) =>
  typeof value === "string" ? value : (value?.id ?? null);
/** What was asked to be expanded, when it was. */
const expanded = <Thing extends { id: string }>(value: string | Thing | null | undefined): Thing | null =>
  typeof value === "object" ? value : null;

/** None for a subscription without a price. */
export function subscriptionFact(
  subscription: Stripe.Subscription,
  schedules: readonly ScheduleFact[],
): SubscriptionFact[] {
  const [item] = subscription.items.data;
  if (!item) return [];
  const { cancellation_details: details, cancel_at: cancelAt } = subscription;
  const scheduleId = idOf(subscription.schedule);
  const method = expanded(subscription.default_payment_method);
  return [
    {
      id: subscription.id,
      status: subscription.status,
      startedAt: date(subscription.start_date),
      stripePriceId: item.price.id,
      periodStart: date(item.current_period_start),
      periodEnd: date(item.current_period_end),
      cancelAtPeriodEnd:
        subscription.cancel_at_period_end || (cancelAt !== null && cancelAt <= item.current_period_end),
      canceledAt: maybeDate(subscription.canceled_at),
      cancelReason: details?.feedback ?? null,
      cancelComment: details?.comment ?? null,
      endedAt: maybeDate(subscription.ended_at),
      endReason: details?.reason ?? null,
      trialEnd: maybeDate(subscription.trial_end),
      pause: subscription.pause_collection && { resumesAt: maybeDate(subscription.pause_collection.resumes_at) },
      pending: pendingOf(
        schedules.find(({ id }) => id === scheduleId),
        item,
      ),
      scheduleId,
      cardFingerprint: method?.card?.fingerprint ?? null,
      discount: discountOf(subscription.discounts[0]),
      metadata: subscription.metadata,
    },
  ];
}

/** What the schedule changes next: the first phase with another price that has not begun with this period. */
function pendingOf(schedule: ScheduleFact | undefined, item: Stripe.SubscriptionItem): SubscriptionFact["pending"] {
  const current = date(item.current_period_start);
  const next = schedule?.phases.find(({ from, stripePriceId }) => from > current && stripePriceId !== item.price.id);
  return schedule && next ? { stripePriceId: next.stripePriceId, at: next.from, scheduleId: schedule.id } : null;
}

function discountOf(discount: string | Stripe.Discount | undefined): SubscriptionFact["discount"] {
  const known = expanded(discount);
  const stripeCouponId = idOf(known?.source.coupon);
  return known && stripeCouponId ? { stripeCouponId, until: maybeDate(known.end) } : null;
}

export function scheduleFact(schedule: Stripe.SubscriptionSchedule): ScheduleFact[] {
  const subscriptionId = idOf(schedule.subscription) ?? schedule.released_subscription;
  if (!subscriptionId) return [];
  return [
    {
      id: schedule.id,
      subscriptionId,
      createdAt: date(schedule.created),
      releasedAt: maybeDate(schedule.released_at ?? schedule.canceled_at ?? schedule.completed_at),
      phases: schedule.phases.flatMap(({ items, start_date, end_date }) => {
        const stripePriceId = idOf(items[0]?.price);
        return stripePriceId ? [{ stripePriceId, from: date(start_date), to: date(end_date) }] : [];
      }),
    },
  ];
}

const subscriptionOf = (invoice: Stripe.Invoice) => idOf(invoice.parent?.subscription_details?.subscription);

/** None for an invoice without a subscription, or one that is not paid. */
export function invoiceFact(invoice: Stripe.Invoice): InvoiceFact[] {
  const subscriptionId = subscriptionOf(invoice);
  if (subscriptionId === null || invoice.status !== "paid") return [];
  const paymentIntentIds = (invoice.payments?.data ?? []).flatMap(({ status, payment }) => {
    const id = idOf(payment.payment_intent);
    return status === "paid" && id !== null ? [id] : [];
  });
  return [
    {
      id: invoice.id,
      subscriptionId,
      amountPaid: invoice.amount_paid,
      currency: currencyOf(invoice),
      createdAt: date(invoice.created),
      paidAt: date(invoice.status_transitions.paid_at ?? invoice.created),
      isRenewal: invoice.billing_reason === "subscription_cycle",
      attempts: invoice.attempt_count,
      discountAmount: (invoice.total_discount_amounts ?? []).reduce((sum, { amount }) => sum + amount, 0),
      lines: linesOf(invoice),
      paymentIntentId: paymentIntentIds[0] ?? null,
      paymentIntentIds,
    },
  ];
}

function linesOf(invoice: Stripe.Invoice): InvoiceFact["lines"] {
  return invoice.lines.data.flatMap(({ pricing, amount, period }) => {
    const stripePriceId = idOf(pricing?.price_details?.price);
    return stripePriceId === null ? [] : [{ stripePriceId, amount, from: date(period.start), to: date(period.end) }];
  });
}

export function openInvoiceFact(invoice: Stripe.Invoice): OpenInvoiceFact[] {
  const subscriptionId = subscriptionOf(invoice);
  if (subscriptionId === null) return [];
  const starts = linesOf(invoice).flatMap(({ amount, from }) => (amount >= 0 ? [from.getTime()] : []));
  return [
    {
      id: invoice.id,
      subscriptionId,
      amountDue: invoice.amount_due,
      currency: currencyOf(invoice),
      createdAt: date(invoice.created),
      from: starts.length > 0 ? new Date(Math.min(...starts)) : date(invoice.created),
      attempts: invoice.attempt_count,
      nextTryAt: maybeDate(invoice.next_payment_attempt),
    },
  ];
}

export const isSucceeded = ({ status }: Stripe.PaymentIntent) => status === "succeeded";

export function paymentFact(intent: Stripe.PaymentIntent): PaymentFact {
  const charge = expanded(intent.latest_charge);
  return {
    id: intent.id,
    amount: intent.amount_received,
    currency: currencyOf(intent),
    at: date(charge?.created ?? intent.created),
    refunded: charge?.amount_refunded ?? 0,
    chargeId: idOf(intent.latest_charge),
    method: charge?.payment_method_details?.type ?? null,
    disputed: charge?.disputed ?? false,
    fee: feeOf(expanded(charge?.balance_transaction)),
    metadata: intent.metadata,
  };
}

function feeOf(entry: Stripe.BalanceTransaction | null): PaymentFact["fee"] {
  if (!entry) return null;
  const applicationFee = entry.fee_details
    .filter(({ type }) => type === "application_fee")
    .reduce((sum, { amount }) => sum + amount, 0);
  const { id, fee, net, created } = entry;
  return { id, amount: fee, net, currency: currencyOf(entry), applicationFee, at: date(created) };
}

const refundStates: Readonly<Record<string, RefundFact["state"]>> = {
  succeeded: "succeeded",
  failed: "failed",
  canceled: "failed",
};

export function refundFact(refund: Stripe.Refund, paymentIntentId: string, failedAt: Date | null): RefundFact {
  return {
    id: refund.id,
    state: refundStates[refund.status ?? ""] ?? "pending",
    paymentIntentId,
    amount: refund.amount,
    currency: currencyOf(refund),
    at: date(refund.created),
    failedAt,
    reason: refund.reason,
    metadata: refund.metadata ?? {},
  };
}

export function disputeFact(dispute: Stripe.Dispute, paymentIntentId: string): DisputeFact {
  return {
    id: dispute.id,
    paymentIntentId,
    amount: dispute.amount,
    currency: currencyOf(dispute),
    reason: dispute.reason,
    state: dispute.status,
    openedAt: date(dispute.created),
    dueAt: maybeDate(dispute.evidence_details.due_by),
    movements: dispute.balance_transactions.map((entry) => ({
      id: entry.id,
      amount: entry.amount,
      fee: entry.fee,
      currency: currencyOf(entry),
      at: date(entry.created),
    })),
  };
}

/** `awaited` are payments whose bank has not answered yet. */
export function sessionFact(session: Stripe.Checkout.Session, awaited: ReadonlySet<string>): SessionFact {
  const paymentIntentId = idOf(session.payment_intent);
  const isComplete = session.status === "complete";
  return {
    id: session.id,
    status: (session.status ?? "open") as SessionFact["status"],
    paid: isComplete && session.payment_status !== "unpaid",
    awaitsBank: isComplete && paymentIntentId !== null && awaited.has(paymentIntentId),
    createdAt: date(session.created),
    expiresAt: maybeDate(session.expires_at),
    paymentIntentId,
    subscriptionId: idOf(session.subscription),
    metadata: session.metadata ?? {},
  };
}

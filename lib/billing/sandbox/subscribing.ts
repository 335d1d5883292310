import "server-only";
import type { Tx } from "@/db/client";
import { periodEndAfter } from "@/lib/billing/billing-period";
import { dayMs } from "@/lib/platform/clock";
import { defaultCardPays, openInvoice, payInvoice } from "./charging";
import { emit, put } from "./commands";
import { fromSeconds, listOf, type Metadata, seconds } from "./objects/base";
import type { SandboxCustomer } from "./objects/customers";
import { sandboxId } from "./objects/ids";
import type { SandboxInvoice } from "./objects/invoices";
import type { SandboxPrice } from "./objects/products";
import type { SandboxSubscription, SandboxSubscriptionItem } from "./objects/subscriptions";
import { needObject } from "./queries";
import { declined, invalid } from "./wire";

/** A failed renewal is tried again this many days after it failed; when the last try fails the subscription ends. */
const retryDays = [3, 5, 7];

const intervalOf = (price: SandboxPrice) => price.recurring!.interval;
const itemOf = (subscription: SandboxSubscription) => subscription.items.data[0]!;

interface Line {
  price: SandboxPrice;
  item: SandboxSubscriptionItem;
  subscriptionId: string;
  amount: number;
  period: { start: number; end: number };
  proration?: boolean;
}

function invoiceLine({ price, item, subscriptionId, amount, period, proration = false }: Line) {
  return {
    amount,
    description: proration ? (amount < 0 ? "Unused time" : "Remaining time") : "Subscription",
    period,
    pricing: {
      type: "price_details" as const,
      price_details: { price: price.id, product: price.product },
      unit_amount_decimal: price.unit_amount_decimal,
    },
    parent: {
      type: "subscription_item_details" as const,
      subscription_item_details: {
        subscription: subscriptionId,
        subscription_item: item.id,
        proration,
        invoice_item: null,
      },
      invoice_item_details: null,
    },
  };
}

/** A new subscription with its first period paid. */
export async function subscribe(
  tx: Tx,
  { customer, price, metadata, at }: { customer: SandboxCustomer; price: SandboxPrice; metadata: Metadata; at: Date },
): Promise<{ subscription: SandboxSubscription; invoice: SandboxInvoice }> {
  const id = sandboxId("subscription");
  const start = seconds(at);
  const item: SandboxSubscriptionItem = {
    id: sandboxId("subscription_item"),
    object: "subscription_item",
    billing_thresholds: null,
    created: start,
    current_period_start: start,
    current_period_end: seconds(periodEndAfter(fromSeconds(start), intervalOf(price), fromSeconds(start))),
    discounts: [],
    metadata: {},
    price,
    quantity: 1,
    subscription: id,
    tax_rates: [],
  };
  const opened: SandboxSubscription = {
    id,
    object: "subscription",
    created: start,
    livemode: false,
    billing_cycle_anchor: start,
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    cancellation_details: { comment: null, feedback: null, reason: null },
    collection_method: "charge_automatically",
    currency: price.currency,
    customer: customer.id,
    default_payment_method: null,
    description: null,
    discounts: [],
    ended_at: null,
    items: listOf([item], `/v1/subscription_items?subscription=${id}`),
    latest_invoice: null,
    metadata,
    pause_collection: null,
    start_date: start,
    status: "active",
    trial_end: null,
    trial_start: null,
    _retry_at: null,
  };
  const period = { start, end: item.current_period_end };
  const lines = [invoiceLine({ price, item, subscriptionId: id, amount: price.unit_amount, period })];
  const invoice = await payInvoice(
    tx,
    openInvoice({ subscription: opened, customer, reason: "subscription_create", lines, at }),
    at,
  );
  const subscription = { ...opened, latest_invoice: invoice.id };
  await put(tx, subscription);
  await emit(tx, "customer.subscription.created", subscription, at);
  return { subscription, invoice };
}

/** What the clock does when a subscription is due at `at`: end it, renew it, or try an unpaid renewal again. */
export async function stepSubscription(tx: Tx, subscription: SandboxSubscription, at: Date): Promise<void> {
  if (subscription._retry_at !== null) return retryRenewal(tx, subscription, at);
  if (subscription.cancel_at_period_end) return endSubscription(tx, subscription, "cancellation_requested", at);
  return renew(tx, subscription, at);
}

async function renew(tx: Tx, before: SandboxSubscription, at: Date): Promise<void> {
  const customer = await needObject("customer", before.customer);
  const { price } = itemOf(before);
  const start = itemOf(before).current_period_end;
  const end = seconds(periodEndAfter(fromSeconds(before.billing_cycle_anchor), intervalOf(price), fromSeconds(start)));
  const item = { ...itemOf(before), current_period_start: start, current_period_end: end };
  const subscription = { ...before, items: { ...before.items, data: [item] } };
  const lines = [
    invoiceLine({ price, item, subscriptionId: before.id, amount: price.unit_amount, period: { start, end } }),
  ];
  const invoice = openInvoice({ subscription, customer, reason: "subscription_cycle", lines, at });
  await settle(tx, { ...subscription, latest_invoice: invoice.id }, invoice, at);
}

async function retryRenewal(tx: Tx, subscription: SandboxSubscription, at: Date): Promise<void> {
  await settle(tx, subscription, await needObject("invoice", subscription.latest_invoice!), at);
}

/** Charges the renewal: paid, or past due with a next try, or (no tries left) ended. */
async function settle(tx: Tx, subscription: SandboxSubscription, invoice: SandboxInvoice, at: Date): Promise<void> {
  if (await defaultCardPays(await needObject("customer", subscription.customer))) {
    const active = { ...subscription, status: "active" as const, _retry_at: null };
    await payInvoice(tx, invoice, at);
    await put(tx, active);
    await emit(tx, "customer.subscription.updated", active, at);
    return;
  }
  const days = retryDays[invoice.attempt_count];
  const nextTry = days === undefined ? null : invoice.created + (days * dayMs) / 1000;
  const failed = {
    ...invoice,
    attempted: true,
    attempt_count: invoice.attempt_count + 1,
    next_payment_attempt: nextTry,
  };
  await put(tx, failed);
  await emit(tx, "invoice.payment_failed", failed, at);
  if (nextTry === null) return endSubscription(tx, subscription, "payment_failed", at);
  const pastDue = { ...subscription, status: "past_due" as const, _retry_at: nextTry };
  await put(tx, pastDue);
  if (subscription.status !== "past_due") await emit(tx, "customer.subscription.updated", pastDue, at);
}

/** Ends a subscription now. An unpaid invoice stays open, as at Stripe. */
export async function endSubscription(
  tx: Tx,
  subscription: SandboxSubscription,
  reason: string,
  at: Date,
): Promise<void> {
  const ended: SandboxSubscription = {
    ...subscription,
    status: "canceled",
    canceled_at: subscription.canceled_at ?? seconds(at),
    ended_at: seconds(at),
    cancellation_details: { ...subscription.cancellation_details, reason },
    _retry_at: null,
  };
  await put(tx, ended);
  await emit(tx, "customer.subscription.deleted", ended, at);
}

/** A new default card was attached: whatever is unpaid is tried at once. */
export async function retryUnpaid(tx: Tx, subscriptions: readonly SandboxSubscription[], at: Date): Promise<void> {
  for (const subscription of subscriptions) {
    if (subscription.status === "past_due") await retryRenewal(tx, subscription, at);
  }
}

/**
 * Changes the price of a running subscription. With `always_invoice` the unused part of the old price is credited and
 * the rest of the period charged now, by the second; another interval begins a new period now. A card that does not
 * pay changes nothing (`payment_behavior=error_if_incomplete`).
 */
export async function changePrice(
  tx: Tx,
  before: SandboxSubscription,
  price: SandboxPrice,
  { prorate, at }: { prorate: boolean; at: Date },
): Promise<SandboxSubscription> {
  if (before.status !== "active") throw invalid("This subscription's latest invoice is not paid.");
  if (!price.recurring)
    throw invalid(
      "The price specified is set to `type=one_time` but this field only accepts prices with `type=recurring`.",
      "items[0][price]",
    );
  if (price.currency !== before.currency)
    throw invalid("The price's currency differs from the subscription's.", "items[0][price]");
  const old = itemOf(before);
  const restarts = intervalOf(price) !== intervalOf(old.price);
  const start = seconds(at);
  const end = restarts
    ? seconds(periodEndAfter(fromSeconds(start), intervalOf(price), fromSeconds(start)))
    : old.current_period_end;
  const item = {
    ...old,
    price,
    current_period_end: end,
    current_period_start: restarts ? start : old.current_period_start,
  };
  const subscription: SandboxSubscription = {
    ...before,
    billing_cycle_anchor: restarts ? start : before.billing_cycle_anchor,
    items: { ...before.items, data: [item] },
  };
  const share = (old.current_period_end - start) / (old.current_period_end - old.current_period_start);
  const rest = { start, end: old.current_period_end };
  const credit = {
    price: old.price,
    item,
    subscriptionId: before.id,
    amount: -Math.round(old.price.unit_amount * share),
    period: rest,
    proration: true,
  };
  const charge = restarts
    ? { price, item, subscriptionId: before.id, amount: price.unit_amount, period: { start, end } }
    : {
        price,
        item,
        subscriptionId: before.id,
        amount: Math.round(price.unit_amount * share),
        period: rest,
        proration: true,
      };
  if (!prorate && !restarts) return subscription;
  const customer = await needObject("customer", before.customer);
  const lines = prorate ? [credit, charge] : [charge];
  const invoice = openInvoice({
    subscription,
    customer,
    reason: "subscription_update",
    lines: lines.map(invoiceLine),
    at,
  });
  if (invoice.amount_due > 0 && !(await defaultCardPays(customer))) throw declined("card_declined");
  await payInvoice(tx, invoice, at);
  return { ...subscription, latest_invoice: invoice.id };
}

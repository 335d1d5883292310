import "server-only";
import type { Tx } from "@/db/client";
import { periodEndAfter } from "@/lib/billing/billing-period";
import { methodOf } from "./cards";
import { emit, put } from "./commands";
import { activeDiscounts, redeem } from "./discounting";
import { draftInvoice, finalizeInvoice, type Line, settleInvoice } from "./invoicing";
import { daySeconds, fromSeconds, listOf, type Metadata, seconds } from "./objects/base";
import type { SandboxCoupon } from "./objects/coupons";
import type { SandboxCustomer } from "./objects/customers";
import { sandboxId } from "./objects/ids";
import type { SandboxInvoice } from "./objects/invoices";
import type { SandboxPrice } from "./objects/products";
import type { SandboxSubscription, SandboxSubscriptionItem } from "./objects/subscriptions";
import { consume, intervalOf } from "./subscription-terms";

/** A trial's end is announced this long before. */
const trialNoticeSeconds = 3 * daySeconds;

interface NewSubscription {
  customer: SandboxCustomer;
  price: SandboxPrice;
  metadata: Metadata;
  description?: string | null;
  trialEnd?: number | null;
  coupons?: readonly SandboxCoupon[];
  applicationFeePercent?: number | null;
  session?: string | null;
  at: Date;
}

/** A new subscription with its first period paid, or on trial until `trialEnd` with an invoice over nothing. */
export async function subscribe(
  tx: Tx,
  wanted: NewSubscription,
): Promise<{ subscription: SandboxSubscription; invoice: SandboxInvoice }> {
  const { customer, price, at, coupons = [], session = null } = wanted;
  const opened = openSubscription(wanted);
  for (const coupon of coupons) {
    const discount = await redeem(tx, { coupon, customer: customer.id, subscription: opened.id, session, at });
    opened.discounts.push(discount.id);
  }
  // Stored before it is charged: the invoice asks it for the platform's share.
  await put(tx, opened);
  const item = opened.items.data[0]!;
  const period = { start: item.current_period_start, end: item.current_period_end };
  const line: Line =
    opened.status === "trialing"
      ? { price, item, amount: 0, period, description: "Trial period" }
      : { price, item, amount: price.unit_amount, period };
  const discounts = await activeDiscounts(opened.discounts, at);
  const drafted = draftInvoice({
    subscription: opened,
    customer,
    reason: "subscription_create",
    lines: [line],
    discounts,
    at,
  });
  await finalizeInvoice(tx, drafted);
  const invoice = await settleInvoice(tx, drafted, await methodOf(opened), at);
  const subscription = { ...consume(opened, invoice, discounts), latest_invoice: invoice.id };
  await put(tx, subscription);
  await emit(tx, "customer.subscription.created", subscription, at);
  return { subscription, invoice };
}

function openSubscription(wanted: NewSubscription): SandboxSubscription {
  const { customer, price, metadata, trialEnd = null, at } = wanted;
  const id = sandboxId("subscription");
  const start = seconds(at);
  const item: SandboxSubscriptionItem = {
    id: sandboxId("subscription_item"),
    object: "subscription_item",
    billing_thresholds: null,
    created: start,
    current_period_start: start,
    current_period_end: trialEnd ?? seconds(periodEndAfter(fromSeconds(start), intervalOf(price), fromSeconds(start))),
    discounts: [],
    metadata: {},
    price,
    quantity: 1,
    subscription: id,
    tax_rates: [],
  };
  return {
    id,
    object: "subscription",
    created: start,
    livemode: false,
    application_fee_percent: wanted.applicationFeePercent ?? null,
    billing_cycle_anchor: trialEnd ?? start,
    billing_mode: { type: "flexible", flexible: null },
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    cancellation_details: { comment: null, feedback: null, reason: null },
    collection_method: "charge_automatically",
    currency: price.currency,
    customer: customer.id,
    default_payment_method: customer.invoice_settings.default_payment_method,
    description: wanted.description ?? null,
    discounts: [],
    ended_at: null,
    items: listOf([item], `/v1/subscription_items?subscription=${id}`),
    latest_invoice: null,
    metadata,
    pause_collection: null,
    schedule: null,
    start_date: start,
    status: trialEnd === null ? "active" : "trialing",
    trial_end: trialEnd,
    trial_start: trialEnd === null ? null : start,
    _retry_at: null,
    _phase_at: null,
    _trial_notice_at: trialEnd === null ? null : Math.max(start, trialEnd - trialNoticeSeconds),
  };
}

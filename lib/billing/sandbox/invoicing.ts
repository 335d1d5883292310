import "server-only";
import type { Tx } from "@/db/client";
import { methodOf, pays } from "./cards";
import { takePayment } from "./charging";
import { emit, put } from "./commands";
import { type ActiveDiscount, takenOff } from "./discounting";
import { listOf, seconds } from "./objects/base";
import type { SandboxCustomer, SandboxPaymentMethod } from "./objects/customers";
import { sandboxId } from "./objects/ids";
import type { SandboxInvoice, SandboxInvoiceLine } from "./objects/invoices";
import type { SandboxPrice } from "./objects/products";
import type { SandboxSubscription, SandboxSubscriptionItem } from "./objects/subscriptions";
import { findObject, needObject } from "./queries";
import { declined } from "./wire";

/** What one line of an invoice is about. */
export interface Line {
  price: SandboxPrice;
  item: SandboxSubscriptionItem;
  amount: number;
  period: { start: number; end: number };
  description?: string;
  proration?: boolean;
}

interface NewInvoice {
  subscription: SandboxSubscription;
  customer: SandboxCustomer;
  reason: SandboxInvoice["billing_reason"];
  lines: readonly Line[];
  discounts: readonly ActiveDiscount[];
  at: Date;
}

/**
 * An open invoice over `lines`, not stored yet. Discounts lower it; a credit on the customer's balance lowers what is
 * due, a negative total raises that credit.
 */
export function draftInvoice({ subscription, customer, reason, lines, discounts, at }: NewInvoice): SandboxInvoice {
  const id = sandboxId("invoice");
  const left = new Map(discounts.map(({ id: discount, coupon }) => [discount, coupon.amount_off]));
  const invoiceLines = lines.map((line) => invoiceLine(line, { invoice: id, subscription, discounts, left }));
  const subtotal = invoiceLines.reduce((sum, line) => sum + line.amount, 0);
  const off = discounts.map(({ id: discount }) => ({
    discount,
    amount: sumOf(invoiceLines.flatMap((line) => line.discount_amounts.filter((each) => each.discount === discount))),
  }));
  const total = subtotal - sumOf(off);
  const due = total + customer.balance;
  const item = subscription.items.data[0]!;
  return {
    id,
    object: "invoice",
    created: seconds(at),
    livemode: false,
    amount_due: Math.max(0, due),
    amount_paid: 0,
    amount_remaining: Math.max(0, due),
    attempt_count: 0,
    attempted: false,
    billing_reason: reason,
    collection_method: "charge_automatically",
    currency: subscription.currency,
    customer: customer.id,
    customer_email: customer.email,
    discounts: discounts.map(({ id: discount }) => discount),
    ending_balance: Math.min(0, due),
    lines: listOf(invoiceLines, `/v1/invoices/${id}/lines`),
    metadata: {},
    next_payment_attempt: null,
    number: `DEMO-${id.slice(-8).toUpperCase()}`,
    parent: {
      type: "subscription_details",
      quote_details: null,
      subscription_details: { metadata: subscription.metadata, subscription: subscription.id },
    },
    payments: listOf([], "/v1/invoice_payments"),
    period_end: item.current_period_start,
    period_start: item.current_period_start,
    starting_balance: customer.balance,
    status: "open",
    status_transitions: { finalized_at: seconds(at), marked_uncollectible_at: null, paid_at: null, voided_at: null },
    subtotal,
    total,
    total_discount_amounts: off,
  };
}

const sumOf = (amounts: readonly { amount: number }[]) => amounts.reduce((sum, { amount }) => sum + amount, 0);

interface LineOf {
  invoice: string;
  subscription: SandboxSubscription;
  discounts: readonly ActiveDiscount[];
  /** What each fixed discount has left for further lines. */
  left: Map<string, number | null>;
}

function invoiceLine(line: Line, { invoice, subscription, discounts, left }: LineOf): SandboxInvoiceLine {
  const { price, item, amount, period, proration = false } = line;
  const discountable = amount > 0;
  return {
    id: sandboxId("line_item"),
    object: "line_item",
    amount,
    currency: subscription.currency,
    description: line.description ?? (proration ? (amount < 0 ? "Unused time" : "Remaining time") : "Subscription"),
    discount_amounts: discountable ? discountAmounts(line, discounts, left) : [],
    discountable,
    discounts: discountable ? discounts.map(({ id }) => id) : [],
    invoice,
    livemode: false,
    metadata: subscription.metadata,
    parent: {
      type: "subscription_item_details",
      subscription_item_details: {
        subscription: subscription.id,
        subscription_item: item.id,
        proration,
        invoice_item: null,
      },
      invoice_item_details: null,
    },
    period,
    pricing: {
      type: "price_details",
      price_details: { price: price.id, product: price.product },
      unit_amount_decimal: price.unit_amount_decimal,
    },
    quantity: 1,
    subscription: subscription.id,
    subtotal: amount,
  };
}

function discountAmounts({ price, amount }: Line, discounts: readonly ActiveDiscount[], left: LineOf["left"]) {
  let rest = amount;
  return discounts.map(({ id, coupon }) => {
    const fixed = left.get(id) ?? null;
    const taken = Math.min(rest, takenOff({ ...coupon, amount_off: fixed }, rest, price.product));
    if (fixed !== null) left.set(id, fixed - taken);
    rest -= taken;
    return { discount: id, amount: taken };
  });
}

/** Makes a drafted invoice real: from here on the customer's credit is what it leaves of it. */
export async function finalizeInvoice(tx: Tx, invoice: SandboxInvoice): Promise<void> {
  const customer = await needObject("customer", invoice.customer);
  const balance = invoice.ending_balance ?? 0;
  if (customer.balance !== balance) await put(tx, { ...customer, balance });
  await put(tx, invoice);
}

/** Pays an open invoice with `method` and stores it. What is due has been agreed when it was finalised. */
export async function settleInvoice(
  tx: Tx,
  invoice: SandboxInvoice,
  method: SandboxPaymentMethod | null,
  at: Date,
): Promise<SandboxInvoice> {
  const paid: SandboxInvoice = {
    ...invoice,
    status: "paid",
    amount_paid: invoice.amount_due,
    amount_remaining: 0,
    attempted: true,
    attempt_count: invoice.attempt_count + 1,
    next_payment_attempt: null,
    status_transitions: { ...invoice.status_transitions, paid_at: seconds(at) },
  };
  if (invoice.amount_due > 0) {
    if (!method) throw declined("card_declined");
    paid.payments = listOf([await invoicePayment(tx, invoice, method, at)], "/v1/invoice_payments");
  }
  await put(tx, paid);
  await emit(tx, "invoice.paid", paid, at);
  return paid;
}

async function invoicePayment(tx: Tx, invoice: SandboxInvoice, method: SandboxPaymentMethod, at: Date) {
  const subscription = await findObject("subscription", invoice.parent.subscription_details.subscription);
  const share = subscription?.application_fee_percent ?? null;
  const intent = await takePayment(tx, {
    customer: await needObject("customer", invoice.customer),
    method,
    amount: invoice.amount_due,
    currency: invoice.currency,
    metadata: {},
    description: "Subscription",
    applicationFee: share === null ? null : Math.round((invoice.amount_due * share) / 100),
    at,
  });
  return {
    id: sandboxId("invoice_payment"),
    object: "invoice_payment" as const,
    invoice: invoice.id,
    amount_paid: invoice.amount_due,
    amount_requested: invoice.amount_due,
    created: seconds(at),
    currency: invoice.currency,
    is_default: true as const,
    livemode: false as const,
    status: "paid" as const,
    payment: { type: "payment_intent" as const, payment_intent: intent.id },
  };
}

/** Finalises an invoice and charges it at once. Throws Stripe's 402 when the subscription's card does not pay. */
export async function chargeNow(
  tx: Tx,
  subscription: SandboxSubscription,
  invoice: SandboxInvoice,
  at: Date,
): Promise<SandboxInvoice> {
  const method = await methodOf(subscription);
  if (invoice.amount_due > 0 && !pays(method)) throw declined("card_declined");
  await finalizeInvoice(tx, invoice);
  return settleInvoice(tx, invoice, method, at);
}

import "server-only";
import type { Tx } from "@/db/client";
import { emit, put } from "./commands";
import { listOf, type Metadata, seconds } from "./objects/base";
import type { SandboxCustomer, SandboxPaymentMethod } from "./objects/customers";
import { sandboxId } from "./objects/ids";
import type { SandboxInvoice, SandboxInvoiceLine } from "./objects/invoices";
import type { SandboxCharge, SandboxPaymentIntent } from "./objects/payments";
import type { SandboxSubscription } from "./objects/subscriptions";
import { findObject, needObject } from "./queries";
import { declined } from "./wire";

/** Stripe's own test card numbers, those whose behaviour the sandbox plays. */
export const testCards = {
  "4242424242424242": "paid",
  "4000000000000002": "declined",
  "4000000000000069": "expired",
  "4000000000000341": "fails-later",
} as const;
export type TestCard = keyof typeof testCards;

export function isTestCard(number: string): number is TestCard {
  return Object.hasOwn(testCards, number);
}

/** Makes the card the customer's default. Throws Stripe's 402 for a card the bank refuses at once. */
export async function attachCard(
  tx: Tx,
  customer: SandboxCustomer,
  number: TestCard,
  at: Date,
): Promise<SandboxPaymentMethod> {
  const behaviour = testCards[number];
  if (behaviour === "declined") throw declined("card_declined");
  if (behaviour === "expired") throw declined("expired_card");
  const method: SandboxPaymentMethod = {
    id: sandboxId("payment_method"),
    object: "payment_method",
    created: seconds(at),
    livemode: false,
    type: "card",
    customer: customer.id,
    metadata: {},
    card: { brand: "visa", last4: number.slice(-4), exp_month: 12, exp_year: at.getUTCFullYear() + 3 },
  };
  await put(tx, method);
  await put(tx, { ...customer, invoice_settings: { ...customer.invoice_settings, default_payment_method: method.id } });
  return method;
}

/** True when a renewal on the customer's default card goes through. */
export async function defaultCardPays(customer: SandboxCustomer): Promise<boolean> {
  const id = customer.invoice_settings.default_payment_method;
  const method = id ? await findObject("payment_method", id) : null;
  return method !== null && method.card.last4 !== "0341";
}

interface Charge {
  customer: SandboxCustomer;
  amount: number;
  currency: string;
  metadata: Metadata;
  description: string | null;
  at: Date;
}

/** Takes the money: a succeeded payment intent with its charge. The caller has asked whether the card pays. */
export async function takePayment(
  tx: Tx,
  { customer, amount, currency, metadata, description, at }: Charge,
): Promise<SandboxPaymentIntent> {
  const base = { created: seconds(at), livemode: false as const, currency, customer: customer.id, metadata };
  const method = customer.invoice_settings.default_payment_method;
  const intentId = sandboxId("payment_intent");
  const charge: SandboxCharge = {
    ...base,
    id: sandboxId("charge"),
    object: "charge",
    amount,
    amount_captured: amount,
    amount_refunded: 0,
    captured: true,
    disputed: false,
    failure_code: null,
    failure_message: null,
    paid: true,
    payment_intent: intentId,
    payment_method: method,
    refunded: false,
    status: "succeeded",
  };
  const intent: SandboxPaymentIntent = {
    ...base,
    id: intentId,
    object: "payment_intent",
    amount,
    amount_capturable: 0,
    amount_received: amount,
    capture_method: "automatic",
    client_secret: null,
    confirmation_method: "automatic",
    description,
    last_payment_error: null,
    latest_charge: charge.id,
    payment_method: method,
    payment_method_types: ["card"],
    receipt_email: null,
    status: "succeeded",
  };
  await put(tx, charge);
  await put(tx, intent);
  return intent;
}

interface NewInvoice {
  subscription: SandboxSubscription;
  customer: SandboxCustomer;
  reason: SandboxInvoice["billing_reason"];
  lines: Pick<SandboxInvoiceLine, "amount" | "description" | "period" | "pricing" | "parent">[];
  at: Date;
}

/** An open invoice over `lines`. A credit on the customer's balance lowers what is due, a negative total raises it. */
export function openInvoice({ subscription, customer, reason, lines, at }: NewInvoice): SandboxInvoice {
  const id = sandboxId("invoice");
  const total = lines.reduce((sum, line) => sum + line.amount, 0);
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
    ending_balance: Math.min(0, due),
    lines: listOf(
      lines.map((line) => ({
        id: sandboxId("line_item"),
        object: "line_item",
        currency: subscription.currency,
        discountable: true,
        invoice: id,
        livemode: false,
        metadata: subscription.metadata,
        quantity: 1,
        subscription: subscription.id,
        ...line,
      })),
      `/v1/invoices/${id}/lines`,
    ),
    metadata: {},
    next_payment_attempt: null,
    number: `DEMO-${id.slice(3, 11).toUpperCase()}`,
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
    subtotal: total,
    total,
  };
}

/** Pays an open invoice from the customer's default card and stores it. */
export async function payInvoice(tx: Tx, invoice: SandboxInvoice, at: Date): Promise<SandboxInvoice> {
  const customer = await needObject("customer", invoice.customer);
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
    const intent = await takePayment(tx, {
      customer,
      amount: invoice.amount_due,
      currency: invoice.currency,
      metadata: {},
      description: "Subscription",
      at,
    });
    paid.payments = listOf(
      [
        {
          id: sandboxId("invoice_payment"),
          object: "invoice_payment",
          invoice: invoice.id,
          amount_paid: invoice.amount_due,
          amount_requested: invoice.amount_due,
          created: seconds(at),
          currency: invoice.currency,
          is_default: true,
          livemode: false,
          status: "paid",
          payment: { type: "payment_intent", payment_intent: intent.id },
        },
      ],
      "/v1/invoice_payments",
    );
  }
  if (customer.balance !== (invoice.ending_balance ?? 0))
    await put(tx, { ...customer, balance: invoice.ending_balance ?? 0 });
  await put(tx, paid);
  await emit(tx, "invoice.paid", paid, at);
  return paid;
}

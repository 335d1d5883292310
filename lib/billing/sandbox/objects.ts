import { randomBytes } from "node:crypto";

/** The kinds of object the sandbox keeps, by their Stripe name, with the prefix of their ids. */
export const prefixes = {
  product: "prod",
  price: "price",
  customer: "cus",
  payment_method: "pm",
  "checkout.session": "cs_test",
  "billing_portal.session": "bps",
  subscription: "sub",
  subscription_item: "si",
  invoice: "in",
  line_item: "il",
  invoice_payment: "inpay",
  payment_intent: "pi",
  charge: "ch",
  refund: "re",
  event: "evt",
  request: "req",
} as const;
export type Kind = keyof typeof prefixes;

const letters = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789";

/** An id as Stripe makes them: the kind's prefix and 24 random letters. */
export function sandboxId(kind: Kind): string {
  return `${prefixes[kind]}_${Array.from(randomBytes(24), (byte) => letters[byte % letters.length]).join("")}`;
}

/** Stripe counts in whole seconds. */
export const seconds = (at: Date) => Math.floor(at.getTime() / 1000);
export const fromSeconds = (at: number) => new Date(at * 1000);

export type Metadata = Record<string, string>;

interface Base {
  id: string;
  created: number;
  livemode: false;
}

export interface List<T> {
  object: "list";
  data: T[];
  has_more: boolean;
  url: string;
}

export const listOf = <T>(data: T[], url: string, hasMore = false): List<T> => ({
  object: "list",
  data,
  has_more: hasMore,
  url,
});

export interface SandboxProduct extends Base {
  object: "product";
  active: boolean;
  name: string;
  description: string | null;
  default_price: null;
  images: string[];
  marketing_features: never[];
  metadata: Metadata;
  package_dimensions: null;
  shippable: null;
  tax_details: null;
  type: "service";
  updated: number;
  url: null;
}

export interface SandboxPrice extends Base {
  object: "price";
  active: boolean;
  billing_scheme: "per_unit";
  currency: string;
  custom_unit_amount: null;
  lookup_key: string | null;
  metadata: Metadata;
  nickname: string | null;
  product: string;
  recurring: {
    interval: "month" | "year";
    interval_count: 1;
    meter: null;
    trial_period_days: null;
    usage_type: "licensed";
  } | null;
  tax_behavior: "unspecified";
  tiers_mode: null;
  transform_quantity: null;
  type: "one_time" | "recurring";
  unit_amount: number;
  unit_amount_decimal: string;
}

export interface SandboxCustomer extends Base {
  object: "customer";
  balance: number;
  default_source: null;
  delinquent: boolean;
  description: string | null;
  email: string | null;
  name: string | null;
  invoice_settings: {
    custom_fields: null;
    default_payment_method: string | null;
    footer: null;
    rendering_options: null;
  };
  metadata: Metadata;
  shipping: null;
}

export interface SandboxPaymentMethod extends Base {
  object: "payment_method";
  type: "card";
  customer: string;
  metadata: Metadata;
  card: { brand: "visa"; last4: string; exp_month: number; exp_year: number };
}

export interface SandboxLineItem {
  id: string;
  object: "item";
  adjustable_quantity: null;
  amount_discount: 0;
  amount_subtotal: number;
  amount_tax: 0;
  amount_total: number;
  currency: string;
  description: string;
  metadata: Metadata;
  price: SandboxPrice;
  quantity: 1;
}

export interface SandboxSession extends Base {
  object: "checkout.session";
  allowed_payment_method_types: null;
  amount_subtotal: number;
  amount_total: number;
  cancel_url: string | null;
  client_reference_id: string | null;
  currency: string;
  customer: string;
  customer_details: { email: string | null; name: string | null } | null;
  customer_email: null;
  expires_at: number;
  invoice: string | null;
  line_items: List<SandboxLineItem>;
  metadata: Metadata;
  mode: "subscription" | "payment";
  payment_intent: string | null;
  payment_method_types: string[];
  payment_status: "paid" | "unpaid";
  status: "open" | "complete" | "expired";
  subscription: string | null;
  success_url: string;
  ui_mode: "hosted_page";
  url: string | null;
  /** What the subscription or the payment made here will carry. Not part of Stripe's answer. */
  _metadata: Metadata;
}

export interface SandboxPortalSession extends Base {
  object: "billing_portal.session";
  customer: string;
  return_url: string;
  url: string;
}

export interface SandboxSubscriptionItem {
  id: string;
  object: "subscription_item";
  billing_thresholds: null;
  created: number;
  current_period_end: number;
  current_period_start: number;
  discounts: never[];
  metadata: Metadata;
  price: SandboxPrice;
  quantity: 1;
  subscription: string;
  tax_rates: never[];
}

export interface SandboxSubscription extends Base {
  object: "subscription";
  billing_cycle_anchor: number;
  cancel_at: number | null;
  cancel_at_period_end: boolean;
  canceled_at: number | null;
  cancellation_details: { comment: string | null; feedback: string | null; reason: string | null };
  collection_method: "charge_automatically";
  currency: string;
  customer: string;
  default_payment_method: string | null;
  description: null;
  discounts: never[];
  ended_at: number | null;
  items: List<SandboxSubscriptionItem>;
  latest_invoice: string | null;
  metadata: Metadata;
  pause_collection: null;
  start_date: number;
  status: "active" | "past_due" | "canceled";
  trial_end: null;
  trial_start: null;
  /** When an unpaid renewal is tried again. Not part of Stripe's answer. */
  _retry_at: number | null;
}

export interface SandboxInvoiceLine {
  id: string;
  object: "line_item";
  amount: number;
  currency: string;
  description: string;
  discountable: boolean;
  invoice: string;
  livemode: false;
  metadata: Metadata;
  parent: {
    type: "subscription_item_details";
    subscription_item_details: {
      subscription: string;
      subscription_item: string;
      proration: boolean;
      invoice_item: null;
    };
    invoice_item_details: null;
  };
  period: { start: number; end: number };
  pricing: { type: "price_details"; price_details: { price: string; product: string }; unit_amount_decimal: string };
  quantity: 1;
  subscription: string;
}

export interface SandboxInvoice extends Base {
  object: "invoice";
  amount_due: number;
  amount_paid: number;
  amount_remaining: number;
  attempt_count: number;
  attempted: boolean;
  billing_reason: "subscription_create" | "subscription_cycle" | "subscription_update";
  collection_method: "charge_automatically";
  currency: string;
  customer: string;
  customer_email: string | null;
  ending_balance: number | null;
  lines: List<SandboxInvoiceLine>;
  metadata: Metadata;
  next_payment_attempt: number | null;
  number: string;
  parent: {
    type: "subscription_details";
    quote_details: null;
    subscription_details: { metadata: Metadata; subscription: string };
  };
  payments: List<{
    id: string;
    object: "invoice_payment";
    invoice: string;
    amount_paid: number;
    amount_requested: number;
    created: number;
    currency: string;
    is_default: true;
    livemode: false;
    status: "paid";
    payment: { type: "payment_intent"; payment_intent: string };
  }>;
  period_end: number;
  period_start: number;
  starting_balance: number;
  status: "open" | "paid" | "void" | "uncollectible";
  status_transitions: {
    finalized_at: number | null;
    marked_uncollectible_at: number | null;
    paid_at: number | null;
    voided_at: number | null;
  };
  subtotal: number;
  total: number;
}

export interface SandboxPaymentIntent extends Base {
  object: "payment_intent";
  amount: number;
  amount_capturable: 0;
  amount_received: number;
  capture_method: "automatic";
  client_secret: null;
  confirmation_method: "automatic";
  currency: string;
  customer: string;
  description: string | null;
  last_payment_error: null;
  latest_charge: string | null;
  metadata: Metadata;
  payment_method: string | null;
  payment_method_types: string[];
  receipt_email: string | null;
  status: "succeeded";
}

export interface SandboxCharge extends Base {
  object: "charge";
  amount: number;
  amount_captured: number;
  amount_refunded: number;
  captured: true;
  currency: string;
  customer: string;
  disputed: false;
  failure_code: null;
  failure_message: null;
  metadata: Metadata;
  paid: true;
  payment_intent: string;
  payment_method: string | null;
  refunded: boolean;
  status: "succeeded";
}

export interface SandboxRefund extends Base {
  object: "refund";
  amount: number;
  charge: string;
  currency: string;
  customer: string;
  metadata: Metadata;
  payment_intent: string;
  reason: string | null;
  status: "succeeded";
}

export interface SandboxEvent extends Base {
  object: "event";
  api_version: string;
  data: { object: SandboxObject };
  pending_webhooks: number;
  request: { id: string | null; idempotency_key: string | null };
  type: string;
}

export interface SandboxKinds {
  product: SandboxProduct;
  price: SandboxPrice;
  customer: SandboxCustomer;
  payment_method: SandboxPaymentMethod;
  "checkout.session": SandboxSession;
  "billing_portal.session": SandboxPortalSession;
  subscription: SandboxSubscription;
  invoice: SandboxInvoice;
  payment_intent: SandboxPaymentIntent;
  charge: SandboxCharge;
  refund: SandboxRefund;
  event: SandboxEvent;
}
export type StoredKind = keyof SandboxKinds;
export type SandboxObject = SandboxKinds[StoredKind];

/** An object as the API shows it: what begins with an underscore stays inside. */
export function shown(object: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !key.startsWith("_")));
}

import type { Base, List, Metadata } from "./base";
import type { SandboxPrice } from "./products";

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

import type { List, Metadata, TestBase } from "./base";
import type { SandboxPrice } from "./products";

export interface SandboxSubscriptionItem {
  id: string;
  object: "subscription_item";
  billing_thresholds: null;
  created: number;
  current_period_end: number;
  current_period_start: number;
  discounts: string[];
  metadata: Metadata;
  price: SandboxPrice;
  quantity: 1;
  subscription: string;
  tax_rates: never[];
}

export interface SandboxSubscription extends TestBase {
  object: "subscription";
  application_fee_percent: number | null;
  billing_cycle_anchor: number;
  billing_mode: { type: "flexible" | "classic"; flexible: null };
  cancel_at: number | null;
  cancel_at_period_end: boolean;
  canceled_at: number | null;
  cancellation_details: { comment: string | null; feedback: string | null; reason: string | null };
  collection_method: "charge_automatically";
  currency: string;
  customer: string;
  default_payment_method: string | null;
  description: string | null;
  discounts: string[];
  ended_at: number | null;
  items: List<SandboxSubscriptionItem>;
  latest_invoice: string | null;
  metadata: Metadata;
  pause_collection: { behavior: "void" | "keep_as_draft" | "mark_uncollectible"; resumes_at: number | null } | null;
  schedule: string | null;
  start_date: number;
  status: "active" | "trialing" | "past_due" | "canceled";
  trial_end: number | null;
  trial_start: number | null;
  /** When an unpaid renewal is tried again. Not part of Stripe's answer. */
  _retry_at: number | null;
  /** When its schedule's next phase begins. */
  _phase_at?: number | null;
  /** When the end of its trial is announced. */
  _trial_notice_at?: number | null;
}

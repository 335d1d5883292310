import type { Metadata, TestBase } from "./base";

export interface SandboxPhase {
  application_fee_percent: number | null;
  currency: string;
  discounts: { coupon: string | null; discount: string | null; promotion_code: null }[];
  end_date: number;
  items: { metadata: Metadata; price: string; quantity: 1 }[];
  metadata: Metadata;
  proration_behavior: "none" | "always_invoice" | "create_prorations";
  start_date: number;
  trial_end: number | null;
}

export interface SandboxSchedule extends TestBase {
  object: "subscription_schedule";
  canceled_at: number | null;
  completed_at: number | null;
  current_phase: { start_date: number; end_date: number } | null;
  customer: string;
  end_behavior: "release" | "cancel";
  metadata: Metadata;
  phases: SandboxPhase[];
  released_at: number | null;
  released_subscription: string | null;
  status: "active" | "canceled" | "completed" | "released";
  subscription: string | null;
}

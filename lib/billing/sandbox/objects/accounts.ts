import type { Base, List, Metadata, TestBase } from "./base";

export interface SandboxAccount extends Base {
  object: "account";
  business_profile: { name: string | null; url: string | null };
  charges_enabled: boolean;
  controller: {
    fees: { payer: string };
    is_controller: true;
    losses: { payments: string };
    requirement_collection: string;
    stripe_dashboard: { type: string };
    type: "application";
  };
  country: string;
  default_currency: string;
  details_submitted: boolean;
  email: string | null;
  metadata: Metadata;
  payouts_enabled: boolean;
  requirements: {
    alternatives: never[];
    current_deadline: null;
    currently_due: string[];
    disabled_reason: "requirements.past_due" | null;
    errors: never[];
    eventually_due: string[];
    past_due: string[];
    pending_verification: never[];
  };
  type: "none" | "standard" | "express" | "custom";
  /** False once it disconnected: calls in its name are refused. Not part of Stripe's answer. */
  _connected: boolean;
}

export interface SandboxAccountLink extends Base {
  object: "account_link";
  expires_at: number;
  url: string;
  _account: string;
  _return_url: string;
  _refresh_url: string;
}

/** What the platform earned from a charge of a connected account. It belongs to the platform. */
export interface SandboxApplicationFee extends TestBase {
  object: "application_fee";
  account: string;
  amount: number;
  amount_refunded: number;
  application: string;
  balance_transaction: string;
  charge: string;
  currency: string;
  originating_transaction: string;
  refunded: boolean;
  refunds: List<never>;
}

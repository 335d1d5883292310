import type { Base, Metadata, TestBase } from "./base";

/** One movement of an account's balance. `amount` minus `fee` is `net`. */
export interface SandboxBalanceTransaction extends Base {
  object: "balance_transaction";
  amount: number;
  available_on: number;
  balance_type: "payments";
  currency: string;
  description: string | null;
  exchange_rate: null;
  fee: number;
  fee_details: {
    amount: number;
    application: string | null;
    currency: string;
    description: string;
    type: "stripe_fee" | "application_fee";
  }[];
  net: number;
  reporting_category: string;
  source: string;
  status: "pending" | "available";
  type:
    | "charge"
    | "payment"
    | "refund"
    | "payment_refund"
    | "refund_failure"
    | "adjustment"
    | "payout"
    | "payout_failure"
    | "application_fee"
    | "application_fee_refund";
  /** By whom it is listed. Not part of Stripe's answer. */
  _customer: string | null;
  /** When it can go to the bank; null once it did. */
  _settles_at: number | null;
}

export interface SandboxPayout extends TestBase {
  object: "payout";
  amount: number;
  application_fee: null;
  application_fee_amount: null;
  arrival_date: number;
  automatic: true;
  balance_transaction: string;
  currency: string;
  description: string;
  destination: null;
  failure_balance_transaction: string | null;
  failure_code: string | null;
  failure_message: string | null;
  metadata: Metadata;
  method: "standard";
  original_payout: null;
  reconciliation_status: "completed";
  reversed_by: null;
  source_type: "card";
  statement_descriptor: null;
  status: "in_transit" | "paid" | "failed";
  type: "bank_account";
  /** The movements in it. Not part of Stripe's answer. */
  _transactions: string[];
}

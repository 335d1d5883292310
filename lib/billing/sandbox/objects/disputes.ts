import type { SandboxBalanceTransaction } from "./balance";
import type { Metadata, TestBase } from "./base";

export interface SandboxDispute extends TestBase {
  object: "dispute";
  amount: number;
  balance_transactions: Omit<SandboxBalanceTransaction, "_customer" | "_settles_at">[];
  charge: string;
  currency: string;
  evidence_details: { due_by: number | null; has_evidence: boolean; past_due: boolean; submission_count: number };
  is_charge_refundable: boolean;
  metadata: Metadata;
  payment_intent: string;
  reason: string;
  status: "needs_response" | "under_review" | "won" | "lost" | "warning_needs_response" | "warning_closed";
  /** By whom it is listed. Not part of Stripe's answer. */
  _customer: string;
}

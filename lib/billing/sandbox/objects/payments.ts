import type { Base, Metadata, TestBase } from "./base";
import type { MethodType, SandboxPaymentMethod } from "./customers";

export interface SandboxPaymentIntent extends TestBase {
  object: "payment_intent";
  amount: number;
  amount_capturable: 0;
  amount_received: number;
  application_fee_amount: number | null;
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

export interface SandboxCharge extends TestBase {
  object: "charge";
  amount: number;
  amount_captured: number;
  amount_refunded: number;
  application_fee: string | null;
  application_fee_amount: number | null;
  balance_transaction: string | null;
  captured: true;
  currency: string;
  customer: string;
  description: string | null;
  disputed: boolean;
  failure_code: null;
  failure_message: null;
  metadata: Metadata;
  paid: true;
  payment_intent: string;
  payment_method: string | null;
  payment_method_details: PaymentMethodDetails;
  refunded: boolean;
  status: "succeeded";
  /** When the bank takes it back. Not part of Stripe's answer. */
  _dispute_at?: number | null;
}

/** How a charge was paid. */
export type PaymentMethodDetails = { type: MethodType } & Partial<
  Pick<SandboxPaymentMethod, "card" | "alipay" | "wechat_pay">
>;

export interface SandboxRefund extends Base {
  object: "refund";
  amount: number;
  balance_transaction: string | null;
  charge: string;
  currency: string;
  customer: string;
  failure_balance_transaction?: string;
  failure_reason?: string;
  metadata: Metadata;
  payment_intent: string;
  payment_method: string | null;
  pending_reason?: "processing";
  reason: "duplicate" | "fraudulent" | "requested_by_customer" | null;
  receipt_number: null;
  status: "pending" | "succeeded" | "failed";
  /** When a pending one goes through, and when one that seemed to fails. Not part of Stripe's answer. */
  _settles_at: number | null;
  _fails_at: number | null;
  /** What the platform gave back of its fee. */
  _application_fee: number;
}

import type { Base, Metadata } from "./base";

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

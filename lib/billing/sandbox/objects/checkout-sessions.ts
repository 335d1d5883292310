import type { List, Metadata, TestBase } from "./base";
import type { SandboxPrice } from "./products";

export interface SandboxLineItem {
  id: string;
  object: "item";
  adjustable_quantity: null;
  amount_discount: number;
  amount_subtotal: number;
  amount_tax: 0;
  amount_total: number;
  currency: string;
  description: string;
  metadata: Metadata;
  price: SandboxPrice;
  quantity: 1;
}

export interface SandboxSession extends TestBase {
  object: "checkout.session";
  allowed_payment_method_types: string[] | null;
  amount_subtotal: number;
  amount_total: number;
  cancel_url: string | null;
  client_reference_id: string | null;
  currency: string;
  customer: string;
  customer_details: { email: string | null; name: string | null } | null;
  customer_email: null;
  discounts: { coupon: string | null; promotion_code: null }[];
  expires_at: number;
  invoice: string | null;
  line_items: List<SandboxLineItem>;
  locale: string | null;
  metadata: Metadata;
  mode: "subscription" | "payment";
  payment_intent: string | null;
  payment_method_collection: "always" | "if_required" | null;
  payment_method_types: string[];
  payment_status: "paid" | "unpaid" | "no_payment_required";
  status: "open" | "complete" | "expired";
  subscription: string | null;
  success_url: string;
  total_details: { amount_discount: number; amount_shipping: number; amount_tax: number };
  ui_mode: "hosted_page";
  url: string | null;
  /** What the subscription or the payment made here will carry. Not part of Stripe's answer. */
  _metadata: Metadata;
  _description?: string | null;
  _trial_end?: number | null;
  _application_fee_amount?: number | null;
  _application_fee_percent?: number | null;
}

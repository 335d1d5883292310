import type { Base, Metadata } from "./base";

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

export interface SandboxPortalSession extends Base {
  object: "billing_portal.session";
  customer: string;
  return_url: string;
  url: string;
}

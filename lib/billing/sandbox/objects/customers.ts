import type { Metadata, TestBase } from "./base";

export interface SandboxCustomer extends TestBase {
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

/** The ways of paying the sandbox knows. The wallets pay once and cannot be charged again later. */
export type MethodType = "card" | "alipay" | "wechat_pay";

export interface SandboxPaymentMethod extends TestBase {
  object: "payment_method";
  type: MethodType;
  allow_redisplay: "unspecified";
  billing_details: { address: null; email: string | null; name: string | null; phone: null; tax_id: null };
  /** Null for a wallet: it pays once and is not kept. */
  customer: string | null;
  metadata: Metadata;
  card?: {
    brand: string;
    country: string;
    exp_month: number;
    exp_year: number;
    /** The same for the same number, whoever uses it. */
    fingerprint: string;
    funding: "credit";
    last4: string;
  };
  alipay?: object;
  wechat_pay?: object;
}

export interface SandboxPortalSession extends TestBase {
  object: "billing_portal.session";
  customer: string;
  return_url: string;
  url: string;
}

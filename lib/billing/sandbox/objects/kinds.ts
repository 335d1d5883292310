import type { SandboxSession } from "./checkout-sessions";
import type { SandboxCustomer, SandboxPaymentMethod, SandboxPortalSession } from "./customers";
import type { SandboxEvent } from "./events";
import type { SandboxInvoice } from "./invoices";
import type { SandboxCharge, SandboxPaymentIntent, SandboxRefund } from "./payments";
import type { SandboxPrice, SandboxProduct } from "./products";
import type { SandboxSubscription } from "./subscriptions";

/** Every kind of object the sandbox stores, by Stripe's name of it. */
export interface SandboxKinds {
  product: SandboxProduct;
  price: SandboxPrice;
  customer: SandboxCustomer;
  payment_method: SandboxPaymentMethod;
  "checkout.session": SandboxSession;
  "billing_portal.session": SandboxPortalSession;
  subscription: SandboxSubscription;
  invoice: SandboxInvoice;
  payment_intent: SandboxPaymentIntent;
  charge: SandboxCharge;
  refund: SandboxRefund;
  event: SandboxEvent;
}
export type StoredKind = keyof SandboxKinds;
export type SandboxObject = SandboxKinds[StoredKind];

/** An object as the API shows it: what begins with an underscore stays inside. */
export function shown(object: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !key.startsWith("_")));
}

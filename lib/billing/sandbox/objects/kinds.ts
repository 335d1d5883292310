import type { SandboxAccount, SandboxAccountLink, SandboxApplicationFee } from "./accounts";
import type { SandboxBalanceTransaction, SandboxPayout } from "./balance";
import type { SandboxSession } from "./checkout-sessions";
import type { SandboxCoupon, SandboxDiscount } from "./coupons";
import type { SandboxCustomer, SandboxPaymentMethod, SandboxPortalSession } from "./customers";
import type { SandboxDispute } from "./disputes";
import type { SandboxEvent } from "./events";
import type { SandboxInvoice } from "./invoices";
import type { SandboxCharge, SandboxPaymentIntent, SandboxRefund } from "./payments";
import type { SandboxPrice, SandboxProduct } from "./products";
import type { SandboxSchedule } from "./schedules";
import type { SandboxSubscription } from "./subscriptions";

/** Every kind of object the sandbox stores, by Stripe's name of it. */
export interface SandboxKinds {
  product: SandboxProduct;
  price: SandboxPrice;
  coupon: SandboxCoupon;
  discount: SandboxDiscount;
  customer: SandboxCustomer;
  payment_method: SandboxPaymentMethod;
  "checkout.session": SandboxSession;
  "billing_portal.session": SandboxPortalSession;
  subscription: SandboxSubscription;
  subscription_schedule: SandboxSchedule;
  invoice: SandboxInvoice;
  payment_intent: SandboxPaymentIntent;
  charge: SandboxCharge;
  refund: SandboxRefund;
  dispute: SandboxDispute;
  balance_transaction: SandboxBalanceTransaction;
  payout: SandboxPayout;
  account: SandboxAccount;
  account_link: SandboxAccountLink;
  application_fee: SandboxApplicationFee;
  event: SandboxEvent;
}
export type StoredKind = keyof SandboxKinds;
export type SandboxObject = SandboxKinds[StoredKind];

/** The key of an object's row. Callers may choose the ids of coupons and products, and two accounts may choose the same. */
export function rowId(kind: string, id: string, account: string): string {
  const chosen = kind === "coupon" || (kind === "product" && !id.startsWith("prod_"));
  return chosen ? `${kind}:${account}:${id}` : id;
}

/** An object as the API shows it: what begins with an underscore stays inside. */
export function shown(object: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !key.startsWith("_")));
}

import "server-only";
import { stripe } from "./gateway";
import { settleCustomer } from "./perform-duties";
import { findPayingCustomer } from "./queries/customers";
import type { Change } from "./types";

export interface NamedPayment {
  paymentIntentId: string | null;
  chargeId: string | null;
}

/** Looks at whoever made a payment: refunds and disputes name only that. Nothing happens when it is none of ours. */
export async function syncPayment(account: string, payment: NamedPayment): Promise<Change[]> {
  const customerId = await customerOfPayment(account, payment);
  return customerId ? settleCustomer(account, customerId) : [];
}

/** Whose payment it is: by our books, else Stripe is asked. Null for one without a customer. */
export async function customerOfPayment(account: string, payment: NamedPayment): Promise<string | null> {
  const known = await findPayingCustomer(account, payment);
  if (known) return known;
  const { paymentIntentId, chargeId } = payment;
  const api = stripe(account);
  const found = paymentIntentId
    ? await api.paymentIntents.retrieve(paymentIntentId)
    : chargeId
      ? await api.charges.retrieve(chargeId)
      : null;
  return typeof found?.customer === "string" ? found.customer : (found?.customer?.id ?? null);
}

import "server-only";
import type { Tx } from "@/db/client";
import { methodOf, pays } from "./cards";
import { emit, put } from "./commands";
import { endSubscription } from "./ending";
import { settleInvoice } from "./invoicing";
import { daySeconds } from "./objects/base";
import type { SandboxInvoice } from "./objects/invoices";
import type { SandboxSubscription } from "./objects/subscriptions";

/** A failed renewal is tried again this many days after it failed; when the last try fails the subscription ends. */
const retryDays = [3, 5, 7];

/** Charges what is open: paid, or past due with a next try, or (no tries left) ended. */
export async function settle(
  tx: Tx,
  subscription: SandboxSubscription,
  invoice: SandboxInvoice,
  at: Date,
): Promise<void> {
  const method = await methodOf(subscription);
  if (invoice.amount_due === 0 || pays(method)) {
    const active = { ...subscription, status: "active" as const, _retry_at: null };
    await settleInvoice(tx, invoice, method, at);
    await put(tx, active);
    await emit(tx, "customer.subscription.updated", active, at);
    return;
  }
  const days = retryDays[invoice.attempt_count];
  const nextTry = days === undefined ? null : invoice.created + days * daySeconds;
  const failed = {
    ...invoice,
    attempted: true,
    attempt_count: invoice.attempt_count + 1,
    next_payment_attempt: nextTry,
  };
  await put(tx, failed);
  await emit(tx, "invoice.payment_failed", failed, at);
  if (nextTry === null) return endSubscription(tx, subscription, "payment_failed", at);
  const pastDue = { ...subscription, status: "past_due" as const, _retry_at: nextTry };
  await put(tx, pastDue);
  if (subscription.status !== "past_due") await emit(tx, "customer.subscription.updated", pastDue, at);
}

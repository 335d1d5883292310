import "server-only";
import { notFound } from "next/navigation";
import { requirePerson } from "@/lib/identity/loaders";
import { now } from "@/lib/platform/clock";
import { isDemo } from "@/lib/platform/installation";
import { paymentsAreReal } from "../gateway";
import { listReceipts } from "../queries/receipts";
import { findOwnSubscription, listSubscriptions } from "../queries/subscriptions";

/** Everything one person pays or paid for on this installation. */
export async function loadBilling() {
  const person = await requirePerson("/me/billing");
  const [subscriptions, receipts, demo] = await Promise.all([
    listSubscriptions(person.userId),
    listReceipts(person.userId),
    isDemo(),
  ]);
  return { person, subscriptions, receipts, demo, at: now(), sandbox: !paymentsAreReal() };
}

/** The page that asks before a cancellation: one's own running subscription, or 404. */
export async function loadCancellation(subscriptionId: string) {
  const person = await requirePerson(`/me/billing/cancel/${subscriptionId}`);
  const subscription = await findOwnSubscription(person.userId, subscriptionId);
  if (!subscription?.live || subscription.cancelAtPeriodEnd) notFound();
  return { person, subscription, demo: await isDemo(), at: now() };
}

import "server-only";
import { notFound } from "next/navigation";
import { requirePerson } from "@/lib/identity/loaders";
import { now } from "@/lib/platform/clock";
import { isDemo } from "@/lib/platform/installation";
import { paymentsAreReal } from "../gateway";
import { standingOf } from "../own-billing";
import { listBoughtGifts } from "../queries/gifts";
import { findOwnBilledSubscription, listOwnPasses, listOwnSubscriptions } from "../queries/own-billing";
import { countReceipts, listOwnReceipts } from "../queries/own-receipts";

const receiptsShown = 6;

/** Everything one person pays or paid for on this installation. */
export async function loadBilling() {
  const person = await requirePerson("/me/billing");
  const at = now();
  const [subscriptions, passes, gifts, receipts, receiptCount, demo] = await Promise.all([
    listOwnSubscriptions(person.userId),
    listOwnPasses(person.userId),
    listBoughtGifts(person.userId, at),
    listOwnReceipts(person.userId, { after: null, limit: receiptsShown }),
    countReceipts(person.userId),
    isDemo(),
  ]);
  const isOver = (subscription: (typeof subscriptions)[number]) => standingOf(subscription) === "ended";
  return {
    person,
    subscriptions: subscriptions.filter((subscription) => !isOver(subscription)),
    ended: subscriptions.filter(isOver),
    passes,
    gifts,
    receipts: receipts.rows,
    receiptCount,
    demo,
    at,
    sandbox: !paymentsAreReal(),
  };
}

/** The page that asks before a cancellation: one's own running subscription, or 404. */
export async function loadCancellation(subscriptionId: string) {
  const person = await requirePerson(`/me/billing/cancel/${subscriptionId}`);
  const subscription = await findOwnBilledSubscription(person.userId, subscriptionId);
  if (!subscription?.live || subscription.cancelAtPeriodEnd) notFound();
  return { person, subscription, demo: await isDemo(), at: now() };
}

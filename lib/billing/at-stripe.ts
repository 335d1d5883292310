import "server-only";
import type Stripe from "stripe";
import { transact } from "@/db/client";
import { crashPoint } from "@/lib/platform/crash-point";
import { NotFound, Refusal } from "@/lib/platform/errors";
import { log } from "@/lib/platform/log";
import { noteRefusedCall } from "./commands/refused-calls";
import { stripe } from "./gateway";
import { findCustomer } from "./queries/customers";
import { findOwnSubscription } from "./queries/subscriptions";
import { asRefusal, isFinal } from "./stripe-answer";
import { syncCustomer } from "./sync-customer";

export type OwnSubscription = NonNullable<Awaited<ReturnType<typeof findOwnSubscription>>>;

/** One of the person's own running subscriptions; anybody else's does not exist for them. */
export async function needLive(userId: string, subscriptionId: string): Promise<OwnSubscription> {
  const subscription = await findOwnSubscription(userId, subscriptionId);
  if (!subscription?.live) throw new NotFound();
  return subscription;
}

/** Refuses what cannot be changed as it stands: something else has to happen first. */
export function refuseUnlessSettled({ status, cancelAtPeriodEnd, pausedAt, resumesAt }: OwnSubscription): void {
  if (status === "past_due") throw new Refusal("pay-first");
  if (cancelAtPeriodEnd) throw new Refusal("undo-first");
  if (pausedAt || resumesAt) throw new Refusal("resume-first");
}

/** Does something at Stripe that may be done twice, and looks what came of it. */
export async function atStripe(
  { account, userId }: { account: string; userId: string },
  change: () => Promise<unknown>,
): Promise<void> {
  try {
    await change();
  } catch (error) {
    // Refused for what our books have not heard of yet (it ended a moment ago): the next page shows how it stands.
    if (isFinal(error)) await look(account, userId);
    throw asRefusal(error, "changing a subscription");
  }
  await look(account, userId);
}

/** A charge at Stripe: what its key is made of beside the attempt, and how to see that it was made after all. */
interface Charge {
  key: string;
  make: (idempotencyKey: string) => Promise<unknown>;
  wasMade: () => Promise<boolean>;
}

/**
 * Does something at Stripe that charges at once. A double click and a retry carry the same key and are one charge; a
 * new try after a refusal carries another, because Stripe repeats the refusal under the old one for a day. When the
 * answer got lost, Stripe is asked what has become of it, and only what is certain is said.
 */
export async function chargeAtStripe(userId: string, subscription: OwnSubscription, charge: Charge): Promise<void> {
  const { id, account, refusedCalls } = subscription;
  try {
    await charge.make(`${charge.key}:${refusedCalls}`);
  } catch (error) {
    if (isFinal(error)) await transact((tx) => noteRefusedCall(tx, id, refusedCalls));
    const refusal = asRefusal(error, "charging a subscription", "payment-unknown");
    const isKnown = refusal.code !== "payment-unknown";
    if (isKnown || !(await charge.wasMade().catch(() => false))) throw refusal;
  }
  await look(account, userId);
}

/** The change is made; when Stripe does not answer any more, its webhook or the reconciler brings the news. */
async function look(account: string, userId: string): Promise<void> {
  crashPoint("change.stripe-answered");
  try {
    const customer = await findCustomer(userId, account);
    if (customer) await syncCustomer(account, customer.stripeCustomerId);
  } catch (error) {
    log.warn({ error: error instanceof Error ? error.message : String(error) }, "could not look after a change");
  }
}

/** Takes the schedule off a subscription: what was agreed for later is dropped, what runs goes on. */
export async function releaseSchedule(account: string, subscription: Stripe.Subscription): Promise<void> {
  const schedule = scheduleOf(subscription);
  if (schedule) await stripe(account).subscriptionSchedules.release(schedule);
}

export function scheduleOf({ schedule }: Stripe.Subscription): string | null {
  return typeof schedule === "string" ? schedule : (schedule?.id ?? null);
}

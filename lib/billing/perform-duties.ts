import "server-only";
import type Stripe from "stripe";
import { log } from "@/lib/platform/log";
import { type Duty, duties } from "./duties";
import { stripe } from "./gateway";
import { readBooks } from "./queries/books";
import { lookAtCustomer } from "./sync-customer";
import type { Change } from "./types";

/** Each duty done may bring another; what is still owed after this many looks waits for the next one. */
const roundsMax = 3;

/**
 * Brings our books up to what Stripe says of a customer, does what Stripe is owed after that, and looks again. For jobs
 * only: a page never waits for it. Returns what changed in our books. Throws when Stripe does not answer.
 */
export async function settleCustomer(account: string, stripeCustomerId: string): Promise<Change[]> {
  const changes: Change[] = [];
  for (let round = 0; round < roundsMax; round++) {
    const look = await lookAtCustomer(account, stripeCustomerId);
    if (!look) break;
    changes.push(...look.changes);
    const owed = duties(look.facts, await readBooks(look.userId, look.facts));
    if (owed.length === 0 || (await performDuties(account, owed)) === 0) break;
  }
  return changes;
}

/** Makes the calls, each under an idempotency key. Returns how many were made; after them comes one more sync. */
export async function performDuties(account: string, list: readonly Duty[]): Promise<number> {
  let done = 0;
  for (const duty of list) {
    try {
      await perform(account, duty);
      done++;
    } catch (error) {
      if (!isOver(error)) throw error;
      log.info({ account, ...duty, error: (error as Error).message }, "a duty was done already");
    }
  }
  return done;
}

async function perform(account: string, duty: Duty): Promise<void> {
  const api = stripe(account);
  switch (duty.kind) {
    case "end-trial":
      await api.subscriptions.update(
        duty.subscriptionId,
        { trial_end: "now", proration_behavior: "none" },
        { idempotencyKey: `end-trial:${duty.subscriptionId}` },
      );
      return;
    case "cancel-lost-dispute":
    case "cancel-refunded":
      await api.subscriptions.cancel(
        duty.subscriptionId,
        { prorate: false, invoice_now: false },
        { idempotencyKey: `${duty.kind}:${duty.subscriptionId}` },
      );
      return;
    case "cancel-second":
      // The money first: once it is cancelled nothing would show any more that it has to go back.
      if (duty.paymentIntentId) await giveBack(api, duty.subscriptionId, duty.paymentIntentId);
      await api.subscriptions.cancel(
        duty.subscriptionId,
        { prorate: false, invoice_now: false },
        { idempotencyKey: `second:${duty.subscriptionId}` },
      );
      return;
    case "expire-session":
      await api.checkout.sessions.expire(duty.sessionId, {}, { idempotencyKey: `expire:${duty.sessionId}` });
      return;
    case "release-schedule":
      await api.subscriptionSchedules.release(duty.scheduleId, {}, { idempotencyKey: `release:${duty.scheduleId}` });
  }
}

async function giveBack(api: Stripe, subscriptionId: string, paymentIntentId: string): Promise<void> {
  try {
    await api.refunds.create(
      { payment_intent: paymentIntentId, reason: "duplicate" },
      { idempotencyKey: `second-refund:${subscriptionId}` },
    );
  } catch (error) {
    if (!isOver(error)) throw error;
  }
}

/** Stripe refuses what has happened in the meantime (cancelled, paid, given back): the next look shows it. */
const isOver = (error: unknown) => (error as { type?: unknown }).type === "StripeInvalidRequestError";

import "server-only";
import type { Tx } from "@/db/client";
import { emit, put } from "./commands";
import { seconds } from "./objects/base";
import type { SandboxSubscription } from "./objects/subscriptions";
import { cancelSchedule } from "./schedule-ends";

/** Ends a subscription now, and its schedule with it. An unpaid invoice stays open, as at Stripe. */
export async function endSubscription(
  tx: Tx,
  subscription: SandboxSubscription,
  reason: string,
  at: Date,
): Promise<void> {
  if (subscription.schedule) await cancelSchedule(tx, subscription.schedule, at);
  const ended: SandboxSubscription = {
    ...subscription,
    status: "canceled",
    canceled_at: subscription.canceled_at ?? seconds(at),
    ended_at: seconds(at),
    cancellation_details: { ...subscription.cancellation_details, reason },
    schedule: null,
    _retry_at: null,
    _phase_at: null,
    _trial_notice_at: null,
  };
  await put(tx, ended);
  await emit(tx, "customer.subscription.deleted", ended, at);
}

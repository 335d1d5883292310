import "server-only";
import { dayMs, now, secondMs } from "@/lib/platform/clock";
import { Refusal } from "@/lib/platform/errors";
import { atStripe, chargeAtStripe, needLive } from "./at-stripe";
import { stripe } from "./gateway";
import { findPaidUntil } from "./queries/subscriptions";
import { asRefusal } from "./stripe-answer";

/** How long nobody is charged at most: after that it is a cancellation. */
export const pauseMaxDays = 366;

/**
 * Pauses from the end of the paid period until `resumesAt`: what would be charged in between is void, so that access
 * simply ends with what is paid. Only a running one with nothing pending.
 */
export async function pauseSubscription(userId: string, subscriptionId: string, resumesAt: Date): Promise<void> {
  const subscription = await needLive(userId, subscriptionId);
  const { account, stripeSubscriptionId, status, cancelAtPeriodEnd, pendingPriceId, currentPeriodEnd } = subscription;
  if (status !== "active" || cancelAtPeriodEnd || pendingPriceId) throw new Refusal("pause-not-now");
  // Counted from the end of what is paid: a year may be paid in advance.
  const latest = new Date(currentPeriodEnd.getTime() + pauseMaxDays * dayMs);
  if (resumesAt <= currentPeriodEnd || resumesAt > latest) throw new Refusal("bad-pause", { field: "until" });
  const resumes_at = Math.floor(resumesAt.getTime() / secondMs);
  await atStripe({ account, userId }, () =>
    stripe(account).subscriptions.update(stripeSubscriptionId, { pause_collection: { behavior: "void", resumes_at } }),
  );
}

/** Takes a pause back; when the paid period is over, a new one is charged at once. One that is not paused stays so. */
export async function resumeSubscription(userId: string, subscriptionId: string): Promise<void> {
  const subscription = await needLive(userId, subscriptionId);
  const { account, stripeSubscriptionId } = subscription;
  const paused = () => stripe(account).subscriptions.retrieve(stripeSubscriptionId);
  const current = await paused().catch((error: unknown) => {
    throw asRefusal(error, "resuming a subscription");
  });
  const paidUntil = await findPaidUntil(subscription.communityId, subscriptionId);
  const isPaid = paidUntil !== null && paidUntil > now();
  if (current.pause_collection === null || isPaid) {
    await atStripe({ account, userId }, async () => {
      if (current.pause_collection) await stripe(account).subscriptions.update(current.id, { pause_collection: "" });
    });
    return;
  }
  await chargeAtStripe(userId, subscription, {
    key: `resume:${current.id}:${current.latest_invoice}`,
    make: (idempotencyKey) =>
      stripe(account).subscriptions.update(
        current.id,
        {
          pause_collection: "",
          billing_cycle_anchor: { type: "now" },
          proration_behavior: "none",
          payment_behavior: "error_if_incomplete",
        },
        { idempotencyKey },
      ),
    wasMade: async () => (await paused()).pause_collection === null,
  });
}

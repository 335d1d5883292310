import "server-only";
import type Stripe from "stripe";
import { transact } from "@/db/client";
import { dayMs, now, secondMs } from "@/lib/platform/clock";
import { NotFound, Refusal } from "@/lib/platform/errors";
import { log } from "@/lib/platform/log";
import { atStripe, needLive, refuseUnlessSettled, releaseSchedule, scheduleOf } from "./at-stripe";
import { type Interval, periodEndAfter } from "./billing-period";
import { owe } from "./commands/notices";
import { stripe } from "./gateway";
import { publishPrice } from "./publish-product";
import { findPriceOnSale, listPrices } from "./queries/prices";
import { listMovableSubscriptions } from "./queries/subscriptions";

/** Agrees a change to another price for the end of the paid period. Choosing again replaces the choice. */
export async function scheduleChange(userId: string, subscriptionId: string, priceId: string): Promise<void> {
  const subscription = await needLive(userId, subscriptionId);
  const { account, communityId, family, currency } = subscription;
  const offer = await findPriceOnSale(communityId, priceId);
  const isOffered = offer?.price.interval && offer.product.family === family && offer.price.currency === currency;
  if (!isOffered) throw new Refusal("plan-gone");
  refuseUnlessSettled(subscription);
  await atStripe({ account, userId }, () => agree(subscription, offer.price, null));
}

/** Takes an agreed change back. */
export async function dropPendingChange(userId: string, subscriptionId: string): Promise<void> {
  const { account, stripeSubscriptionId } = await needLive(userId, subscriptionId);
  await atStripe({ account, userId }, async () =>
    releaseSchedule(account, await stripe(account).subscriptions.retrieve(stripeSubscriptionId)),
  );
}

/** How long before a price moves its payers are told. */
const noticeMs = 14 * dayMs;
const movedAtOnce = 4;

/**
 * Agrees with Stripe that everybody on a price moves to another at their period's end, but none sooner than two weeks
 * after they are told. Who is about to end, pauses, owes a payment or has chosen something else is left alone. Returns
 * how many will move.
 */
export async function moveSubscribers(move: {
  communityId: string;
  fromPriceId: string;
  toPriceId: string;
}): Promise<number> {
  const { communityId, fromPriceId, toPriceId } = move;
  const [from] = await listPrices([fromPriceId]);
  const to = await findPriceOnSale(communityId, toPriceId);
  if (from?.communityId !== communityId || !from.interval) throw new NotFound();
  if (!to?.price.interval || to.product.family !== from.family || to.price.currency !== from.currency)
    throw new Refusal("plan-gone");
  const waiting = await listMovableSubscriptions(communityId, fromPriceId);
  let moved = 0;
  for (let first = 0; first < waiting.length; first += movedAtOnce) {
    const batch = waiting.slice(first, first + movedAtOnce);
    const done = await Promise.all(batch.map((subscription) => moveOne(subscription, to.price)));
    moved += done.filter(Boolean).length;
  }
  return moved;
}

type Movable = Awaited<ReturnType<typeof listMovableSubscriptions>>[number];

async function moveOne(subscription: Movable, to: { id: string; interval: string | null }): Promise<boolean> {
  const { id, account, userId, communityId } = subscription;
  try {
    await atStripe({ account, userId }, async () => {
      const at = await agree(subscription, to, new Date(now().getTime() + noticeMs));
      const payload = { subscription: id, price: to.id, at: String(at.getTime()) };
      const notice = { key: `price-moves:${id}:${to.id}`, kind: "price-moves", communityId, userId, payload } as const;
      await transact((tx) => owe(tx, { ...notice, at: now() }));
    });
    return true;
  } catch (error) {
    log.warn({ subscription: id, error: error instanceof Error ? error.message : String(error) }, "could not move");
    return false;
  }
}

/**
 * Gives a subscription a schedule of two phases: what runs now up to the first end of a period that is not before
 * `notBefore`, then one period of the new price, after which it renews by itself. Returns when it changes.
 */
async function agree(
  subscription: { account: string; communityId: string; stripeSubscriptionId: string },
  to: { id: string; interval: string | null },
  notBefore: Date | null,
): Promise<Date> {
  const { account, communityId } = subscription;
  const api = stripe(account);
  const price = await publishPrice(account, communityId, to.id);
  const current = await api.subscriptions.retrieve(subscription.stripeSubscriptionId);
  const schedule = await scheduleFor(account, current);
  const item = current.items.data[0]!;
  const end = changeAt(current, item, notBefore);
  const running = runningPhase(schedule);
  const kept = keptTerms(running);
  await api.subscriptionSchedules.update(schedule.id, {
    end_behavior: "release",
    proration_behavior: "none",
    phases: [
      {
        ...kept,
        start_date: running.start_date,
        end_date: end,
        items: [{ price: item.price.id, quantity: 1 }],
        ...(running.trial_end && { trial_end: running.trial_end }),
      },
      {
        ...kept,
        items: [{ price, quantity: 1 }],
        duration: { interval: to.interval as Interval, interval_count: 1 },
        proration_behavior: "none",
        metadata: { ...current.metadata, priceId: to.id },
      },
    ],
  });
  return new Date(end * secondMs);
}

/** The schedule a subscription has, or a new one that says what runs now. */
async function scheduleFor(account: string, subscription: Stripe.Subscription): Promise<Stripe.SubscriptionSchedule> {
  const known = scheduleOf(subscription);
  const schedules = stripe(account).subscriptionSchedules;
  return known ? schedules.retrieve(known) : schedules.create({ from_subscription: subscription.id });
}

function runningPhase({ phases, current_phase }: Stripe.SubscriptionSchedule): Stripe.SubscriptionSchedule.Phase {
  return phases.find(({ start_date }) => start_date === current_phase?.start_date) ?? phases[0]!;
}

/** Stripe forgets what a phase does not say: discounts stay with the subscription only if each phase names them. */
function keptTerms({ discounts }: Stripe.SubscriptionSchedule.Phase) {
  const idOf = (value: string | { id: string } | null) => (typeof value === "string" ? value : value?.id);
  const kept = discounts.flatMap(({ discount, coupon }): { discount?: string; coupon?: string }[] => {
    if (discount) return [{ discount: idOf(discount) }];
    return coupon ? [{ coupon: idOf(coupon) }] : [];
  });
  return kept.length > 0 ? { discounts: kept } : {};
}

/** Epoch seconds. */
function changeAt(subscription: Stripe.Subscription, item: Stripe.SubscriptionItem, notBefore: Date | null): number {
  const end = item.current_period_end;
  if (notBefore === null || end * secondMs >= notBefore.getTime()) return end;
  const anchor = new Date(subscription.billing_cycle_anchor * secondMs);
  const interval = item.price.recurring?.interval === "year" ? "year" : "month";
  return Math.floor(periodEndAfter(anchor, interval, new Date(notBefore.getTime() - 1)).getTime() / secondMs);
}

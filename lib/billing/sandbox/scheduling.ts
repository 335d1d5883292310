import "server-only";
import type { Tx } from "@/db/client";
import { chargeChange, planChange } from "./changing";
import { emit, put } from "./commands";
import { endSubscription } from "./ending";
import { seconds } from "./objects/base";
import type { SandboxPhase, SandboxSchedule } from "./objects/schedules";
import type { SandboxSubscription } from "./objects/subscriptions";
import { needObject } from "./queries";
import { releaseSchedule } from "./schedule-ends";
import { itemOf } from "./subscription-terms";

/** The phase a subscription is in, as it stands. */
export function phaseNow(subscription: SandboxSubscription): SandboxPhase {
  const item = itemOf(subscription);
  return {
    application_fee_percent: subscription.application_fee_percent,
    currency: subscription.currency,
    discounts: subscription.discounts.map((discount) => ({ coupon: null, discount, promotion_code: null })),
    end_date: item.current_period_end,
    items: [{ metadata: {}, price: item.price.id, quantity: 1 }],
    metadata: {},
    proration_behavior: "create_prorations",
    start_date: item.current_period_start,
    trial_end: subscription.trial_end,
  };
}

/** Stores a schedule and tells its subscription when the next phase begins. */
export async function attachSchedule(tx: Tx, schedule: SandboxSchedule): Promise<void> {
  const subscription = await needObject("subscription", schedule.subscription!);
  await put(tx, schedule);
  await put(tx, { ...subscription, schedule: schedule.id, _phase_at: schedule.current_phase!.end_date });
}

/** The clock at the end of a phase: the next one begins, or the schedule is over. */
export async function stepPhase(tx: Tx, subscription: SandboxSubscription, at: Date): Promise<void> {
  const schedule = await needObject("subscription_schedule", subscription.schedule!);
  const next = schedule.phases.find(({ start_date }) => start_date === schedule.current_phase!.end_date);
  if (!next) return finish(tx, subscription, schedule, at);
  const entered = { ...schedule, current_phase: { start_date: next.start_date, end_date: next.end_date } };
  await put(tx, entered);
  await emit(tx, "subscription_schedule.updated", entered, at);
  const changed = await enterPhase(tx, { ...subscription, _phase_at: next.end_date }, next, at);
  await put(tx, changed);
  await emit(tx, "customer.subscription.updated", changed, at);
}

/** A phase that begins with a period needs no proration: the renewal that follows charges its price. */
async function enterPhase(
  tx: Tx,
  before: SandboxSubscription,
  phase: SandboxPhase,
  at: Date,
): Promise<SandboxSubscription> {
  const price = await needObject("price", phase.items[0]!.price);
  const item = itemOf(before);
  const subscription = { ...before, metadata: { ...before.metadata, ...phase.metadata } };
  if (price.id === item.price.id) return subscription;
  if (item.current_period_end <= seconds(at) || before.status === "past_due") {
    const restarts = price.recurring!.interval !== item.price.recurring!.interval;
    return {
      ...subscription,
      billing_cycle_anchor: restarts ? item.current_period_end : subscription.billing_cycle_anchor,
      items: { ...subscription.items, data: [{ ...item, price }] },
    };
  }
  const prorate = phase.proration_behavior === "always_invoice";
  const plan = await planChange(subscription, { price, prorate, prorationDate: at, at });
  return chargeChange(tx, plan, { refuseUnpaid: false, at });
}

async function finish(tx: Tx, subscription: SandboxSubscription, schedule: SandboxSchedule, at: Date): Promise<void> {
  if (schedule.end_behavior === "cancel") {
    const done: SandboxSchedule = { ...schedule, status: "completed", completed_at: seconds(at), current_phase: null };
    await put(tx, done);
    await emit(tx, "subscription_schedule.completed", done, at);
    return endSubscription(tx, { ...subscription, schedule: null }, "cancellation_requested", at);
  }
  await releaseSchedule(tx, schedule, at);
}

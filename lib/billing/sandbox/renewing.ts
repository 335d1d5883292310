import "server-only";
import type { Tx } from "@/db/client";
import { periodEndAfter } from "@/lib/billing/billing-period";
import { emit, put } from "./commands";
import { activeDiscounts } from "./discounting";
import { nextStep } from "./due";
import { endSubscription } from "./ending";
import { draftInvoice, finalizeInvoice } from "./invoicing";
import { fromSeconds, seconds } from "./objects/base";
import type { SandboxInvoice } from "./objects/invoices";
import type { SandboxSubscription } from "./objects/subscriptions";
import { needObject } from "./queries";
import { stepPhase } from "./scheduling";
import { settle } from "./settling";
import { consume, intervalOf, itemOf } from "./subscription-terms";

/**
 * What the clock does when a subscription is due at `at`, one thing at a time: announce a trial's end, take a pause
 * back, begin a schedule's phase, end it, renew it, or try an unpaid renewal again.
 */
export async function stepSubscription(tx: Tx, subscription: SandboxSubscription, at: Date): Promise<void> {
  const due = (moment: number | null | undefined) => typeof moment === "number" && moment <= seconds(at);
  if (due(subscription._trial_notice_at)) return announceTrialEnd(tx, subscription, at);
  if (due(subscription.pause_collection?.resumes_at)) return takePauseBack(tx, subscription, at);
  if (due(subscription._phase_at)) return stepPhase(tx, subscription, at);
  if (subscription._retry_at !== null) return retryRenewal(tx, subscription, at);
  if (subscription.cancel_at_period_end) return endSubscription(tx, subscription, "cancellation_requested", at);
  return renew(tx, subscription, at);
}

/** Lets a subscription live up to `at`: a request about it meets it as the clock would have left it. */
export async function catchUp(tx: Tx, id: string, at: Date): Promise<SandboxSubscription> {
  for (;;) {
    const subscription = await needObject("subscription", id);
    const next = nextStep(subscription);
    if (next === null || next > seconds(at)) return subscription;
    await stepSubscription(tx, subscription, fromSeconds(next));
  }
}

async function announceTrialEnd(tx: Tx, subscription: SandboxSubscription, at: Date): Promise<void> {
  await put(tx, { ...subscription, _trial_notice_at: null });
  await emit(tx, "customer.subscription.trial_will_end", subscription, at);
}

async function takePauseBack(tx: Tx, subscription: SandboxSubscription, at: Date): Promise<void> {
  const resumed = { ...subscription, pause_collection: null };
  await put(tx, resumed);
  await emit(tx, "customer.subscription.updated", resumed, at);
}

/** The next period with the invoice for it, neither stored. Also what Stripe's preview shows. */
export async function planRenewal(before: SandboxSubscription, at: Date) {
  const customer = await needObject("customer", before.customer);
  const { price } = itemOf(before);
  const start = itemOf(before).current_period_end;
  const end = seconds(periodEndAfter(fromSeconds(before.billing_cycle_anchor), intervalOf(price), fromSeconds(start)));
  const item = { ...itemOf(before), current_period_start: start, current_period_end: end };
  const subscription: SandboxSubscription = {
    ...before,
    status: before.status === "trialing" ? "active" : before.status,
    items: { ...before.items, data: [item] },
  };
  const discounts = await activeDiscounts(before.discounts, fromSeconds(start));
  const lines = [{ price, item, amount: price.unit_amount, period: { start, end } }];
  const invoice = draftInvoice({ subscription, customer, reason: "subscription_cycle", lines, discounts, at });
  return { subscription: { ...consume(subscription, invoice, discounts), latest_invoice: invoice.id }, invoice };
}

async function renew(tx: Tx, before: SandboxSubscription, at: Date): Promise<void> {
  const { subscription, invoice } = await planRenewal(before, at);
  if (before.pause_collection) return passOver(tx, before, subscription, invoice, at);
  await finalizeInvoice(tx, invoice);
  await settle(tx, subscription, invoice, at);
}

/** A paused renewal: the period passes, its invoice is never charged (https://docs.stripe.com/billing/subscriptions/pause-payment). */
async function passOver(
  tx: Tx,
  before: SandboxSubscription,
  after: SandboxSubscription,
  invoice: SandboxInvoice,
  at: Date,
): Promise<void> {
  const status = { void: "void", keep_as_draft: "draft", mark_uncollectible: "uncollectible" } as const;
  const passed: SandboxInvoice = {
    ...invoice,
    status: status[before.pause_collection!.behavior],
    ending_balance: invoice.starting_balance,
    status_transitions: { ...invoice.status_transitions, voided_at: seconds(at) },
  };
  await put(tx, passed);
  if (passed.status === "void") await emit(tx, "invoice.voided", passed, at);
  // A discount for one invoice is not spent on one that nobody pays.
  const subscription = { ...after, discounts: before.discounts };
  await put(tx, subscription);
  await emit(tx, "customer.subscription.updated", subscription, at);
}

async function retryRenewal(tx: Tx, subscription: SandboxSubscription, at: Date): Promise<void> {
  await settle(tx, subscription, await needObject("invoice", subscription.latest_invoice!), at);
}

/** A new default card was attached: whatever is unpaid is tried at once. */
export async function retryUnpaid(tx: Tx, subscriptions: readonly SandboxSubscription[], at: Date): Promise<void> {
  for (const subscription of subscriptions) {
    if (subscription.status === "past_due") await retryRenewal(tx, subscription, at);
  }
}

import "server-only";
import type { Tx } from "@/db/client";
import { periodEndAfter } from "@/lib/billing/billing-period";
import { methodOf, pays } from "./cards";
import { put } from "./commands";
import { activeDiscounts, takenOff } from "./discounting";
import { chargeNow, draftInvoice, finalizeInvoice, type Line } from "./invoicing";
import { fromSeconds, seconds } from "./objects/base";
import type { SandboxInvoice } from "./objects/invoices";
import type { SandboxPrice } from "./objects/products";
import type { SandboxSubscription } from "./objects/subscriptions";
import { needObject } from "./queries";
import { settle } from "./settling";
import { consume, intervalOf, itemOf, refuseOtherPrice } from "./subscription-terms";
import { invalid } from "./wire";

export interface Change {
  price?: SandboxPrice;
  /** A new period begins now. */
  anchorNow?: boolean;
  /** Unix time at which the trial ends, or now. */
  trialEnd?: number | "now";
  /** `always_invoice`: the unused part of the old price is credited, the rest of the period charged. */
  prorate: boolean;
  /** From when on the proration counts. */
  prorationDate: Date;
  at: Date;
}

/** How a subscription would look after a change, and the invoice that comes with it, if one does. Nothing is stored. */
export interface ChangePlan {
  subscription: SandboxSubscription;
  invoice: SandboxInvoice | null;
}

export async function planChange(before: SandboxSubscription, change: Change): Promise<ChangePlan> {
  if (before.status !== "active" && before.status !== "trialing")
    throw invalid("This subscription's latest invoice is not paid.");
  const price = change.price ?? itemOf(before).price;
  refuseOtherPrice(before, price, "items[0][price]");
  if (typeof change.trialEnd === "number") return intoTrial(before, price, change, change.trialEnd);
  const endsTrial = before.status === "trialing" && (change.trialEnd === "now" || change.anchorNow === true);
  if (before.status === "trialing" && !endsTrial) return { subscription: withItem(before, { price }), invoice: null };
  const restarts = endsTrial || change.anchorNow || intervalOf(price) !== intervalOf(itemOf(before).price);
  return restarts ? newPeriod(before, price, change, endsTrial) : samePeriod(before, price, change);
}

const withItem = (
  subscription: SandboxSubscription,
  changes: Partial<ReturnType<typeof itemOf>>,
): SandboxSubscription => ({
  ...subscription,
  items: { ...subscription.items, data: [{ ...itemOf(subscription), ...changes }] },
});

/** Free until `trialEnd`, which becomes the anchor of what is paid after it. */
function intoTrial(before: SandboxSubscription, price: SandboxPrice, change: Change, trialEnd: number) {
  const start = seconds(change.at);
  if (trialEnd <= start) throw invalid("The trial end must be in the future.", "trial_end");
  const trial = withItem(
    {
      ...before,
      status: "trialing",
      trial_start: before.trial_start ?? start,
      trial_end: trialEnd,
      billing_cycle_anchor: trialEnd,
    },
    { price, current_period_start: start, current_period_end: trialEnd },
  );
  const period = { start, end: trialEnd };
  const line = { price, item: itemOf(trial), amount: 0, period, description: "Trial period" };
  return drafted(before, trial, [line], change);
}

/** A new period from now on, paid in full. */
function newPeriod(before: SandboxSubscription, price: SandboxPrice, change: Change, endsTrial: boolean) {
  const start = seconds(change.at);
  const end = seconds(periodEndAfter(fromSeconds(start), intervalOf(price), fromSeconds(start)));
  const after = withItem(
    {
      ...before,
      status: "active",
      billing_cycle_anchor: start,
      ...(endsTrial && { trial_end: start, _trial_notice_at: null }),
    },
    { price, current_period_start: start, current_period_end: end },
  );
  const charge = { price, item: itemOf(after), amount: price.unit_amount, period: { start, end } };
  return drafted(before, after, [charge], change);
}

/** The same period at another price: the difference by the second, or nothing until the next period. */
function samePeriod(before: SandboxSubscription, price: SandboxPrice, change: Change) {
  const after = withItem(before, { price });
  if (!change.prorate || price.id === itemOf(before).price.id) return { subscription: after, invoice: null };
  const charge: Line = {
    price,
    item: itemOf(after),
    amount: Math.round(price.unit_amount * unusedShare(before, change.prorationDate)),
    period: { start: seconds(change.prorationDate), end: itemOf(before).current_period_end },
    proration: true,
  };
  return drafted(before, after, [charge], change);
}

/** With the credit for what was paid and is not used, when the change prorates and something was paid. */
async function drafted(
  before: SandboxSubscription,
  after: SandboxSubscription,
  charges: Line[],
  { prorate, prorationDate, at }: Change,
): Promise<ChangePlan> {
  const discounts = await activeDiscounts(before.discounts, at);
  const old = itemOf(before);
  const paid = discounts.reduce(
    (rest, { coupon }) => rest - takenOff(coupon, rest, old.price.product),
    old.price.unit_amount,
  );
  const credit: Line = {
    price: old.price,
    item: itemOf(after),
    amount: -Math.round(paid * unusedShare(before, prorationDate)),
    period: { start: seconds(prorationDate), end: old.current_period_end },
    proration: true,
  };
  const lines = prorate && before.status === "active" ? [credit, ...charges] : charges;
  const customer = await needObject("customer", before.customer);
  const invoice = draftInvoice({ subscription: after, customer, reason: "subscription_update", lines, discounts, at });
  return { subscription: consume(after, invoice, discounts), invoice };
}

/** The part of the running period that lies after `from`: between 0 and 1, also when the clock has not come by. */
function unusedShare(subscription: SandboxSubscription, from: Date): number {
  const { current_period_start: start, current_period_end: end } = itemOf(subscription);
  return Math.min(1, Math.max(0, (end - seconds(from)) / (end - start)));
}

/**
 * Charges a planned change. With `refuseUnpaid` a card that does not pay undoes everything (`error_if_incomplete`);
 * otherwise the change stands and the subscription is past due.
 */
export async function chargeChange(
  tx: Tx,
  { subscription, invoice }: ChangePlan,
  { refuseUnpaid, at }: { refuseUnpaid: boolean; at: Date },
): Promise<SandboxSubscription> {
  if (!invoice) return subscription;
  const after = { ...subscription, latest_invoice: invoice.id };
  const method = await methodOf(subscription);
  if (refuseUnpaid || invoice.amount_due === 0 || pays(method)) {
    await chargeNow(tx, subscription, invoice, at);
    return after;
  }
  await put(tx, after);
  await finalizeInvoice(tx, invoice);
  await settle(tx, after, invoice, at);
  return needObject("subscription", after.id);
}

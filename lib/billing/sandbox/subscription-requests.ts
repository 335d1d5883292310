import "server-only";
import type { Tx } from "@/db/client";
import { type Change, chargeChange, planChange } from "./changing";
import { emit, put } from "./commands";
import { needCoupon, redeem } from "./discounting";
import type { Call } from "./endpoint";
import { fromSeconds, seconds } from "./objects/base";
import type { SandboxSubscription } from "./objects/subscriptions";
import { changed, mergeMetadata, type Parameters, textOr } from "./parameters";
import { needObject } from "./queries";
import { catchUp } from "./renewing";
import { itemOf } from "./subscription-terms";
import { invalid } from "./wire";

/** Everything a request may change on a running subscription, in one step with its invoice. */
export async function updateSubscription({ tx, id, given, at }: Call): Promise<SandboxSubscription> {
  const before = await catchUp(tx, id, at);
  if (before.status === "canceled") return updateEnded(tx, before, given);
  let next: SandboxSubscription = {
    ...before,
    description: changed(given.description, before.description),
    metadata: mergeMetadata(before.metadata, given),
  };
  if (given.default_payment_method !== undefined) next = await changeMethod(next, String(given.default_payment_method));
  if (given.discounts !== undefined) next = await changeDiscounts(tx, next, given.discounts, at);
  const change = await changeOf(next, given, at, "");
  if (change) {
    const plan = await planChange(next, change);
    next = await chargeChange(tx, plan, { refuseUnpaid: given.payment_behavior === "error_if_incomplete", at });
  }
  if (given.pause_collection !== undefined) next = changePause(next, given.pause_collection, at);
  if (typeof given.cancel_at_period_end === "boolean") next = planEnd(next, given, at);
  else if (given.cancellation_details !== undefined) next = { ...next, cancellation_details: details(next, given) };
  await put(tx, next);
  await emit(tx, "customer.subscription.updated", next, at);
  return next;
}

async function updateEnded(tx: Tx, before: SandboxSubscription, given: Parameters): Promise<SandboxSubscription> {
  if (Object.keys(given).some((name) => !["cancellation_details", "metadata", "expand"].includes(name)))
    throw invalid("A canceled subscription can only update its cancellation_details and metadata.");
  const next = {
    ...before,
    metadata: mergeMetadata(before.metadata, given),
    cancellation_details: details(before, given),
  };
  await put(tx, next);
  return next;
}

/** What the parameters ask to be charged differently, or null. Also read from a preview's `subscription_details`. */
export async function changeOf(
  before: SandboxSubscription,
  given: Parameters,
  at: Date,
  prefix: string,
): Promise<Change | null> {
  const named = (name: string) => (prefix === "" ? name : `${prefix}[${name}]`);
  const [item, more] = (given.items ?? []) as { id: string; price?: string }[];
  const anchor = given.billing_cycle_anchor as { type: "now" | "unchanged" } | undefined;
  const anchorNow = anchor?.type === "now";
  const trialEnd = given.trial_end as number | "now" | undefined;
  if (!item && !anchorNow && trialEnd === undefined) return null;
  if (more) throw invalid("The payment sandbox knows subscriptions with one item.", named("items"));
  if (item && item.id !== itemOf(before).id)
    throw invalid(`No such subscription item: '${item.id}'`, "items[0][id]", "resource_missing");
  if (given.proration_behavior === undefined)
    throw invalid("The payment sandbox prorates at once (always_invoice) or not at all (none).", "proration_behavior");
  const price = item?.price === undefined ? null : await needObject("price", item.price, "items[0][price]");
  return {
    ...(price && { price }),
    anchorNow,
    ...(trialEnd !== undefined && { trialEnd }),
    prorate: given.proration_behavior === "always_invoice",
    prorationDate: prorationDate(before, given.proration_date, at),
    at,
  };
}

function prorationDate(before: SandboxSubscription, given: unknown, at: Date): Date {
  if (typeof given !== "number") return at;
  const { current_period_start: start, current_period_end: end } = itemOf(before);
  if (given < start || given > end)
    throw invalid("The proration date must lie in the current billing period.", "proration_date");
  return fromSeconds(given);
}

async function changeMethod(before: SandboxSubscription, id: string): Promise<SandboxSubscription> {
  const method = await needObject("payment_method", id, "default_payment_method");
  if (method.customer !== before.customer)
    throw invalid("The payment method does not belong to the customer.", "default_payment_method");
  return { ...before, default_payment_method: method.id };
}

async function changeDiscounts(
  tx: Tx,
  before: SandboxSubscription,
  given: unknown,
  at: Date,
): Promise<SandboxSubscription> {
  const wanted = given === "" ? [] : (given as { coupon?: string; discount?: string }[]);
  const ids: string[] = [];
  for (const [index, { coupon: code, discount }] of wanted.entries()) {
    if (discount) ids.push((await needObject("discount", discount, `discounts[${index}][discount]`)).id);
    else {
      const coupon = await needCoupon(String(code), before.currency, `discounts[${index}][coupon]`, at);
      const redemption = { coupon, customer: before.customer, subscription: before.id, session: null, at };
      ids.push((await redeem(tx, redemption)).id);
    }
  }
  return { ...before, discounts: ids };
}

function changePause(before: SandboxSubscription, given: unknown, at: Date): SandboxSubscription {
  if (given === "") return { ...before, pause_collection: null };
  const pause = given as { behavior: "void" | "keep_as_draft" | "mark_uncollectible"; resumes_at?: number };
  if (pause.resumes_at !== undefined && pause.resumes_at <= seconds(at))
    throw invalid("`resumes_at` must be in the future.", "pause_collection[resumes_at]");
  return { ...before, pause_collection: { behavior: pause.behavior, resumes_at: pause.resumes_at ?? null } };
}

function planEnd(before: SandboxSubscription, given: Parameters, at: Date): SandboxSubscription {
  if (before.schedule !== null)
    throw invalid(
      `The subscription is managed by the subscription schedule \`${before.schedule}\`, and updating any cancelation behavior directly is not allowed. Please update the schedule instead.`,
      "cancel_at_period_end",
    );
  if (given.cancel_at_period_end === false) {
    return {
      ...before,
      cancel_at_period_end: false,
      cancel_at: null,
      canceled_at: null,
      cancellation_details: { comment: null, feedback: null, reason: null },
    };
  }
  return {
    ...before,
    cancel_at_period_end: true,
    cancel_at: itemOf(before).current_period_end,
    canceled_at: before.canceled_at ?? seconds(at),
    cancellation_details: { ...details(before, given), reason: "cancellation_requested" },
  };
}

/** What the customer said about leaving, with what is given now. */
export function details(before: SandboxSubscription, given: Parameters) {
  const said = (given.cancellation_details ?? {}) as Parameters;
  return {
    ...before.cancellation_details,
    comment: changed(said.comment, before.cancellation_details.comment),
    feedback: said.feedback === undefined ? before.cancellation_details.feedback : textOr(said.feedback, null),
  };
}

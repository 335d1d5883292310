import "server-only";
import type Stripe from "stripe";
import { transact } from "@/db/client";
import { minuteMs, now } from "@/lib/platform/clock";
import { crashPoint } from "@/lib/platform/crash-point";
import { Refusal } from "@/lib/platform/errors";
import { log } from "@/lib/platform/log";
import { closeCheckout } from "./close-checkout";
import { noteStripeRefund, type RefundRequest, refuseRefund, requestRefund } from "./commands/refund-requests";
import { stripe } from "./gateway";
import { listOpenWithCreditOf } from "./queries/credits";
import { findCustomer } from "./queries/customers";
import { findRefund, findRefundQuestion, listUnanswered } from "./queries/refunds";
import { mayRefund } from "./refund-policy";
import { asRefusal, isFinal } from "./stripe-answer";
import { syncCustomer } from "./sync-customer";

/** `done`: Stripe has it. `waiting`: it did not answer, and the hourly job goes on asking. */
export type RefundOutcome = "done" | "waiting";

/**
 * Gives money back: a row of ours first, then Stripe under that row's key, then a sync. Refuses what the policy
 * refuses (`refund-…`) and what Stripe refuses. A crash anywhere in between is finished by {@link resumeRefunds}.
 */
export async function refundPayment(request: RefundRequest): Promise<RefundOutcome> {
  await closeCreditedCheckouts(request);
  const refundId = await transact((tx) => requestRefund(tx, request));
  return carryOut(refundId, false);
}

/**
 * A bundle whose checkout is open may cost less because of this payment. Its page is closed at Stripe before anything
 * goes back; if it was paid in the same moment, the refund is refused after that.
 */
async function closeCreditedCheckouts({ communityId, paymentId, by }: RefundRequest): Promise<void> {
  const found = await findRefundQuestion(communityId, paymentId, { self: by.self, at: now() });
  if (!found?.payment.orderId || (by.self && found.payment.userId !== by.userId)) return;
  if (!mayRefund(found.question).allowed) return;
  try {
    for (const order of await listOpenWithCreditOf(found.payment.orderId)) await closeCheckout(order);
  } catch (error) {
    throw asRefusal(error, "closing a checkout before a refund", "connect-unreachable");
  }
}

const unansweredMs = 10 * minuteMs;

/**
 * Finishes refunds of which no answer came. Runs hourly. Stripe forgets an idempotency key after a day, so it is first
 * asked whether it has the refund already. Returns how many it has now.
 */
export async function resumeRefunds(before = new Date(now().getTime() - unansweredMs)): Promise<number> {
  let done = 0;
  for (const { id } of await listUnanswered(before)) {
    try {
      if ((await carryOut(id, true)) === "done") done++;
    } catch (error) {
      log.warn({ refund: id, error: error instanceof Error ? error.message : String(error) }, "a refund was refused");
    }
  }
  return done;
}

type Found = NonNullable<Awaited<ReturnType<typeof findRefund>>>;

async function carryOut(refundId: string, lookFirst: boolean): Promise<RefundOutcome> {
  const found = (await findRefund(refundId))!;
  try {
    const known = lookFirst ? await findAtStripe(found) : null;
    await adopt(found, known ?? (await create(found)));
    return "done";
  } catch (error) {
    if (!isFinal(error)) {
      log.warn({ refund: refundId, error: text(error) }, "a refund waits for Stripe");
      return "waiting";
    }
    return settleRefusal(found, error);
  }
}

async function create({ refund, payment }: Found): Promise<Stripe.Refund> {
  const api = stripe(refund.account);
  const shared = refund.account !== "" && (await hasOperatorsShare(api, payment.stripeChargeId));
  return api.refunds.create(
    {
      payment_intent: payment.stripePaymentIntentId!,
      amount: refund.amount,
      metadata: { refundId: refund.id, communityId: refund.communityId },
      ...(refund.selfService && { reason: "requested_by_customer" }),
      ...(shared && { refund_application_fee: true }),
    },
    { idempotencyKey: `refund:${refund.id}` },
  );
}

/** Asking Stripe to give back a share that nobody took is an error. */
async function hasOperatorsShare(api: Stripe, chargeId: string | null): Promise<boolean> {
  if (!chargeId) return false;
  const charge = await api.charges.retrieve(chargeId);
  return (charge.application_fee_amount ?? 0) > 0;
}

/** Stripe said no, or failed for good under this key. It may have done it all the same: then it is done. */
async function settleRefusal(found: Found, error: unknown): Promise<RefundOutcome> {
  const known = await findAtStripe(found).catch(() => undefined);
  if (known) {
    await adopt(found, known);
    return "done";
  }
  // Without knowing whether money moved, the row goes on waiting.
  if (known === undefined) return "waiting";
  await transact((tx) => refuseRefund(tx, found.refund.id));
  log.error({ refund: found.refund.id, error: text(error) }, "Stripe refused a refund");
  await sync(found);
  throw new Refusal("refund-refused");
}

async function findAtStripe({ refund, payment }: Found): Promise<Stripe.Refund | null> {
  const listed = await stripe(refund.account)
    .refunds.list({ payment_intent: payment.stripePaymentIntentId!, limit: 100 })
    .autoPagingToArray({ limit: 1000 });
  return listed.find(({ metadata }) => metadata?.refundId === refund.id) ?? null;
}

async function adopt(found: Found, { id }: Stripe.Refund): Promise<void> {
  crashPoint("refund.stripe-answered");
  await transact((tx) => noteStripeRefund(tx, found.refund.id, id));
  await sync(found);
}

/** What follows from the refund is read from Stripe. Should it not answer now, its event or the next look will do. */
async function sync({ refund, payment }: Found): Promise<void> {
  const customer = payment.userId ? await findCustomer(payment.userId, refund.account) : null;
  if (!customer) return;
  try {
    await syncCustomer(refund.account, customer.stripeCustomerId);
  } catch (error) {
    log.warn({ refund: refund.id, error: text(error) }, "the sync after a refund failed");
  }
}

const text = (error: unknown) => (error instanceof Error ? error.message : String(error));

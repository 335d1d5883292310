import "server-only";
import { type Tx, transact } from "@/db/client";
import { now } from "@/lib/platform/clock";
import { attachCard, cardOnce, isTestCard, type TestCard, type TestWallet, walletOnce } from "./cards";
import { takePayment } from "./charging";
import { emit, put } from "./commands";
import { redeem } from "./discounting";
import { fromSeconds } from "./objects/base";
import type { SandboxSession } from "./objects/checkout-sessions";
import { accountOfObject, findObject, listObjects, needObject } from "./queries";
import { retryUnpaid } from "./renewing";
import { withinAccount } from "./request-context";
import { subscribe } from "./subscribing";
import { declined, WireError } from "./wire";

/** How paying on the sandbox's checkout page ended. */
export type PaymentOutcome =
  | { state: "paid"; redirectTo: string }
  | { state: "declined" | "expired-card" }
  | { state: "session-expired" | "not-found" };

/** The session of a checkout page, or null. One whose time is up counts as expired although the clock has not come by. */
export async function findCheckout(id: string): Promise<SandboxSession | null> {
  const account = await accountOfObject("checkout.session", id);
  const session = account === null ? null : await withinAccount(account, () => findObject("checkout.session", id));
  if (session?.status === "open" && fromSeconds(session.expires_at) <= now())
    return { ...session, status: "expired", url: null };
  return session;
}

/**
 * Pays a session with a test card or, where the session offers it, a wallet: makes the subscription or the payment and
 * tells the story in events, all in one transaction. Paying twice leads to the same place and takes nothing more.
 */
export async function payCheckout(id: string, means: TestCard | TestWallet): Promise<PaymentOutcome> {
  const account = await accountOfObject("checkout.session", id);
  if (account === null) return { state: "not-found" };
  const at = now();
  try {
    return await withinAccount(account, () => transact((tx) => payOpenSession(tx, id, means, at)));
  } catch (error) {
    return refusedCard(error);
  }
}

async function payOpenSession(tx: Tx, id: string, means: TestCard | TestWallet, at: Date): Promise<PaymentOutcome> {
  const session = await needObject("checkout.session", id);
  if (session.status === "complete") return { state: "paid", redirectTo: successUrl(session) };
  if (session.status === "expired") return { state: "session-expired" };
  if (fromSeconds(session.expires_at) <= at) {
    await expireSession(tx, session, at);
    return { state: "session-expired" };
  }
  if (!isTestCard(means) && !session.payment_method_types.includes(means)) return { state: "declined" };
  const complete = await (session.mode === "subscription"
    ? completeSubscription(tx, session, means, at)
    : completePayment(tx, session, means, at));
  await put(tx, complete);
  await emit(tx, "checkout.session.completed", complete, at);
  return { state: "paid", redirectTo: successUrl(session) };
}

async function couponsOf(session: SandboxSession) {
  return Promise.all((session.discounts ?? []).map(({ coupon }) => needObject("coupon", coupon!)));
}

async function completeSubscription(
  tx: Tx,
  session: SandboxSession,
  means: TestCard | TestWallet,
  at: Date,
): Promise<SandboxSession> {
  if (!isTestCard(means)) throw declined("card_declined");
  await attachCard(tx, await needObject("customer", session.customer), means, at);
  const { subscription, invoice } = await subscribe(tx, {
    customer: await needObject("customer", session.customer),
    price: session.line_items.data[0]!.price,
    metadata: session._metadata,
    description: session._description ?? null,
    trialEnd: session._trial_end ?? null,
    coupons: await couponsOf(session),
    applicationFeePercent: session._application_fee_percent ?? null,
    session: session.id,
    at,
  });
  return {
    ...session,
    status: "complete",
    payment_status: invoice.amount_due > 0 ? "paid" : "no_payment_required",
    url: null,
    subscription: subscription.id,
    invoice: invoice.id,
  };
}

async function completePayment(
  tx: Tx,
  session: SandboxSession,
  means: TestCard | TestWallet,
  at: Date,
): Promise<SandboxSession> {
  const done = { ...session, status: "complete" as const, url: null };
  for (const coupon of await couponsOf(session))
    await redeem(tx, { coupon, customer: session.customer, subscription: null, session: session.id, at });
  if (session.amount_total === 0) return { ...done, payment_status: "no_payment_required" };
  const customer = await needObject("customer", session.customer);
  const intent = await takePayment(tx, {
    customer,
    method: await (isTestCard(means) ? cardOnce(tx, customer, means, at) : walletOnce(tx, customer, means, at)),
    amount: session.amount_total,
    currency: session.currency,
    metadata: session._metadata,
    description: session._description ?? session.line_items.data[0]!.description,
    applicationFee: session._application_fee_amount ?? null,
    at,
  });
  await emit(tx, "payment_intent.succeeded", intent, at);
  return { ...done, payment_status: "paid", payment_intent: intent.id };
}

/** Ends a checkout that nobody paid. The caller has seen that it is open. */
export async function expireSession(tx: Tx, session: SandboxSession, at: Date): Promise<SandboxSession> {
  const expired: SandboxSession = { ...session, status: "expired", url: null };
  await put(tx, expired);
  await emit(tx, "checkout.session.expired", expired, at);
  return expired;
}

const successUrl = (session: SandboxSession) => session.success_url.replaceAll("{CHECKOUT_SESSION_ID}", session.id);

/** Gives a customer another card and tries what is unpaid with it at once, as Stripe's customer portal does. */
export async function replaceCard(
  customerId: string,
  card: TestCard,
): Promise<"attached" | "declined" | "expired-card"> {
  const at = now();
  const account = (await accountOfObject("customer", customerId)) ?? "";
  try {
    await withinAccount(account, () =>
      transact(async (tx) => {
        const method = await attachCard(tx, await needObject("customer", customerId), card, at);
        await emit(tx, "customer.updated", await needObject("customer", customerId), at);
        const living = (await listObjects("subscription", customerId)).filter(({ status }) => status !== "canceled");
        const moved = living.map((each) => ({ ...each, default_payment_method: method.id }));
        for (const subscription of moved) await put(tx, subscription);
        await retryUnpaid(tx, moved, at);
      }),
    );
    return "attached";
  } catch (error) {
    return refusedCard(error).state;
  }
}

/** A bank's no as an outcome; anything else is thrown on. */
function refusedCard(error: unknown): { state: "declined" | "expired-card" } {
  if (!(error instanceof WireError) || error.status !== 402) throw error;
  return { state: error.body.code === "expired_card" ? "expired-card" : "declined" };
}

import "server-only";
import { type Tx, transact } from "@/db/client";
import { now } from "@/lib/platform/clock";
import { attachCard, type TestCard, takePayment } from "./charging";
import { emit, put } from "./commands";
import { fromSeconds } from "./objects/base";
import type { SandboxSession } from "./objects/checkout-sessions";
import { findObject, listObjects, needObject } from "./queries";
import { retryUnpaid, subscribe } from "./subscribing";
import { WireError } from "./wire";

/** How paying on the sandbox's checkout page ended. */
export type PaymentOutcome =
  | { state: "paid"; redirectTo: string }
  | { state: "declined" | "expired-card" }
  | { state: "session-expired" | "not-found" };

/** The session of a checkout page, or null. One whose time is up counts as expired although the clock has not come by. */
export async function findCheckout(id: string): Promise<SandboxSession | null> {
  const session = await findObject("checkout.session", id);
  if (session?.status === "open" && fromSeconds(session.expires_at) <= now())
    return { ...session, status: "expired", url: null };
  return session;
}

/**
 * Pays a session with a test card: attaches the card, makes the subscription or the payment, and tells the story in
 * events, all in one transaction. Paying twice leads to the same place and takes nothing more.
 */
export async function payCheckout(id: string, card: TestCard): Promise<PaymentOutcome> {
  const at = now();
  try {
    return await transact(async (tx): Promise<PaymentOutcome> => {
      const session = await findObject("checkout.session", id);
      if (!session) return { state: "not-found" };
      if (session.status === "complete") return { state: "paid", redirectTo: successUrl(session) };
      if (session.status === "expired") return { state: "session-expired" };
      if (fromSeconds(session.expires_at) <= at) {
        await expireSession(tx, session, at);
        return { state: "session-expired" };
      }
      await attachCard(tx, await needObject("customer", session.customer), card, at);
      const customer = await needObject("customer", session.customer);
      const [item] = session.line_items.data;
      const complete: SandboxSession = { ...session, status: "complete", payment_status: "paid", url: null };
      if (session.mode === "subscription") {
        const { subscription, invoice } = await subscribe(tx, {
          customer,
          price: item!.price,
          metadata: session._metadata,
          at,
        });
        complete.subscription = subscription.id;
        complete.invoice = invoice.id;
      } else {
        const intent = await takePayment(tx, {
          customer,
          amount: session.amount_total,
          currency: session.currency,
          metadata: session._metadata,
          description: item!.description,
          at,
        });
        complete.payment_intent = intent.id;
        await emit(tx, "payment_intent.succeeded", intent, at);
      }
      await put(tx, complete);
      await emit(tx, "checkout.session.completed", complete, at);
      return { state: "paid", redirectTo: successUrl(session) };
    });
  } catch (error) {
    if (!(error instanceof WireError) || error.status !== 402) throw error;
    return { state: error.body.code === "expired_card" ? "expired-card" : "declined" };
  }
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
  try {
    await transact(async (tx) => {
      await attachCard(tx, await needObject("customer", customerId), card, at);
      await retryUnpaid(tx, await listObjects("subscription", customerId), at);
    });
    return "attached";
  } catch (error) {
    if (!(error instanceof WireError) || error.status !== 402) throw error;
    return error.body.code === "expired_card" ? "expired-card" : "declined";
  }
}

import "server-only";
import type Stripe from "stripe";
import { transact } from "@/db/client";
import { expireOrder } from "./commands/orders";
import { stripe } from "./gateway";
import { findCustomer } from "./queries/customers";
import { syncCustomer } from "./sync-customer";

interface OpenOrder {
  id: string;
  account: string;
  userId: string;
  stripeSessionId: string | null;
}

/**
 * Closes a checkout that stands in the way, at Stripe and here. When it was paid a moment ago, the books are brought up
 * to that and the session's id is returned; null when nobody can pay it any more.
 */
export async function closeCheckout(order: OpenOrder): Promise<string | null> {
  if (!order.stripeSessionId) {
    await transact((tx) => expireOrder(tx, order.id));
    return null;
  }
  const session = await stripe(order.account).checkout.sessions.retrieve(order.stripeSessionId);
  return followSession(order, session.status === "open" ? await expireAtStripe(order, session) : session);
}

/** Lets an order follow its session, which is not open any more. The session's id when it was paid, else null. */
export async function followSession(order: OpenOrder, session: Stripe.Checkout.Session): Promise<string | null> {
  if (session.status === "complete") {
    const customer = await findCustomer(order.userId, order.account);
    if (customer) await syncCustomer(order.account, customer.stripeCustomerId);
    return session.id;
  }
  await transact((tx) => expireOrder(tx, order.id));
  return null;
}

/** As the session stands afterwards: somebody may have paid it in the same moment. */
export async function expireAtStripe({ account }: Pick<OpenOrder, "account">, session: Stripe.Checkout.Session) {
  try {
    return await stripe(account).checkout.sessions.expire(session.id);
  } catch {
    return stripe(account).checkout.sessions.retrieve(session.id);
  }
}

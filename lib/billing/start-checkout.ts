import "server-only";
import type Stripe from "stripe";
import { transact } from "@/db/client";
import { now } from "@/lib/platform/clock";
import { publicUrl } from "@/lib/platform/env";
import { NotFound, Refusal } from "@/lib/platform/errors";
import { log } from "@/lib/platform/log";
import { expireOrder, noteSession, openOrder } from "./commands/orders";
import { ensureCustomer } from "./ensure-customer";
import { stripe } from "./gateway";
import { publishPrice } from "./publish-product";
import { accountOf } from "./queries/accounts";
import { ownsProduct } from "./queries/benefits";
import { listOpenPlanOrders } from "./queries/orders";
import { findPostSlug } from "./queries/posts";
import { findPriceOnSale } from "./queries/prices";
import { findLiveSubscription } from "./queries/subscriptions";
import { syncCustomer } from "./sync-customer";

interface Buyer {
  community: { id: string; slug: string };
  userId: string;
  priceId: string;
  /** As typed. */
  coupon?: string;
  gift?: { toEmail: string | null; note: string };
}

/**
 * Sends somebody to pay for a price: returns the address of the checkout page. What it costs comes from our own row and
 * from nowhere else. A double click, a second tab or a retry resumes the same order and the same Stripe session.
 * Refuses who has it already, and what is not on sale here.
 */
export async function startCheckout(buyer: Buyer): Promise<string> {
  const { community, userId, priceId } = buyer;
  const offer = await findPriceOnSale(community.id, priceId);
  if (!offer) throw new Refusal("plan-gone");
  await refuseWhoHasIt(buyer, offer.product);
  try {
    const account = await accountOf(community.id);
    const customer = await ensureCustomer(account, userId);
    const stripePriceId = await publishPrice(account, community.id, priceId);
    // A session that was settled or ran out in the meantime ends its order; the second round opens a new one.
    for (let round = 0; round < 3; round++) {
      const order = await transact((tx) => openOrder(tx, { account, userId, price: offer.price }));
      if (offer.price.interval) await closeOtherPlanCheckouts(buyer, order.id);
      const session = order.stripeSessionId
        ? await stripe(account).checkout.sessions.retrieve(order.stripeSessionId)
        : await createSession({ buyer, offer, order, customer, stripePriceId });
      if (session.status === "open" && session.url) return session.url;
      if (session.status === "complete") {
        await syncCustomer(account, customer);
        return returnAddress(community.slug, order.id).replace("{CHECKOUT_SESSION_ID}", session.id);
      }
      await transact((tx) => expireOrder(tx, order.id));
    }
  } catch (error) {
    throw asRefusal(error);
  }
  throw new Refusal("payment-unreachable");
}

async function refuseWhoHasIt({ community, userId }: Buyer, product: { id: string; kind: string }): Promise<void> {
  if (product.kind === "subscription") {
    if (await findLiveSubscription(community.id, userId)) throw new Refusal("already-subscribed");
  } else if (await ownsProduct(community.id, userId, product.id, now())) throw new Refusal("already-owned");
}

interface NewSession {
  buyer: Buyer;
  offer: NonNullable<Awaited<ReturnType<typeof findPriceOnSale>>>;
  order: { id: string; account: string; communityId: string; priceId: string; productId: string };
  customer: string;
  stripePriceId: string;
}

/** Everything here follows from the order, so that the same key always comes with the same parameters. */
async function createSession({
  buyer,
  offer,
  order,
  customer,
  stripePriceId,
}: NewSession): Promise<Stripe.Checkout.Session> {
  const { community, userId } = buyer;
  const metadata = { communityId: order.communityId, userId, priceId: order.priceId, orderId: order.id };
  const subscribes = offer.price.interval !== null;
  const back = offer.product.postId ? await findPostSlug(order.communityId, offer.product.postId) : null;
  const session = await stripe(order.account).checkout.sessions.create(
    {
      mode: subscribes ? "subscription" : "payment",
      customer,
      client_reference_id: order.id,
      line_items: [{ price: stripePriceId, quantity: 1 }],
      metadata,
      ...(subscribes ? { subscription_data: { metadata } } : { payment_intent_data: { metadata } }),
      success_url: returnAddress(community.slug, order.id),
      cancel_url: `${publicUrl()}/c/${community.slug}/${back === null ? "join" : `posts/${back}`}`,
    },
    { idempotencyKey: `checkout:${order.id}` },
  );
  await transact((tx) => noteSession(tx, order.id, session.id));
  return session;
}

const returnAddress = (slug: string, orderId: string) =>
  `${publicUrl()}/c/${slug}/join/return?order=${orderId}&session_id={CHECKOUT_SESSION_ID}`;

/** Of two plans in two tabs only the one chosen last can be paid: the other session is expired at Stripe. */
async function closeOtherPlanCheckouts({ community, userId }: Buyer, keepOrderId: string): Promise<void> {
  const others = (await listOpenPlanOrders(community.id, userId)).filter(({ id }) => id !== keepOrderId);
  for (const order of others) {
    if (order.stripeSessionId) {
      const session = await stripe(order.account).checkout.sessions.retrieve(order.stripeSessionId);
      if (session.status === "complete") {
        // Paid a moment ago and not heard of yet: a second plan would be a second subscription.
        await syncCustomer(order.account, session.customer as string);
        throw new Refusal("already-subscribed");
      }
      if (session.status === "open") await stripe(order.account).checkout.sessions.expire(session.id);
    }
    await transact((tx) => expireOrder(tx, order.id));
  }
}

/** What we refuse stays as it is; anything else is Stripe not answering as it should. */
function asRefusal(error: unknown): unknown {
  if (error instanceof Refusal || error instanceof NotFound) return error;
  log.error({ error: error instanceof Error ? error.message : String(error) }, "checkout failed");
  return new Refusal("payment-unreachable");
}

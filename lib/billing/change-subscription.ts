import "server-only";
import { NotFound, Refusal } from "@/lib/platform/errors";
import { log } from "@/lib/platform/log";
import { stripe } from "./gateway";
import { publishPrice } from "./publish-product";
import { findCustomer } from "./queries/customers";
import { findPriceOnSale } from "./queries/prices";
import { findOwnSubscription } from "./queries/subscriptions";
import { syncCustomer } from "./sync-customer";
import type { CancelReason } from "./types";

/** Ends a subscription with its paid period. Access stays until then; it can be undone until then. */
export async function cancelAtPeriodEnd(
  userId: string,
  subscriptionId: string,
  reason: CancelReason | null,
): Promise<void> {
  const { account, stripeSubscriptionId } = await needLive(userId, subscriptionId);
  await atStripe({ account, userId }, () =>
    stripe(account).subscriptions.update(stripeSubscriptionId, {
      cancel_at_period_end: true,
      ...(reason && { cancellation_details: { feedback: reason } }),
    }),
  );
}

/** Takes a cancellation back before it takes effect: no gap, no new charge. */
export async function undoCancel(userId: string, subscriptionId: string): Promise<void> {
  const { account, stripeSubscriptionId } = await needLive(userId, subscriptionId);
  await atStripe({ account, userId }, () =>
    stripe(account).subscriptions.update(stripeSubscriptionId, { cancel_at_period_end: false }),
  );
}

/**
 * Moves a running subscription to another price of the same community: what is unused of the old one is credited, the
 * difference charged now. A card that does not pay changes nothing.
 */
export async function changePlan(userId: string, subscriptionId: string, priceId: string): Promise<void> {
  const subscription = await needLive(userId, subscriptionId);
  const { account, communityId } = subscription;
  const offer = await findPriceOnSale(communityId, priceId);
  if (!offer?.price.interval) throw new Refusal("plan-gone");
  if (offer.price.id === subscription.priceId) return;
  await atStripe({ account, userId }, async () => {
    const price = await publishPrice(account, communityId, priceId);
    const current = await stripe(account).subscriptions.retrieve(subscription.stripeSubscriptionId);
    const item = current.items.data[0]!;
    await stripe(account).subscriptions.update(
      current.id,
      {
        items: [{ id: item.id, price }],
        proration_behavior: "always_invoice",
        payment_behavior: "error_if_incomplete",
        metadata: { priceId },
      },
      // Bound to what it changes from: a double click is one change, and changing back later is another.
      { idempotencyKey: `change:${current.id}:${item.price.id}:${price}:${current.latest_invoice}` },
    );
  });
}

/** The page where somebody gives another card: Stripe's customer portal, or the sandbox's. */
export async function openCardPage(userId: string, returnTo: string, account = ""): Promise<string> {
  const customer = await findCustomer(userId, account);
  if (!customer) throw new NotFound();
  try {
    const session = await stripe(account).billingPortal.sessions.create({
      customer: customer.stripeCustomerId,
      return_url: returnTo,
    });
    return session.url;
  } catch (error) {
    throw asRefusal(error);
  }
}

async function needLive(userId: string, subscriptionId: string) {
  const subscription = await findOwnSubscription(userId, subscriptionId);
  if (!subscription?.live) throw new NotFound();
  return subscription;
}

async function atStripe(
  { account, userId }: { account: string; userId: string },
  change: () => Promise<unknown>,
): Promise<void> {
  try {
    await change();
    const customer = await findCustomer(userId, account);
    if (customer) await syncCustomer(account, customer.stripeCustomerId);
  } catch (error) {
    throw asRefusal(error);
  }
}

function asRefusal(error: unknown): unknown {
  if (error instanceof Refusal) return error;
  if ((error as { type?: unknown }).type === "StripeCardError") return new Refusal("card-declined");
  log.error({ error: error instanceof Error ? error.message : String(error) }, "changing a subscription failed");
  return new Refusal("payment-unreachable");
}

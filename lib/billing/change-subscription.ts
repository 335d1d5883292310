import "server-only";
import { minuteMs, now, secondMs } from "@/lib/platform/clock";
import { NotFound, Refusal } from "@/lib/platform/errors";
import {
  atStripe,
  chargeAtStripe,
  needLive,
  type OwnSubscription,
  refuseUnlessSettled,
  releaseSchedule,
} from "./at-stripe";
import { intervals } from "./billing-period";
import { stripe } from "./gateway";
import { planChange } from "./plan-change";
import { publishPrice } from "./publish-product";
import { findCustomer } from "./queries/customers";
import { findPriceOnSale } from "./queries/prices";
import { dropPendingChange, scheduleChange } from "./schedule-change";
import { asRefusal } from "./stripe-answer";
import type { CancelReason } from "./types";

/** Ends a subscription with its paid period. Access stays until then; it can be undone until then. */
export async function cancelAtPeriodEnd(
  userId: string,
  subscriptionId: string,
  reason: CancelReason | null,
  comment = "",
): Promise<void> {
  const { account, stripeSubscriptionId } = await needLive(userId, subscriptionId);
  await atStripe({ account, userId }, async () => {
    await releaseSchedule(account, await stripe(account).subscriptions.retrieve(stripeSubscriptionId));
    await stripe(account).subscriptions.update(stripeSubscriptionId, {
      cancel_at_period_end: true,
      ...((reason || comment) && {
        cancellation_details: { ...(reason && { feedback: reason }), ...(comment && { comment }) },
      }),
    });
  });
}

/**
 * Takes a cancellation back before it takes effect: no gap, no new charge. Stripe forgets that it was ever cancelled,
 * so both moments stay with the subscription, where every later look finds them.
 */
export async function undoCancel(userId: string, subscriptionId: string): Promise<void> {
  const { account, stripeSubscriptionId } = await needLive(userId, subscriptionId);
  await atStripe({ account, userId }, async () => {
    const current = await stripe(account).subscriptions.retrieve(stripeSubscriptionId);
    if (!current.cancel_at_period_end) return;
    const moments = `${current.canceled_at}:${Math.floor(now().getTime() / secondMs)}`;
    const undone = [...(current.metadata.undone ?? "").split(" "), moments].slice(-undoneMax).join(" ").trim();
    await stripe(account).subscriptions.update(current.id, { cancel_at_period_end: false, metadata: { undone } });
  });
}

/** As many as fit into one value at Stripe (500 characters). */
const undoneMax = 20;

/**
 * Moves a running subscription to the price somebody chose: up at once, down with the end of what is paid. Choosing
 * the present price again drops what was agreed for later. Returns what came of it.
 */
export async function choosePlan(
  userId: string,
  subscriptionId: string,
  priceId: string,
  prorationDate?: Date,
): Promise<"changed" | "scheduled" | "kept"> {
  const subscription = await needLive(userId, subscriptionId);
  const when = planChange({ ...subscription, id: subscription.priceId }, await needTarget(subscription, priceId));
  if (when === "none") await dropPendingChange(userId, subscriptionId);
  if (when === "now") await changePlan(userId, subscriptionId, priceId, prorationDate);
  if (when === "period-end") await scheduleChange(userId, subscriptionId, priceId);
  return when === "now" ? "changed" : when === "period-end" ? "scheduled" : "kept";
}

/**
 * Moves a running subscription to another price of the same community at once: what is unused of the old one is
 * credited, the difference charged now, both as of `prorationDate` (the moment the amount was shown). A card that does
 * not pay changes nothing. What was agreed for later is dropped.
 */
export async function changePlan(
  userId: string,
  subscriptionId: string,
  priceId: string,
  prorationDate?: Date,
): Promise<void> {
  const subscription = await needLive(userId, subscriptionId);
  const { account, communityId, stripeSubscriptionId } = subscription;
  const target = await needTarget(subscription, priceId);
  if (target.id === subscription.priceId) return;
  refuseUnlessSettled(subscription);
  const at = usableDate(subscription, prorationDate);
  const prepared = await prepareChange(subscription, priceId);
  if (prepared.isMade) return;
  const { item, price, invoice } = prepared;
  await chargeAtStripe(userId, subscription, {
    // Beside the attempt it is bound to what it changes from: changing back later is another change.
    key: `change:${stripeSubscriptionId}:${item.price.id}:${price}:${invoice}:${at}`,
    make: (idempotencyKey) =>
      stripe(account).subscriptions.update(
        stripeSubscriptionId,
        {
          items: [{ id: item.id, price }],
          proration_behavior: "always_invoice",
          proration_date: at,
          payment_behavior: "error_if_incomplete",
          metadata: { communityId, userId, priceId },
        },
        { idempotencyKey },
      ),
    wasMade: async () => {
      const after = await stripe(account).subscriptions.retrieve(stripeSubscriptionId);
      return after.items.data[0]?.price.id === price;
    },
  });
}

/** The price it would change to: on sale here, recurring, of the same family and currency. */
async function needTarget({ communityId, family, currency }: OwnSubscription, priceId: string) {
  const offer = await findPriceOnSale(communityId, priceId);
  const interval = intervals.find((known) => known === offer?.price.interval);
  if (!offer || !interval) throw new Refusal("plan-gone");
  if (offer.product.family !== family || offer.price.currency !== currency) throw new Refusal("plan-gone");
  return { ...offer.price, interval };
}

/** For how long a shown amount may be confirmed. */
const shownMs = 30 * minuteMs;

/** Epoch seconds. A date that the browser sends back is used only if it is one that we have just shown. */
function usableDate({ currentPeriodStart }: OwnSubscription, shown: Date | undefined): number {
  const at = now().getTime();
  const chosen = shown?.getTime() ?? at;
  const isRecent = chosen <= at && chosen > at - shownMs && chosen >= currentPeriodStart.getTime();
  if (!isRecent) throw new Refusal("amount-moved");
  return Math.floor(chosen / secondMs);
}

/** What Stripe knows of it, with nothing agreed for later in the way. */
async function prepareChange({ account, communityId, stripeSubscriptionId }: OwnSubscription, priceId: string) {
  try {
    const price = await publishPrice(account, communityId, priceId);
    const current = await stripe(account).subscriptions.retrieve(stripeSubscriptionId);
    const item = current.items.data[0]!;
    const isMade = item.price.id === price;
    if (!isMade) await releaseSchedule(account, current);
    return { isMade, item, price, invoice: String(current.latest_invoice) };
  } catch (error) {
    throw asRefusal(error, "preparing a change");
  }
}

/** What choosing a price would do: charge `amount` now, with prorations as of `at`, or change at `at` and charge then. */
export type ChangePreview =
  | { when: "now"; amount: number; currency: string; at: Date }
  | { when: "period-end"; amount: number; currency: string; at: Date }
  | { when: "none" };

/** Asks Stripe what a change would charge. Refuses with a sentence when it does not answer. */
export async function previewChange(userId: string, subscriptionId: string, priceId: string): Promise<ChangePreview> {
  const subscription = await needLive(userId, subscriptionId);
  const { account, communityId, currency, stripeSubscriptionId } = subscription;
  const target = await needTarget(subscription, priceId);
  const when = planChange({ ...subscription, id: subscription.priceId }, target);
  if (when === "none") return { when };
  if (when === "period-end") return { when, amount: target.amount, currency, at: subscription.currentPeriodEnd };
  const at = Math.floor(now().getTime() / secondMs);
  try {
    const price = await publishPrice(account, communityId, priceId);
    const current = await stripe(account).subscriptions.retrieve(stripeSubscriptionId);
    const preview = await stripe(account).invoices.createPreview({
      subscription: stripeSubscriptionId,
      subscription_details: {
        items: [{ id: current.items.data[0]!.id, price }],
        proration_behavior: "always_invoice",
        proration_date: at,
      },
    });
    return { when, amount: preview.amount_due, currency, at: new Date(at * secondMs) };
  } catch (error) {
    throw asRefusal(error, "previewing a change");
  }
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
    throw asRefusal(error, "opening the card page");
  }
}

import { cancelAtPeriodEnd, changePlan, undoCancel } from "@/lib/billing/change-subscription";
import { deliverDirectly } from "@/lib/billing/deliver-directly";
import { findCustomer } from "@/lib/billing/queries/customers";
import { findSinglePrice } from "@/lib/billing/queries/prices";
import { findLiveSubscription } from "@/lib/billing/queries/subscriptions";
import type { TestCard } from "@/lib/billing/sandbox/cards";
import { payCheckout, replaceCard } from "@/lib/billing/sandbox/checkout";
import { startCheckout } from "@/lib/billing/start-checkout";
import { type CancelReason, cancelReasons } from "@/lib/billing/types";
import { dayMs } from "@/lib/platform/clock";
import type { Stage } from "./stage";

/** Subscribes somebody through the checkout, and plans what follows from it. Some cards will be declined later. */
export async function subscribe(
  stage: Stage,
  userId: string,
  rhythm: "month" | "year",
  isReliable: boolean,
): Promise<void> {
  const tier = stage.prices.length > 1 && stage.dice.chance(0.18) ? 1 : 0;
  const card = !isReliable && stage.dice.chance(0.07) ? "4000000000000341" : "4242424242424242";
  await buy(stage, userId, stage.prices[tier]![rhythm], card);
  if (isReliable) return;
  if (rhythm === "month") planMonth(stage, userId, tier);
  else if (stage.dice.chance(0.2)) stage.after(stage.dice.between(60, 320) * dayMs, () => cancel(stage, userId));
  if (card === "4000000000000341" && stage.dice.chance(0.5)) stage.after(33 * dayMs, () => giveNewCard(userId));
}

/** Goes through the checkout, and everybody hears of it. */
export async function buy(
  stage: Stage,
  userId: string,
  priceId: string,
  card: TestCard = "4242424242424242",
  more: { coupon?: string; gift?: { toEmail: string | null; note: string } } = {},
): Promise<void> {
  const community = { id: stage.communityId, slug: stage.script.slug };
  const url = await startCheckout({ community, userId, priceId, ...more });
  const session = /\/sandbox\/checkout\/([^/?]+)/.exec(url)?.[1];
  if (session) await payCheckout(session, card);
  await deliverDirectly();
}

/** Buys one of the texts that are on sale by themselves. */
export async function buyOne(stage: Stage, userId: string): Promise<void> {
  const offers = [];
  for (const { postId } of stage.talks) {
    const single = await findSinglePrice(stage.communityId, postId);
    if (single) offers.push(single);
  }
  if (offers.length > 0) await buy(stage, userId, stage.dice.pick(offers).priceId, "4242424242424242");
}

/** What a month of paying leads to: staying, going up a plan, or cancelling; some think better of it, some return. */
function planMonth(stage: Stage, userId: string, tier: number): void {
  stage.after(stage.dice.between(24, 36) * dayMs, async () => {
    if (stage.dice.chance(0.13)) return cancel(stage, userId);
    if (tier === 0 && stage.prices.length > 1 && stage.dice.chance(0.03)) await upgrade(stage, userId);
    planMonth(stage, userId, tier);
  });
}

async function cancel(stage: Stage, userId: string): Promise<void> {
  const subscription = await findLiveSubscription(stage.communityId, userId);
  if (!subscription || subscription.cancelAtPeriodEnd) return;
  await cancelAtPeriodEnd(userId, subscription.id, stage.dice.pick<CancelReason>(cancelReasons));
  await deliverDirectly();
  const draw = stage.dice.next();
  if (draw < 0.12) {
    stage.after(2 * dayMs, async () => {
      const still = await findLiveSubscription(stage.communityId, userId);
      if (still?.cancelAtPeriodEnd) await undoCancel(userId, still.id);
      await deliverDirectly();
    });
  } else if (draw < 0.34) {
    stage.after(stage.dice.between(50, 110) * dayMs, async () => {
      if (await findLiveSubscription(stage.communityId, userId)) return;
      await subscribe(stage, userId, "month", false);
    });
  }
}

async function upgrade(stage: Stage, userId: string): Promise<void> {
  const subscription = await findLiveSubscription(stage.communityId, userId);
  if (subscription?.status !== "active" || subscription.interval !== "month" || subscription.cancelAtPeriodEnd) return;
  await changePlan(userId, subscription.id, stage.prices[1]!.month);
  await deliverDirectly();
}

async function giveNewCard(userId: string): Promise<void> {
  const customer = await findCustomer(userId);
  if (customer) await replaceCard(customer.stripeCustomerId, "4242424242424242");
  await deliverDirectly();
}

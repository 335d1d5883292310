import { and, eq } from "drizzle-orm";
import { read, transact } from "../../../db/client";
import { products } from "../../../db/schema/billing";
import { members } from "../../../db/schema/communities";
import { createCoupon } from "../../../lib/billing/commands/coupons";
import { addProduct, createProduct } from "../../../lib/billing/commands/products";
import { setTermPrice } from "../../../lib/billing/commands/term-prices";
import { findCustomer } from "../../../lib/billing/queries/customers";
import { findLiveSubscription } from "../../../lib/billing/queries/subscriptions";
import type { TestCard } from "../../../lib/billing/sandbox/charging";
import { payCheckout } from "../../../lib/billing/sandbox/checkout";
import { startCheckout } from "../../../lib/billing/start-checkout";
import { syncCustomer } from "../../../lib/billing/sync-customer";
import { makePaidCommunity, makePerson, sessionIdOf } from "../billing-world";
import type { StoryWorld } from "./story";

export const passDays = 30;
export const passPrice = 2900;
export const trialDays = 14;

/** A community that sells two plans, one with a trial, a pass and takes a coupon; Ada and Bob, who have joined nothing. */
export async function makeStoryWorld(): Promise<StoryWorld> {
  const world = await makePaidCommunity();
  const { id: communityId } = world.community;
  const [owner] = await read()
    .select({ id: members.id })
    .from(members)
    .where(and(eq(members.communityId, communityId), eq(members.userId, world.ownerId)));
  const made = await transact(async (tx) => {
    const own = { communityId, actorId: null, promise: "" };
    const tried = await createProduct(tx, {
      ...own,
      name: "Tried",
      currency: "CNY",
      monthAmount: 5900,
      yearAmount: null,
    });
    await tx.update(products).set({ trialDays }).where(eq(products.id, tried.productId));
    const pass = await addProduct(tx, { ...own, kind: "pass", name: "Pass", benefitIds: [world.small.benefitId] });
    const priceId = await setTermPrice(tx, {
      ...own,
      productId: pass.productId,
      currency: "CNY",
      amount: passPrice,
      termDays: passDays,
      termUntil: null,
    });
    if (!priceId) throw new Error("the pass has no price");
    const forAll = { startsAt: null, endsAt: null, maxTotal: 10, maxPerPerson: 2, productIds: [] };
    const tenth = { percentBp: 1000, amountOff: null, currency: null, duration: "once", months: null } as const;
    await createCoupon(tx, { communityId, code: "TENTH", ...tenth, ...forAll, actorId: owner!.id });
    return {
      tried: { productId: tried.productId, benefitId: tried.benefitId, month: tried.monthPriceId! },
      pass: { productId: pass.productId, priceId },
    };
  });
  const [ada, bob] = [await makePerson("Ada"), await makePerson("Bob")];
  return { ...world, ...made, ownerMemberId: owner!.id, code: "TENTH", ada, bob };
}

/** Goes to the checkout and pays there. Nobody has heard of it yet. */
export async function buys(
  { community }: Pick<StoryWorld, "community">,
  userId: string,
  priceId: string,
  {
    card = "4242424242424242",
    ...more
  }: { card?: TestCard; coupon?: string; gift?: { toEmail: null; note: string } } = {},
): Promise<void> {
  const address = await startCheckout({ community, userId, priceId, ...more });
  // What was paid a moment ago is not sold again: its buyer is sent to where paying leads.
  if (address.includes("/join/return")) return;
  const session = sessionIdOf(address);
  const outcome = await payCheckout(session, card);
  if (outcome.state !== "paid") throw new Error(`the sandbox says ${outcome.state}`);
}

export async function runningOf({ community }: Pick<StoryWorld, "community">, userId: string) {
  const running = await findLiveSubscription(community.id, userId);
  if (!running) throw new Error("there is no running subscription");
  return running;
}

export async function customerOf(userId: string): Promise<string> {
  return (await findCustomer(userId))!.stripeCustomerId;
}

/** What the page does to which somebody returns from a checkout: it looks. */
export async function looks(userId: string): Promise<void> {
  await syncCustomer("", await customerOf(userId));
}

import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { read, transact } from "@/db/client";
import { orderCredits, orders, payments } from "@/db/schema/billing";
import { communities } from "@/db/schema/communities";
import { makePaidCommunity, makePerson, type PaidCommunity, sessionIdOf } from "@/e2e/support/billing-world";
import { freshDatabase } from "@/e2e/support/database";
import { buy, makeBundle, makeTutorial } from "@/e2e/support/selling-world";
import { deliverDirectly } from "./deliver-directly";
import { stripe } from "./gateway";
import { settleCustomer } from "./perform-duties";
import { findCustomer } from "./queries/customers";
import { findQuote } from "./queries/quotes";
import { findRefundQuestion } from "./queries/refunds";
import { refundPayment } from "./refund-payment";
import { mayRefund } from "./refund-policy";
import { payCheckout } from "./sandbox/checkout";
import { disputeCharge } from "./sandbox/control";
import { startCheckout } from "./start-checkout";

const card = "4242424242424242";

let world: PaidCommunity;
let ada: string;
let items: Awaited<ReturnType<typeof makeTutorial>>[];
let bundle: Awaited<ReturnType<typeof makeBundle>>;

beforeEach(async () => {
  await freshDatabase();
  world = await makePaidCommunity();
  await transact((tx) => tx.update(communities).set({ refundDays: 14 }).where(eq(communities.id, world.community.id)));
  ada = await makePerson();
  items = [];
  for (const name of ["raft", "wal", "lsm"]) items.push(await makeTutorial(world, name, 4900));
  bundle = await makeBundle(
    world,
    items.map(({ productId }) => productId),
    9900,
  );
});

const chargeOf = async (productId: string) =>
  (
    await read()
      .select()
      .from(payments)
      .where(and(eq(payments.productId, productId), eq(payments.userId, ada), eq(payments.kind, "charge")))
  ).at(-1)!;
const refund = async (productId: string, amount: number, self: boolean, endsAccess = true) => {
  const { id: paymentId } = await chargeOf(productId);
  const by = { userId: self ? ada : world.ownerId, self };
  return refundPayment({ communityId: world.community.id, paymentId, amount, reason: "", endsAccess, by });
};
const mayGiveBack = async (productId: string, self: boolean) => {
  const { id } = await chargeOf(productId);
  const found = await findRefundQuestion(world.community.id, id, { self, at: new Date() });
  return mayRefund(found!.question);
};
const start = () => startCheckout({ community: world.community, userId: ada, priceId: bundle.priceId });
const bundleOrder = async () =>
  (await read().select().from(orders).where(eq(orders.productId, bundle.productId)).orderBy(orders.createdAt)).at(-1)!;
const buyItems = async (count: number) => {
  for (const { priceId } of items.slice(0, count)) await buy(world, ada, { priceId });
};

describe("a bundle that was cheaper because of what was owned", () => {
  it("keeps that money: nobody takes the items back and has the bundle for the rest", async () => {
    await buyItems(2);
    await buy(world, ada, { priceId: bundle.priceId });
    expect(await bundleOrder()).toMatchObject({ creditAmount: 9800, amount: 100, state: "paid" });
    const credits = await read().select().from(orderCredits);
    expect(credits.map(({ amount }) => amount)).toEqual([4900, 4900]);
    for (const { productId } of items.slice(0, 2)) {
      await expect(refund(productId, 4900, true)).rejects.toThrow("refund-credited");
      await expect(refund(productId, 4900, false)).rejects.toThrow("refund-credited");
      await expect(refund(productId, 1, false)).rejects.toThrow("refund-credited");
    }
  });

  it("leaves to who runs the community what it did not use", async () => {
    const cheap = await makeBundle(world, [items[0]!.productId, items[1]!.productId, items[2]!.productId], 6000);
    await buyItems(2);
    await buy(world, ada, { priceId: cheap.priceId });
    bundle = cheap;
    // It cost nothing any more: the second item paid for a part of it only.
    expect(await bundleOrder()).toMatchObject({ creditAmount: 6000, amount: 0, state: "paid" });
    expect(await mayGiveBack(items[0]!.productId, false)).toEqual({ allowed: false, reason: "credited" });
    expect(await mayGiveBack(items[1]!.productId, false)).toEqual({ allowed: true, upTo: 3800 });
    expect(await mayGiveBack(items[1]!.productId, true)).toEqual({ allowed: false, reason: "credited" });
    await expect(refund(items[1]!.productId, 3801, false)).rejects.toThrow("refund-amount");
    expect(await refund(items[1]!.productId, 3800, false)).toBe("done");
  });

  it("keeps the items when its money goes back and its access stays", async () => {
    await buyItems(1);
    await buy(world, ada, { priceId: bundle.priceId });
    await refund(bundle.productId, 5000, false, false);
    await deliverDirectly();
    expect(await mayGiveBack(items[0]!.productId, true)).toEqual({ allowed: false, reason: "credited" });
  });

  it("frees the items when its buyer takes it back", async () => {
    await buyItems(1);
    await buy(world, ada, { priceId: bundle.priceId });
    await refund(bundle.productId, 5000, true);
    await deliverDirectly();
    expect(await refund(items[0]!.productId, 4900, true)).toBe("done");
  });
});

describe("an open checkout of such a bundle", () => {
  it("is closed before an item goes back, and cannot be paid at the lower price", async () => {
    await buyItems(2);
    const session = sessionIdOf(await start());
    expect(await refund(items[0]!.productId, 4900, true)).toBe("done");
    expect((await payCheckout(session, card)).state).toBe("session-expired");
    await deliverDirectly();
    expect((await bundleOrder()).state).toBe("expired");
    const asked = { communityId: world.community.id, priceId: bundle.priceId, userId: ada };
    expect((await findQuote(asked))?.quote).toMatchObject({ creditAmount: 4900, amount: 5000 });
  });

  it("that was paid a moment ago, unheard of yet, keeps the items", async () => {
    await buyItems(2);
    expect((await payCheckout(sessionIdOf(await start()), card)).state).toBe("paid");
    await expect(refund(items[0]!.productId, 4900, true)).rejects.toThrow("refund-credited");
    expect((await bundleOrder()).state).toBe("paid");
  });

  it.each(["refund", "dispute"] as const)("ends with a %s made elsewhere, here and at Stripe", async (what) => {
    await buyItems(1);
    const session = sessionIdOf(await start());
    const charge = await chargeOf(items[0]!.productId);
    if (what === "dispute") await disputeCharge(charge.stripeChargeId!);
    else await stripe().refunds.create({ payment_intent: charge.stripePaymentIntentId! });
    await settleCustomer("", (await findCustomer(ada))!.stripeCustomerId);
    expect((await bundleOrder()).state).toBe("expired");
    expect((await stripe().checkout.sessions.retrieve(session)).status).toBe("expired");
  });

  it("goes on when the money that goes back was no part of its credit", async () => {
    await buyItems(1);
    const other = await makeTutorial(world, "else", 1000);
    await buy(world, ada, { priceId: other.priceId });
    const address = await start();
    await refund(other.productId, 1000, true);
    await deliverDirectly();
    expect(await start()).toBe(address);
  });
});

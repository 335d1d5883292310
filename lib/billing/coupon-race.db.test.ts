import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { read, transact } from "@/db/client";
import { orders } from "@/db/schema/billing";
import { users } from "@/db/schema/identity";
import { coupons, couponUses } from "@/db/schema/selling";
import { makePaidCommunity, makePerson, sessionIdOf } from "@/e2e/support/billing-world";
import { freshDatabase } from "@/e2e/support/database";
import { makeCoupon, plantPost } from "@/e2e/support/selling-world";
import { minuteMs, now, withTravellingClock } from "@/lib/platform/clock";
import { setSinglePrice } from "./commands/single-prices";
import { deliverDirectly } from "./deliver-directly";
import { stripe } from "./gateway";
import { findCustomer } from "./queries/customers";
import { findSinglePrice } from "./queries/prices";
import { payCheckout } from "./sandbox/checkout";
import { advanceSandbox } from "./sandbox/clock";
import { startCheckout } from "./start-checkout";

beforeEach(freshDatabase);

const card = "4242424242424242";
const code = "FIVE-OFF";

async function tutorialOf(world: Awaited<ReturnType<typeof makePaidCommunity>>) {
  const single = { community: world.community, postId: "post-1", title: "Raft", amount: 1000 };
  await plantPost(world.community.id, "post-1");
  await transact((tx) => setSinglePrice(tx, single));
  return (await findSinglePrice(world.community.id, "post-1"))!.priceId;
}

const takenOf = async (couponId: string) =>
  (await read().select({ taken: coupons.taken }).from(coupons).where(eq(coupons.id, couponId)))[0]!.taken;
const statesOf = async (couponId: string) =>
  (await read().select({ state: couponUses.state }).from(couponUses).where(eq(couponUses.couponId, couponId)))
    .map(({ state }) => state)
    .sort();

describe("a coupon with five uses", () => {
  it("is used by exactly five of fifty who ask at once, and those five pay the lower price", async () => {
    const world = await makePaidCommunity();
    const couponId = await makeCoupon(world.community.id, { code, maxTotal: 5 });
    const buyers = await Promise.all(Array.from({ length: 50 }, (_, n) => makePerson(`Buyer${n}`)));
    const tries = await Promise.allSettled(
      buyers.map((userId) =>
        startCheckout({ community: world.community, userId, priceId: world.small.month, coupon: "five off" }),
      ),
    );
    const won = tries.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    const lost = tries.flatMap((one) => (one.status === "rejected" ? [String(one.reason.message)] : []));
    expect(won).toHaveLength(5);
    expect(new Set(lost)).toEqual(new Set(["coupon-used-up"]));
    expect([await takenOf(couponId), await statesOf(couponId)]).toEqual([5, Array(5).fill("reserved")]);
    const outcomes = await Promise.all(won.map((address) => payCheckout(sessionIdOf(address), card)));
    expect(outcomes.map(({ state }) => state)).toEqual(Array(5).fill("paid"));
    await deliverDirectly();
    await deliverDirectly();
    expect([await takenOf(couponId), await statesOf(couponId)]).toEqual([5, Array(5).fill("counted")]);
    const paid = await read().select().from(orders).where(eq(orders.state, "paid"));
    expect(paid.map(({ amount, listAmount }) => [amount, listAmount])).toEqual(Array(5).fill([1950, 3900]));
    expect(await read().select().from(orders)).toHaveLength(5);
  }, 240_000);

  it("gives a use back when its checkout runs out, and when all the money goes back, but not for a part of it", async () => {
    await withTravellingClock(new Date("2026-05-01T00:00:00Z"), async (travel) => {
      const world = await makePaidCommunity();
      const priceId = await tutorialOf(world);
      const couponId = await makeCoupon(world.community.id, { code, maxTotal: 1 });
      const [ada, bob] = [await makePerson("Ada"), await makePerson("Bob")];
      const buy = (userId: string) =>
        startCheckout({ community: world.community, userId, priceId, coupon: "FIVE OFF" });
      await buy(ada);
      await expect(buy(bob)).rejects.toThrow("coupon-used-up");
      travel(new Date(now().getTime() + 32 * minuteMs));
      await advanceSandbox(now());
      await deliverDirectly();
      expect([await takenOf(couponId), await statesOf(couponId)]).toEqual([0, ["released"]]);
      expect((await payCheckout(sessionIdOf(await buy(bob)), card)).state).toBe("paid");
      await deliverDirectly();
      const customer = (await findCustomer(bob))!.stripeCustomerId;
      const [intent] = (await stripe().paymentIntents.list({ customer })).data;
      expect(intent?.amount).toBe(500);
      await stripe().refunds.create({ payment_intent: intent!.id, amount: 200 });
      await deliverDirectly();
      expect([await takenOf(couponId), await statesOf(couponId)]).toEqual([1, ["counted", "released"]]);
      await stripe().refunds.create({ payment_intent: intent!.id });
      await deliverDirectly();
      await deliverDirectly();
      expect([await takenOf(couponId), await statesOf(couponId)]).toEqual([0, ["freed", "released"]]);
    });
  });
});

describe("a coupon for once per person", () => {
  it("knows a person by their mailbox, not by their account", async () => {
    const world = await makePaidCommunity();
    await makeCoupon(world.community.id, { code, maxPerPerson: 1 });
    const [ada, again] = [await makePerson("Ada"), await makePerson("Ada")];
    const rename = (id: string, email: string) =>
      transact((tx) => tx.update(users).set({ email, emailCanonical: email }).where(eq(users.id, id)));
    await rename(ada, "ada.lovelace@gmail.com");
    await rename(again, "adalovelace+two@googlemail.com");
    const start = (userId: string) =>
      startCheckout({ community: world.community, userId, priceId: world.small.month, coupon: code });
    await start(ada);
    await expect(start(again)).rejects.toThrow("coupon-already-yours");
  });

  it("is one use for one person's many tabs", async () => {
    const world = await makePaidCommunity();
    const couponId = await makeCoupon(world.community.id, { code, maxPerPerson: 1, maxTotal: 1 });
    const ada = await makePerson("Ada");
    const start = () =>
      startCheckout({ community: world.community, userId: ada, priceId: world.small.month, coupon: code });
    const tabs = await Promise.all(Array.from({ length: 10 }, start));
    expect(new Set([...tabs, await start()]).size).toBe(1);
    expect([await takenOf(couponId), await statesOf(couponId)]).toEqual([1, ["reserved"]]);
  });
});

import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { read, transact } from "@/db/client";
import { orders, products } from "@/db/schema/billing";
import { users } from "@/db/schema/identity";
import {
  booksOf,
  liveUntil,
  makePaidCommunity,
  makePerson,
  sessionIdOf,
  subscribeTo,
} from "@/e2e/support/billing-world";
import { freshDatabase } from "@/e2e/support/database";
import { buy, heldBy, makeBundle, makeCoupon, makePass, makeTutorial } from "@/e2e/support/selling-world";
import { dayMs, now, withTravellingClock } from "@/lib/platform/clock";
import { deliverDirectly } from "./deliver-directly";
import { stripe } from "./gateway";
import { settleCustomer } from "./perform-duties";
import { findCustomer } from "./queries/customers";
import { findQuote } from "./queries/quotes";
import { payCheckout } from "./sandbox/checkout";
import { startCheckout } from "./start-checkout";

beforeEach(freshDatabase);

const day = (text: string) => new Date(`${text}T00:00:00Z`);
const iso = (text: string) => day(text).toISOString();
const paymentsOf = async (userId: string) =>
  (await stripe().paymentIntents.list({ customer: (await findCustomer(userId))!.stripeCustomerId })).data;
const orderOf = async (userId: string) => (await read().select().from(orders).where(eq(orders.userId, userId))).at(-1)!;

describe("a coupon", () => {
  it("lowers what is charged for a tutorial, and the lower payment opens it", async () => {
    const world = await makePaidCommunity();
    const ada = await makePerson();
    const tutorial = await makeTutorial(world, "raft", 1001);
    await makeCoupon(world.community.id);
    await buy(world, ada, { priceId: tutorial.priceId, coupon: "half" });
    expect((await paymentsOf(ada)).map(({ amount }) => amount)).toEqual([500]);
    expect((await heldBy(ada)).map(([source, benefit]) => [source, benefit])).toEqual([["order", tutorial.benefitId]]);
    expect(await orderOf(ada)).toMatchObject({ listAmount: 1001, discountAmount: 501, amount: 500, state: "paid" });
  });

  it("lowers a plan's first charge only, or each of them, as its terms say", async () => {
    await withTravellingClock(day("2026-01-10"), async (travel) => {
      const world = await makePaidCommunity();
      const [ada, bob] = [await makePerson("Ada"), await makePerson("Bob")];
      await makeCoupon(world.community.id);
      await makeCoupon(world.community.id, { code: "STAY", duration: "forever" });
      await buy(world, ada, { priceId: world.small.month, coupon: "HALF" });
      await buy(world, bob, { priceId: world.small.month, coupon: "STAY" });
      travel(day("2026-02-11"));
      await liveUntil(now());
      const amountsOf = async (userId: string) => (await paymentsOf(userId)).map(({ amount }) => amount).sort();
      expect(await amountsOf(ada)).toEqual([1950, 3900]);
      expect(await amountsOf(bob)).toEqual([1950, 1950]);
    });
  });

  it("that does not apply refuses the checkout with its own reason, and no order is opened", async () => {
    const world = await makePaidCommunity();
    const ada = await makePerson();
    const id = world.community.id;
    await makeCoupon(id, { code: "SOON", startsAt: new Date(now().getTime() + dayMs) });
    await makeCoupon(id, { code: "OVER", endsAt: new Date(now().getTime() - dayMs) });
    await makeCoupon(id, { code: "BIG", productIds: [world.big.productId] });
    const start = (coupon: string) =>
      startCheckout({ community: world.community, userId: ada, priceId: world.small.month, coupon });
    await expect(start("NONE")).rejects.toThrow("coupon-unknown");
    await expect(start("SOON")).rejects.toThrow("coupon-not-yet");
    await expect(start("OVER")).rejects.toThrow("coupon-over");
    await expect(start("BIG")).rejects.toThrow("coupon-elsewhere");
    expect(await read().select().from(orders)).toEqual([]);
  });

  it("typed after a checkout was opened closes that one, so that only the lower one can be paid", async () => {
    const world = await makePaidCommunity();
    const ada = await makePerson();
    await makeCoupon(world.community.id);
    const start = (coupon?: string) =>
      startCheckout({ community: world.community, userId: ada, priceId: world.small.month, coupon });
    const dear = await start();
    const cheap = await start("HALF");
    expect(await start("HALF")).toBe(cheap);
    expect((await payCheckout(sessionIdOf(dear), "4242424242424242")).state).toBe("session-expired");
    expect((await payCheckout(sessionIdOf(cheap), "4242424242424242")).state).toBe("paid");
  });
});

describe("what costs nothing", () => {
  it("is settled without Stripe, once for a double click, and opens at once", async () => {
    const world = await makePaidCommunity();
    const ada = await makePerson();
    const pass = await makePass(world);
    await makeCoupon(world.community.id, { code: "ALL", percentBp: 10_000 });
    const take = () => startCheckout({ community: world.community, userId: ada, priceId: pass.priceId, coupon: "ALL" });
    const [first, second] = await Promise.all([take(), take()]);
    expect(first).toBe(second);
    expect(first).toContain("/join/return?order=");
    expect(await findCustomer(ada)).toBeNull();
    expect(await heldBy(ada)).toHaveLength(1);
    expect((await booksOf(ada)).members).toHaveLength(1);
    expect(await read().select().from(orders)).toHaveLength(1);
  });
});

describe("a bundle", () => {
  it("costs less by what is owned of it, and opens all of it", async () => {
    const world = await makePaidCommunity();
    const ada = await makePerson();
    const raft = await makeTutorial(world, "raft", 1900);
    const wal = await makeTutorial(world, "wal", 2900);
    const bundle = await makeBundle(world, [raft.productId, wal.productId], 3900);
    await buy(world, ada, { priceId: raft.priceId });
    const asked = { communityId: world.community.id, priceId: bundle.priceId, userId: ada };
    expect((await findQuote(asked))?.quote).toMatchObject({ listAmount: 3900, creditAmount: 1900, amount: 2000 });
    await buy(world, ada, { priceId: bundle.priceId });
    expect((await paymentsOf(ada)).map(({ amount }) => amount).sort()).toEqual([1900, 2000]);
    const held = new Set((await heldBy(ada)).map(([, benefit]) => benefit));
    expect(held).toEqual(new Set([raft.benefitId, wal.benefitId]));
    await expect(startCheckout({ community: world.community, userId: ada, priceId: bundle.priceId })).rejects.toThrow(
      "already-owned",
    );
  });

  it("gives no credit for what was given back, and a new price opens a new order", async () => {
    const world = await makePaidCommunity();
    const ada = await makePerson();
    const raft = await makeTutorial(world, "raft", 1900);
    const wal = await makeTutorial(world, "wal", 2900);
    const bundle = await makeBundle(world, [raft.productId, wal.productId], 3900);
    const start = () => startCheckout({ community: world.community, userId: ada, priceId: bundle.priceId });
    const before = await start();
    await buy(world, ada, { priceId: raft.priceId });
    const after = await start();
    expect(after).not.toBe(before);
    expect(await orderOf(ada)).toMatchObject({ creditAmount: 1900, amount: 2000, state: "open" });
    expect((await payCheckout(sessionIdOf(before), "4242424242424242")).state).toBe("session-expired");
    const [paid] = await paymentsOf(ada);
    await stripe().refunds.create({ payment_intent: paid!.id });
    await deliverDirectly();
    const asked = { communityId: world.community.id, priceId: bundle.priceId, userId: ada };
    expect((await findQuote(asked))?.quote).toMatchObject({ creditAmount: 0, amount: 3900 });
  });
});

describe("passes", () => {
  it("follow one another, and what is left of them comes before a plan's first charge", async () => {
    await withTravellingClock(day("2026-03-01"), async () => {
      const world = await makePaidCommunity();
      const ada = await makePerson();
      const pass = await makePass(world);
      await buy(world, ada, { priceId: pass.priceId });
      await buy(world, ada, { priceId: pass.priceId });
      expect((await heldBy(ada)).map(([, , from, to]) => [from, to])).toEqual([
        [iso("2026-03-01"), iso("2026-03-31")],
        [iso("2026-03-31"), iso("2026-04-30")],
      ]);
      await buy(world, ada, { priceId: world.small.month });
      const customer = (await findCustomer(ada))!.stripeCustomerId;
      const [subscription] = (await stripe().subscriptions.list({ customer })).data;
      expect([subscription?.status, subscription?.trial_end]).toEqual(["trialing", day("2026-04-30").getTime() / 1000]);
      expect(subscription?.metadata.carriedFrom?.split(",")).toHaveLength(2);
      expect((await paymentsOf(ada)).map(({ amount }) => amount)).toEqual([9900, 9900]);
    });
  });

  it("to a fixed date are not sold after it, nor twice", async () => {
    await withTravellingClock(day("2026-03-01"), async (travel) => {
      const world = await makePaidCommunity();
      const [ada, bob] = [await makePerson("Ada"), await makePerson("Bob")];
      const { priceId } = await makePass(world, { until: day("2026-06-01") });
      await buy(world, ada, { priceId });
      expect((await heldBy(ada))[0]?.[3]).toBe(iso("2026-06-01"));
      const start = (userId: string) => startCheckout({ community: world.community, userId, priceId });
      await expect(start(ada)).rejects.toThrow("already-owned");
      travel(day("2026-06-01"));
      await expect(start(bob)).rejects.toThrow("plan-gone");
    });
  });
});

describe("a trial with a card", () => {
  it("is there once for a mailbox and for who has not subscribed; later checkouts go on without it", async () => {
    await withTravellingClock(day("2026-03-01"), async () => {
      const world = await makePaidCommunity();
      await transact((tx) => tx.update(products).set({ trialDays: 14 }).where(eq(products.id, world.small.productId)));
      const ada = await makePerson();
      await subscribeTo(world, ada, world.small.month);
      const customer = (await findCustomer(ada))!.stripeCustomerId;
      const [trying] = (await stripe().subscriptions.list({ customer })).data;
      expect([trying?.status, trying?.trial_end]).toEqual(["trialing", day("2026-03-15").getTime() / 1000]);
      expect(await paymentsOf(ada)).toEqual([]);
      await stripe().subscriptions.cancel(trying!.id);
      await deliverDirectly();
      const asked = { communityId: world.community.id, priceId: world.small.month };
      expect((await findQuote({ ...asked, userId: null }))?.quote.trialDays).toBe(14);
      expect((await findQuote({ ...asked, userId: ada }))?.quote.trialDays).toBe(0);
      await buy(world, ada, { priceId: world.small.month });
      expect((await paymentsOf(ada)).map(({ amount }) => amount)).toEqual([3900]);
    });
  });

  it("taken by two accounts of one mailbox at once is one: the other is charged from the start", async () => {
    await withTravellingClock(day("2026-03-01"), async () => {
      const world = await makePaidCommunity();
      await transact((tx) => tx.update(products).set({ trialDays: 14 }).where(eq(products.id, world.small.productId)));
      const people = [await makePerson("Ada"), await makePerson("Ada")];
      for (const [n, id] of people.entries()) {
        const email = `ada+${n}@example.org`;
        await transact((tx) => tx.update(users).set({ email, emailCanonical: email }).where(eq(users.id, id)));
      }
      const start = (userId: string) =>
        startCheckout({ community: world.community, userId, priceId: world.small.month });
      const sessions = [sessionIdOf(await start(people[0]!)), sessionIdOf(await start(people[1]!))];
      await payCheckout(sessions[0]!, "4242424242424242");
      await deliverDirectly();
      await payCheckout(sessions[1]!, "5555555555554444");
      await deliverDirectly();
      const customer = (await findCustomer(people[1]!))!.stripeCustomerId;
      await settleCustomer("", customer);
      expect((await stripe().subscriptions.list({ customer })).data.map(({ status }) => status)).toEqual(["active"]);
      expect((await paymentsOf(people[1]!)).map(({ amount }) => amount)).toEqual([3900]);
      expect(await paymentsOf(people[0]!)).toEqual([]);
    });
  });
});

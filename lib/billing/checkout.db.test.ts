import { beforeEach, describe, expect, it } from "vitest";
import { transact } from "@/db/client";
import { booksOf, makePaidCommunity, makePerson, sessionIdOf, subscribeTo } from "@/e2e/support/billing-world";
import { freshDatabase } from "@/e2e/support/database";
import { plantPost } from "@/e2e/support/selling-world";
import { now, withTravellingClock } from "@/lib/platform/clock";
import { setSinglePrice } from "./commands/single-prices";
import { deliverDirectly } from "./deliver-directly";
import { stripe } from "./gateway";
import { findCustomer } from "./queries/customers";
import { findSinglePrice } from "./queries/prices";
import { reconcile } from "./reconcile";
import { payCheckout } from "./sandbox/checkout";
import { advanceSandbox } from "./sandbox/clock";
import { startCheckout } from "./start-checkout";

beforeEach(freshDatabase);

const day = (text: string) => new Date(`${text}T00:00:00Z`);

describe("a checkout", () => {
  it("is one order and one session however often and from how many tabs it is started", async () => {
    const world = await makePaidCommunity();
    const ada = await makePerson();
    const tabs = await Promise.all(
      Array.from({ length: 12 }, () =>
        startCheckout({ community: world.community, userId: ada, priceId: world.small.month }),
      ),
    );
    expect(new Set(tabs).size).toBe(1);
    expect((await booksOf(ada)).orders).toEqual([JSON.stringify([world.small.month, "open"])]);
    const paid = await Promise.all(tabs.map((url) => payCheckout(sessionIdOf(url), "4242424242424242")));
    expect(new Set(paid.map(({ state }) => state))).toEqual(new Set(["paid"]));
    await deliverDirectly();
    const customer = (await findCustomer(ada))!.stripeCustomerId;
    expect((await stripe().subscriptions.list({ customer })).data).toHaveLength(1);
  });

  it("of another plan closes the first one, so that only one can be paid", async () => {
    const world = await makePaidCommunity();
    const ada = await makePerson();
    const first = await startCheckout({ community: world.community, userId: ada, priceId: world.small.month });
    const second = await startCheckout({ community: world.community, userId: ada, priceId: world.small.year });
    expect((await payCheckout(sessionIdOf(first), "4242424242424242")).state).toBe("session-expired");
    expect((await payCheckout(sessionIdOf(second), "4242424242424242")).state).toBe("paid");
  });

  it("takes nothing with a card that is declined or expired, and can be tried again", async () => {
    const world = await makePaidCommunity();
    const ada = await makePerson();
    const session = sessionIdOf(
      await startCheckout({ community: world.community, userId: ada, priceId: world.small.month }),
    );
    expect((await payCheckout(session, "4000000000000002")).state).toBe("declined");
    expect((await payCheckout(session, "4000000000000069")).state).toBe("expired-card");
    await reconcile();
    expect((await booksOf(ada)).payments).toEqual([]);
    expect((await payCheckout(session, "4242424242424242")).state).toBe("paid");
  });

  it("is refused for another community's price, an archived one, and for who subscribes already", async () => {
    const [world, other] = [await makePaidCommunity("wheels"), await makePaidCommunity("slow-query")];
    const ada = await makePerson();
    await expect(
      startCheckout({ community: world.community, userId: ada, priceId: other.small.month }),
    ).rejects.toThrow("plan-gone");
    await subscribeTo(world, ada, world.small.month);
    await expect(startCheckout({ community: world.community, userId: ada, priceId: world.small.year })).rejects.toThrow(
      "already-subscribed",
    );
    await expect(
      startCheckout({ community: other.community, userId: ada, priceId: other.small.year }),
    ).resolves.toContain("/sandbox/checkout/");
  });

  it("runs out after a day, and the next click opens a new one", async () => {
    await withTravellingClock(day("2026-05-01"), async (travel) => {
      const world = await makePaidCommunity();
      const ada = await makePerson();
      const first = await startCheckout({ community: world.community, userId: ada, priceId: world.small.month });
      travel(day("2026-05-02"));
      await advanceSandbox(now());
      const second = await startCheckout({ community: world.community, userId: ada, priceId: world.small.month });
      expect(second).not.toBe(first);
      expect((await booksOf(ada)).orders).toEqual([
        JSON.stringify([world.small.month, "expired"]),
        JSON.stringify([world.small.month, "open"]),
      ]);
    });
  });
});

describe("a tutorial bought singly", () => {
  it("is kept for good, is not sold twice, and goes when all the money goes back", async () => {
    await withTravellingClock(day("2026-06-01"), async (travel) => {
      const world = await makePaidCommunity();
      const ada = await makePerson();
      await plantPost(world.community.id, "post-1");
      await transact((tx) =>
        setSinglePrice(tx, { community: world.community, postId: "post-1", title: "Raft", amount: 990 }),
      );
      const single = await findSinglePrice(world.community.id, "post-1");
      await subscribeTo(world, ada, single!.priceId);
      expect(JSON.parse((await booksOf(ada)).grants[0]!)[3]).toBeNull();
      await expect(
        startCheckout({ community: world.community, userId: ada, priceId: single!.priceId }),
      ).rejects.toThrow("already-owned");
      const customer = (await findCustomer(ada))!.stripeCustomerId;
      const [intent] = (await stripe().paymentIntents.list({ customer })).data;
      travel(day("2026-06-02"));
      await stripe().refunds.create({ payment_intent: intent!.id, amount: 490 });
      await deliverDirectly();
      expect(JSON.parse((await booksOf(ada)).grants[0]!)[3]).toBeNull();
      travel(day("2026-06-03"));
      await stripe().refunds.create({ payment_intent: intent!.id });
      await deliverDirectly();
      const books = await booksOf(ada);
      expect(JSON.parse(books.grants[0]!)[3]).toBe("2026-06-03T00:00:00.000Z");
      expect(books.payments.map((row) => JSON.parse(row)[1]).sort()).toEqual([-490, -500, 990]);
    });
  });
});

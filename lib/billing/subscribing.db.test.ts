import { beforeEach, describe, expect, it } from "vitest";
import { read, transact } from "@/db/client";
import { grants } from "@/db/schema/billing";
import {
  booksOf,
  liveUntil,
  makePaidCommunity,
  makePerson,
  payFor,
  sessionIdOf,
  subscribeTo,
} from "@/e2e/support/billing-world";
import { freshDatabase } from "@/e2e/support/database";
import { runs } from "@/lib/access/decide";
import { now, withTravellingClock } from "@/lib/platform/clock";
import { cancelAtPeriodEnd, changePlan, undoCancel } from "./change-subscription";
import { setSinglePrice } from "./commands/single-prices";
import { deliverDirectly } from "./deliver-directly";
import { stripe } from "./gateway";
import { findCustomer } from "./queries/customers";
import { findSinglePrice } from "./queries/prices";
import { listReceipts } from "./queries/receipts";
import { findLiveSubscription } from "./queries/subscriptions";
import { reconcile } from "./reconcile";
import { payCheckout, replaceCard } from "./sandbox/checkout";
import { advanceSandbox } from "./sandbox/clock";
import { startCheckout } from "./start-checkout";
import { syncCustomer } from "./sync-customer";

beforeEach(freshDatabase);

const day = (text: string) => new Date(`${text}T00:00:00Z`);

describe("a monthly subscription", () => {
  it("brings membership, the plan's benefits and a numbered receipt once it is paid", async () => {
    await withTravellingClock(day("2026-01-31"), async () => {
      const world = await makePaidCommunity();
      const ada = await makePerson();
      await subscribeTo(world, ada, world.big.month);
      const books = await booksOf(ada);
      expect(books.grants).toEqual(
        [world.big.benefitId, world.small.benefitId]
          .map((id) => JSON.stringify(["subscription", id, "2026-01-31T00:00:00.000Z", "2026-02-28T00:00:00.000Z"]))
          .sort(),
      );
      expect(books.members).toEqual([JSON.stringify(["member", "2026-01-31T00:00:00.000Z", null])]);
      expect(books.orders).toEqual([JSON.stringify([world.big.month, "paid"])]);
      expect((await listReceipts(ada)).map(({ payment }) => [payment.number, payment.amount])).toEqual([
        ["W-000001", 9900],
      ]);
    });
  });

  it("moves the same grant on at each renewal, on the anchor's day", async () => {
    await withTravellingClock(day("2026-01-31"), async (travel) => {
      const world = await makePaidCommunity();
      const ada = await makePerson();
      await subscribeTo(world, ada, world.small.month);
      travel(day("2026-04-30"));
      await liveUntil(now());
      const held = await read().select().from(grants);
      expect(held.map(({ startsAt, endsAt }) => [startsAt, endsAt])).toEqual([[day("2026-01-31"), day("2026-05-31")]]);
      expect((await booksOf(ada)).payments).toHaveLength(4);
    });
  });

  it("keeps access for the days of grace when a renewal fails, and ends with the last try", async () => {
    await withTravellingClock(day("2026-01-10"), async (travel) => {
      const world = await makePaidCommunity();
      const ada = await makePerson();
      await subscribeTo(world, ada, world.small.month, "4000000000000341");
      travel(day("2026-02-10"));
      await liveUntil(now());
      expect((await findLiveSubscription(world.community.id, ada))?.status).toBe("past_due");
      const [inGrace] = await read().select().from(grants);
      expect(inGrace?.endsAt).toEqual(day("2026-02-17"));
      travel(day("2026-03-01"));
      await liveUntil(now());
      expect(await findLiveSubscription(world.community.id, ada)).toBeNull();
      const [ended] = await read().select().from(grants);
      expect(ended?.endsAt).toEqual(day("2026-02-17"));
    });
  });

  it("recovers without a gap when another card pays within the grace", async () => {
    await withTravellingClock(day("2026-01-10"), async (travel) => {
      const world = await makePaidCommunity();
      const ada = await makePerson();
      await subscribeTo(world, ada, world.small.month, "4000000000000341");
      travel(day("2026-02-12"));
      await liveUntil(now());
      const customer = (await findCustomer(ada))!.stripeCustomerId;
      expect(await replaceCard(customer, "4000000000000002")).toBe("declined");
      expect(await replaceCard(customer, "4242424242424242")).toBe("attached");
      await deliverDirectly();
      const held = await read().select().from(grants);
      expect(held.map(({ startsAt, endsAt }) => [startsAt, endsAt])).toEqual([[day("2026-01-10"), day("2026-03-10")]]);
    });
  });

  it("ends exactly with its period when cancelled, and goes on when the cancellation is taken back", async () => {
    await withTravellingClock(day("2026-01-10"), async (travel) => {
      const world = await makePaidCommunity();
      const [ada, bob] = [await makePerson("Ada"), await makePerson("Bob")];
      for (const person of [ada, bob]) await subscribeTo(world, person, world.small.month);
      for (const person of [ada, bob]) {
        const running = await findLiveSubscription(world.community.id, person);
        await cancelAtPeriodEnd(person, running!.id, "too_expensive");
      }
      travel(day("2026-01-20"));
      await undoCancel(bob, (await findLiveSubscription(world.community.id, bob))!.id);
      travel(day("2026-02-10"));
      await liveUntil(now());
      expect(await findLiveSubscription(world.community.id, ada)).toBeNull();
      expect((await booksOf(ada)).grants).toEqual([
        JSON.stringify(["subscription", world.small.benefitId, "2026-01-10T00:00:00.000Z", "2026-02-10T00:00:00.000Z"]),
      ]);
      expect((await booksOf(bob)).grants).toEqual([
        JSON.stringify(["subscription", world.small.benefitId, "2026-01-10T00:00:00.000Z", "2026-03-10T00:00:00.000Z"]),
      ]);
    });
  });

  it("changes plan at once: the rest of the old price is credited and the new benefit begins now", async () => {
    await withTravellingClock(day("2026-04-01"), async (travel) => {
      const world = await makePaidCommunity();
      const ada = await makePerson();
      await subscribeTo(world, ada, world.small.month);
      travel(day("2026-04-16"));
      const running = await findLiveSubscription(world.community.id, ada);
      await changePlan(ada, running!.id, world.big.month);
      const books = await booksOf(ada);
      expect(books.payments).toContain(
        JSON.stringify(["charge", 3000, "CNY", world.big.month, "2026-04-16T00:00:00.000Z"]),
      );
      expect(books.grants).toEqual(
        [
          JSON.stringify([
            "subscription",
            world.small.benefitId,
            "2026-04-01T00:00:00.000Z",
            "2026-05-01T00:00:00.000Z",
          ]),
          JSON.stringify(["subscription", world.big.benefitId, "2026-04-16T00:00:00.000Z", "2026-05-01T00:00:00.000Z"]),
        ].sort(),
      );
      travel(day("2026-04-20"));
      await changePlan(ada, running!.id, world.small.month);
      const back = (await booksOf(ada)).grants;
      expect(back).toContain(
        JSON.stringify(["subscription", world.big.benefitId, "2026-04-16T00:00:00.000Z", "2026-04-20T00:00:00.000Z"]),
      );
      expect(back).toContain(
        JSON.stringify(["subscription", world.small.benefitId, "2026-04-01T00:00:00.000Z", "2026-05-01T00:00:00.000Z"]),
      );
    });
  });

  it("is unchanged by an upgrade whose charge the bank refuses", async () => {
    await withTravellingClock(day("2026-04-01"), async () => {
      const world = await makePaidCommunity();
      const ada = await makePerson();
      await subscribeTo(world, ada, world.small.month, "4000000000000341");
      const before = await booksOf(ada);
      const running = await findLiveSubscription(world.community.id, ada);
      await expect(changePlan(ada, running!.id, world.big.month)).rejects.toThrow("card-declined");
      await syncCustomer("", (await findCustomer(ada))!.stripeCustomerId);
      expect(await booksOf(ada)).toEqual(before);
    });
  });
});

describe("the second at the edge", () => {
  it("belongs to the period that begins: access runs from the first instant up to, and not at, the last", async () => {
    await withTravellingClock(day("2026-01-10"), async (travel) => {
      const world = await makePaidCommunity();
      const ada = await makePerson();
      await subscribeTo(world, ada, world.small.month);
      await cancelAtPeriodEnd(ada, (await findLiveSubscription(world.community.id, ada))!.id, null);
      travel(day("2026-02-20"));
      await liveUntil(now());
      const [held] = await read().select().from(grants);
      const end = day("2026-02-10").getTime();
      const instants = [day("2026-01-10").getTime() - 1, day("2026-01-10").getTime(), end - 1, end, end + 1];
      expect(instants.map((at) => runs(held!, new Date(at)))).toEqual([false, true, true, false, false]);
    });
  });
});

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

describe("when no webhook arrives", () => {
  it("the reconciler finds the payment", async () => {
    const world = await makePaidCommunity();
    const ada = await makePerson();
    await payFor(world, ada, world.small.month);
    expect((await booksOf(ada)).grants).toEqual([]);
    expect(await reconcile()).toBe(1);
    expect((await booksOf(ada)).grants).toHaveLength(1);
    expect(await reconcile()).toBe(0);
  });

  it("it also finds renewals that nobody told us of", async () => {
    await withTravellingClock(day("2026-01-10"), async (travel) => {
      const world = await makePaidCommunity();
      const ada = await makePerson();
      await subscribeTo(world, ada, world.small.month);
      travel(day("2026-03-11"));
      await advanceSandbox(now());
      await reconcile();
      const [held] = await read().select().from(grants);
      expect(held?.endsAt).toEqual(day("2026-04-10"));
      expect((await booksOf(ada)).payments).toHaveLength(3);
    });
  });
});

describe("a tutorial bought singly", () => {
  it("is kept for good, is not sold twice, and goes when all the money goes back", async () => {
    await withTravellingClock(day("2026-06-01"), async (travel) => {
      const world = await makePaidCommunity();
      const ada = await makePerson();
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

import { beforeEach, describe, expect, it } from "vitest";
import { read } from "@/db/client";
import { grants } from "@/db/schema/billing";
import { booksOf, liveUntil, makePaidCommunity, makePerson, subscribeTo } from "@/e2e/support/billing-world";
import { freshDatabase } from "@/e2e/support/database";
import { runs } from "@/lib/access/decide";
import { now, withTravellingClock } from "@/lib/platform/clock";
import { cancelAtPeriodEnd, changePlan, undoCancel } from "./change-subscription";
import { deliverDirectly } from "./deliver-directly";
import { findCustomer } from "./queries/customers";
import { listReceipts } from "./queries/receipts";
import { findLiveSubscription } from "./queries/subscriptions";
import { replaceCard } from "./sandbox/checkout";
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
      expect(held.map(({ startsAt, paidUntil, endsAt }) => [startsAt, paidUntil, endsAt])).toEqual([
        [day("2026-01-31"), day("2026-05-31"), day("2026-06-01")],
      ]);
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
      expect(inGrace).toMatchObject({ paidUntil: day("2026-02-10"), endsAt: day("2026-02-17"), sourceNote: "grace" });
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
      expect(held.map(({ startsAt, paidUntil }) => [startsAt, paidUntil])).toEqual([
        [day("2026-01-10"), day("2026-03-10")],
      ]);
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

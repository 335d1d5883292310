import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { read, transact } from "@/db/client";
import { notices } from "@/db/schema/accounts";
import { subscriptions } from "@/db/schema/billing";
import {
  booksOf,
  liveUntil,
  makePaidCommunity,
  makePerson,
  type PaidCommunity,
  subscribeTo,
} from "@/e2e/support/billing-world";
import { freshDatabase } from "@/e2e/support/database";
import { heldBy } from "@/e2e/support/selling-world";
import { dayMs, minuteMs, now, withTravellingClock } from "@/lib/platform/clock";
import { cancelAtPeriodEnd, choosePlan, previewChange, undoCancel } from "./change-subscription";
import { setPlanPrices } from "./commands/prices";
import { deliverDirectly } from "./deliver-directly";
import { pauseSubscription, resumeSubscription } from "./pause-subscription";
import { findCustomer } from "./queries/customers";
import { listPlans } from "./queries/plans";
import { findPriceOnSale } from "./queries/prices";
import { findLiveSubscription } from "./queries/subscriptions";
import type { TestCard } from "./sandbox/charging";
import { replaceCard } from "./sandbox/checkout";
import { dropPendingChange, moveSubscribers, scheduleChange } from "./schedule-change";

beforeEach(freshDatabase);

const day = (text: string) => new Date(`${text}T00:00:00Z`);
const liveOf = async ({ community }: PaidCommunity, userId: string) =>
  (await findLiveSubscription(community.id, userId))!;
const chargesOf = async (userId: string) =>
  (await booksOf(userId)).payments
    .map((row) => JSON.parse(row))
    .sort((a, b) => (a[4] < b[4] ? -1 : 1))
    .map(([, amount]) => amount);

interface Story {
  world: PaidCommunity;
  ada: string;
  /** Her subscription. */
  id: string;
  travel: (to: Date) => void;
}

/** A story that begins with Ada subscribing on the first of April. */
const withSubscriber = (
  priceOf: (world: PaidCommunity) => string,
  story: (begun: Story) => Promise<void>,
  card?: TestCard,
) =>
  withTravellingClock(day("2026-04-01"), async (travel) => {
    const world = await makePaidCommunity();
    const ada = await makePerson();
    await subscribeTo(world, ada, priceOf(world), card);
    const { id } = await liveOf(world, ada);
    await story({ world, ada, id, travel });
  });

describe("a larger plan", () => {
  it("begins at once, and what the page says is exactly what is charged minutes later", async () => {
    await withSubscriber(
      ({ small }) => small.month,
      async ({ world, ada, id, travel }) => {
        travel(day("2026-04-11"));
        const shown = await previewChange(ada, id, world.big.month);
        expect(shown).toEqual({ when: "now", amount: 4000, currency: "CNY", at: day("2026-04-11") });
        travel(new Date(now().getTime() + 20 * minuteMs));
        expect(await choosePlan(ada, id, world.big.month, day("2026-04-11"))).toBe("changed");
        expect(await chargesOf(ada)).toEqual([3900, 4000]);
        expect((await liveOf(world, ada)).priceId).toBe(world.big.month);
      },
    );
  });

  it("is not charged as of a date that no page has shown", async () => {
    await withSubscriber(
      ({ small }) => small.month,
      async ({ world, ada, id, travel }) => {
        travel(day("2026-04-30"));
        const change = (at: Date) => choosePlan(ada, id, world.big.month, at);
        await expect(change(day("2026-04-01"))).rejects.toThrow("amount-moved");
        await expect(change(new Date(now().getTime() + dayMs))).rejects.toThrow("amount-moved");
        expect(await chargesOf(ada)).toEqual([3900]);
      },
    );
  });

  it("clicked twice at once is charged once", async () => {
    await withSubscriber(
      ({ small }) => small.month,
      async ({ world, ada, id, travel }) => {
        travel(day("2026-04-11"));
        await Promise.all([1, 2, 3].map(() => choosePlan(ada, id, world.big.month, now())));
        expect(await chargesOf(ada)).toEqual([3900, 4000]);
      },
    );
  });

  it("that the bank refused can be tried again with another card, under another key", async () => {
    await withSubscriber(
      ({ small }) => small.month,
      async ({ world, ada, id, travel }) => {
        travel(day("2026-04-11"));
        await expect(choosePlan(ada, id, world.big.month, now())).rejects.toThrow("card-declined");
        await expect(choosePlan(ada, id, world.big.month, now())).rejects.toThrow("card-declined");
        await replaceCard((await findCustomer(ada))!.stripeCustomerId, "4242424242424242");
        expect(await choosePlan(ada, id, world.big.month, now())).toBe("changed");
        expect(await chargesOf(ada)).toEqual([3900, 4000]);
      },
      "4000000000000341",
    );
  });
});

describe("a smaller plan", () => {
  it("begins with the end of what is paid; nothing is charged or lost until then", async () => {
    await withSubscriber(
      ({ big }) => big.month,
      async ({ world, ada, id, travel }) => {
        travel(day("2026-04-11"));
        expect(await previewChange(ada, id, world.small.month)).toMatchObject({
          when: "period-end",
          amount: 3900,
          at: day("2026-05-01"),
        });
        expect(await choosePlan(ada, id, world.small.month)).toBe("scheduled");
        expect(await liveOf(world, ada)).toMatchObject({
          priceId: world.big.month,
          pendingPriceId: world.small.month,
          pendingAt: day("2026-05-01"),
        });
        travel(day("2026-05-02"));
        await liveUntil(now());
        expect(await liveOf(world, ada)).toMatchObject({ priceId: world.small.month, pendingPriceId: null });
        expect(await chargesOf(ada)).toEqual([9900, 3900]);
        const big = (await heldBy(ada)).find(([, benefit]) => benefit === world.big.benefitId);
        expect(big?.[3]).toBe("2026-05-01T00:00:00.000Z");
        travel(day("2026-06-02"));
        await liveUntil(now());
        expect(await chargesOf(ada)).toEqual([9900, 3900, 3900]);
      },
    );
  });

  it("that was arranged can be replaced, dropped, and gives way to an upgrade, a cancellation and the present plan", async () => {
    await withSubscriber(
      ({ big }) => big.year,
      async ({ world, ada, id }) => {
        const pending = async () => (await liveOf(world, ada)).pendingPriceId;
        await choosePlan(ada, id, world.small.year);
        expect(await pending()).toBe(world.small.year);
        await choosePlan(ada, id, world.big.month);
        expect(await pending()).toBe(world.big.month);
        await dropPendingChange(ada, id);
        expect(await pending()).toBeNull();
        await choosePlan(ada, id, world.small.month);
        expect(await choosePlan(ada, id, world.big.year)).toBe("kept");
        expect(await pending()).toBeNull();
        await choosePlan(ada, id, world.small.month);
        await cancelAtPeriodEnd(ada, id, "too_expensive", "I read too little");
        expect(await pending()).toBeNull();
        const [row] = await read().select().from(subscriptions).where(eq(subscriptions.id, id));
        expect(row).toMatchObject({ cancelAtPeriodEnd: true, cancelComment: "I read too little" });
        await expect(choosePlan(ada, id, world.small.month)).rejects.toThrow("undo-first");
        await undoCancel(ada, id);
        await scheduleChange(ada, id, world.small.month);
        expect(await pending()).toBe(world.small.month);
        expect(await chargesOf(ada)).toEqual([99_000]);
      },
    );
  });

  it("of another community, off sale, or somebody else's subscription is refused", async () => {
    const [world, other] = [await makePaidCommunity("wheels"), await makePaidCommunity("slow-query")];
    const [ada, bob] = [await makePerson("Ada"), await makePerson("Bob")];
    await subscribeTo(world, ada, world.big.month);
    const { id } = await liveOf(world, ada);
    await expect(choosePlan(ada, id, other.small.month)).rejects.toThrow("plan-gone");
    await expect(choosePlan(bob, id, world.small.month)).rejects.toThrow("gone");
    await expect(scheduleChange(bob, id, world.small.month)).rejects.toThrow("gone");
    await expect(dropPendingChange(bob, id)).rejects.toThrow("gone");
  });
});

describe("a pause", () => {
  it("begins with the end of what is paid, charges nothing, and ends by itself", async () => {
    await withSubscriber(
      ({ small }) => small.month,
      async ({ world, ada, id, travel }) => {
        await pauseSubscription(ada, id, day("2026-07-01"));
        expect(await liveOf(world, ada)).toMatchObject({ resumesAt: day("2026-07-01") });
        travel(day("2026-06-15"));
        await liveUntil(now());
        expect(await chargesOf(ada)).toEqual([3900]);
        expect((await heldBy(ada)).map(([, , , until]) => until)).toEqual(["2026-05-01T00:00:00.000Z"]);
        travel(day("2026-07-02"));
        await liveUntil(now());
        expect(await chargesOf(ada)).toEqual([3900, 3900]);
        expect((await liveOf(world, ada)).pausedAt).toBeNull();
      },
    );
  });

  it("taken back within the paid time costs nothing; after it, a new period is charged at once", async () => {
    await withSubscriber(
      ({ small }) => small.month,
      async ({ world, ada, id, travel }) => {
        await pauseSubscription(ada, id, day("2026-09-01"));
        travel(day("2026-04-20"));
        await resumeSubscription(ada, id);
        expect((await liveOf(world, ada)).resumesAt).toBeNull();
        await pauseSubscription(ada, id, day("2026-09-01"));
        travel(day("2026-06-10"));
        await liveUntil(now());
        expect(await chargesOf(ada)).toEqual([3900]);
        await Promise.all([resumeSubscription(ada, id), resumeSubscription(ada, id)]);
        await deliverDirectly();
        expect(await chargesOf(ada)).toEqual([3900, 3900]);
        expect((await heldBy(ada)).map(([, , from, until]) => [from.slice(0, 10), until?.slice(0, 10)])).toEqual([
          ["2026-04-01", "2026-05-01"],
          ["2026-06-10", "2026-07-10"],
        ]);
      },
    );
  });

  it("is for a running subscription with nothing arranged, ends after the paid time and within a year", async () => {
    await withSubscriber(
      ({ big }) => big.month,
      async ({ world, ada, id }) => {
        await expect(pauseSubscription(ada, id, day("2026-05-01"))).rejects.toThrow("bad-pause");
        await expect(pauseSubscription(ada, id, day("2028-05-01"))).rejects.toThrow("bad-pause");
        await choosePlan(ada, id, world.small.month);
        await expect(pauseSubscription(ada, id, day("2026-07-01"))).rejects.toThrow("pause-not-now");
        await dropPendingChange(ada, id);
        await pauseSubscription(ada, id, day("2026-07-01"));
        await expect(choosePlan(ada, id, world.small.month)).rejects.toThrow("resume-first");
      },
    );
  });
});

describe("a new price", () => {
  it("is paid by old subscribers only when they are moved, two weeks after they are told", async () => {
    await withTravellingClock(day("2026-04-01"), async (travel) => {
      const world = await makePaidCommunity();
      const people = [await makePerson("Ada"), await makePerson("Bob"), await makePerson("Cy")] as const;
      const [ada, bob, cy] = people;
      for (const person of people) await subscribeTo(world, person, world.small.month);
      await cancelAtPeriodEnd(cy, (await liveOf(world, cy)).id, null);
      const { community, small } = world;
      const change = { communityId: community.id, productId: small.productId, currency: "CNY", actorId: null };
      await transact((tx) => setPlanPrices(tx, { ...change, monthAmount: 4900, yearAmount: null }));
      const plans = await listPlans(community.id);
      const toPriceId = plans.find(({ productId }) => productId === small.productId)!.month!.id;
      expect((await findPriceOnSale(community.id, toPriceId))?.price.amount).toBe(4900);
      travel(day("2026-04-25"));
      const move = { communityId: community.id, fromPriceId: small.month, toPriceId };
      expect(await moveSubscribers(move)).toBe(2);
      expect(await moveSubscribers(move)).toBe(0);
      const told = await read().select().from(notices).where(eq(notices.kind, "price-moves"));
      expect(told.map(({ payload }) => payload.at)).toEqual(Array(2).fill(String(day("2026-06-01").getTime())));
      travel(day("2026-06-02"));
      await liveUntil(now());
      for (const person of [ada, bob]) expect(await chargesOf(person)).toEqual([3900, 3900, 4900]);
      expect(await chargesOf(cy)).toEqual([3900]);
    });
  });
});

import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { read, transact } from "@/db/client";
import { payments } from "@/db/schema/billing";
import { liveUntil, makePaidCommunity, makePerson, subscribeTo } from "@/e2e/support/billing-world";
import { freshDatabase } from "@/e2e/support/database";
import { buy, makeCoupon, makePass } from "@/e2e/support/selling-world";
import { now, withTravellingClock } from "@/lib/platform/clock";
import { cancelAtPeriodEnd } from "./change-subscription";
import { withdrawPrice } from "./commands/term-prices";
import { mayPause, nextCharge, standingOf } from "./own-billing";
import { pauseSubscription } from "./pause-subscription";
import { findOwnBilledSubscription, listOwnPasses, listOwnSubscriptions } from "./queries/own-billing";
import { countReceipts, isLatestCharge, listOwnReceipts } from "./queries/own-receipts";
import { scheduleChange } from "./schedule-change";

beforeEach(freshDatabase);

const day = (text: string) => new Date(`${text}T00:00:00Z`);
const subscriptionOf = async (userId: string) => (await listOwnSubscriptions(userId))[0]!;
const chargesOf = async (userId: string) =>
  (await read().select().from(payments).where(eq(payments.userId, userId)).orderBy(payments.at)).map(
    ({ amount }) => amount,
  );

describe("what the billing page says of a subscription", () => {
  it("announces the charge that then comes: the plan's, a code's, and an arranged change's", async () => {
    await withTravellingClock(day("2026-01-31"), async (travel) => {
      const world = await makePaidCommunity();
      const [ada, bob, eve] = [await makePerson("Ada"), await makePerson("Bob"), await makePerson("Eve")];
      await makeCoupon(world.community.id, { code: "STAY", duration: "forever" });
      await subscribeTo(world, ada, world.big.month);
      await buy(world, bob, { priceId: world.big.month, coupon: "STAY" });
      await subscribeTo(world, eve, world.big.month);
      await scheduleChange(eve, (await subscriptionOf(eve)).id, world.small.month);
      const people = [ada, bob, eve];
      const told = await Promise.all(people.map(async (userId) => nextCharge(await subscriptionOf(userId))));
      expect(told.map((next) => [next?.amount, next?.at])).toEqual([
        [9900, day("2026-02-28")],
        [4950, day("2026-02-28")],
        [3900, day("2026-02-28")],
      ]);
      expect((await subscriptionOf(eve)).pending).toMatchObject({ planName: "Small", at: day("2026-02-28") });
      travel(day("2026-03-01"));
      await liveUntil(now());
      const charged = await Promise.all(people.map(async (userId) => (await chargesOf(userId)).at(-1)));
      expect(charged).toEqual(told.map((next) => next?.amount));
    });
  });

  it("says until when access lasts while a charge fails, and that a cancelled one charges nothing", async () => {
    await withTravellingClock(day("2026-01-10"), async (travel) => {
      const world = await makePaidCommunity();
      const [ada, bob] = [await makePerson("Ada"), await makePerson("Bob")];
      await subscribeTo(world, ada, world.small.month, "4000000000000341");
      await subscribeTo(world, bob, world.small.month);
      await cancelAtPeriodEnd(bob, (await subscriptionOf(bob)).id, "unused");
      expect([standingOf(await subscriptionOf(bob)), nextCharge(await subscriptionOf(bob))]).toEqual(["ends", null]);
      travel(day("2026-02-11"));
      await liveUntil(now());
      const late = await subscriptionOf(ada);
      expect([standingOf(late), late.openUntil]).toEqual(["pastDue", day("2026-02-17")]);
      expect(standingOf(await subscriptionOf(bob))).toBe("ended");
    });
  });

  it("knows a pause, and allows one only while nothing else is arranged", async () => {
    await withTravellingClock(day("2026-01-10"), async () => {
      const world = await makePaidCommunity();
      const ada = await makePerson();
      await subscribeTo(world, ada, world.small.month);
      const running = await subscriptionOf(ada);
      expect(mayPause(running)).toBe(true);
      await pauseSubscription(ada, running.id, day("2026-04-10"));
      const paused = await subscriptionOf(ada);
      expect([standingOf(paused), paused.resumesAt, mayPause(paused)]).toEqual(["paused", day("2026-04-10"), false]);
    });
  });

  it("is nobody else's business", async () => {
    const world = await makePaidCommunity();
    const [ada, eve] = [await makePerson("Ada"), await makePerson("Eve")];
    await subscribeTo(world, ada, world.small.month);
    const { id } = await subscriptionOf(ada);
    expect(await listOwnSubscriptions(eve)).toEqual([]);
    expect(await findOwnBilledSubscription(eve, id)).toBeNull();
  });
});

describe("passes", () => {
  it("stand as one line until the end of their stack, with the price that adds as many days", async () => {
    await withTravellingClock(day("2026-01-01"), async (travel) => {
      const world = await makePaidCommunity();
      const ada = await makePerson();
      const pass = await makePass(world, { days: 30 });
      await buy(world, ada, { priceId: pass.priceId });
      travel(day("2026-01-11"));
      await buy(world, ada, { priceId: pass.priceId });
      const [own, ...others] = await listOwnPasses(ada);
      expect(others).toEqual([]);
      expect(own).toMatchObject({
        name: "Pass",
        startsAt: day("2026-01-01"),
        endsAt: day("2026-03-02"),
        renewal: { priceId: pass.priceId, amount: 9900, termDays: 30 },
      });
      const gone = { communityId: world.community.id, actorId: null, ...pass };
      await transact((tx) => withdrawPrice(tx, gone));
      expect((await listOwnPasses(ada))[0]?.renewal).toBeNull();
      expect(await listOwnPasses(world.ownerId)).toEqual([]);
    });
  });
});

describe("receipts", () => {
  it("come page by page, the newest first, and only one's own", async () => {
    await withTravellingClock(day("2026-01-10"), async (travel) => {
      const world = await makePaidCommunity();
      const ada = await makePerson();
      await subscribeTo(world, ada, world.small.month);
      travel(day("2026-03-11"));
      await liveUntil(now());
      const numbers = (rows: { payment: { number: string } }[]) => rows.map(({ payment }) => payment.number);
      const first = await listOwnReceipts(ada, { after: null, limit: 2 });
      expect([numbers(first.rows), await countReceipts(ada)]).toEqual([["W-000003", "W-000002"], 3]);
      const rest = await listOwnReceipts(ada, { after: first.next, limit: 2 });
      expect([numbers(rest.rows), rest.next]).toEqual([["W-000001"], null]);
      expect((await listOwnReceipts(world.ownerId, { after: null, limit: 2 })).rows).toEqual([]);
      const { id } = await subscriptionOf(ada);
      const paid = [...first.rows, ...rest.rows].map(({ payment }) => isLatestCharge(id, payment.id));
      expect(await Promise.all(paid)).toEqual([true, false, false]);
    });
  });
});

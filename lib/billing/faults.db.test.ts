import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { read } from "@/db/client";
import { orders, subscriptions } from "@/db/schema/billing";
import {
  booksOf,
  liveUntil,
  makePaidCommunity,
  makePerson,
  sessionIdOf,
  subscribeTo,
} from "@/e2e/support/billing-world";
import { freshDatabase } from "@/e2e/support/database";
import { makePass } from "@/e2e/support/selling-world";
import { now, withTravellingClock } from "@/lib/platform/clock";
import { Refusal } from "@/lib/platform/errors";
import { cancelAtPeriodEnd, changePlan, undoCancel } from "./change-subscription";
import { deliverDirectly } from "./deliver-directly";
import { stripe } from "./gateway";
import { pauseSubscription, resumeSubscription } from "./pause-subscription";
import { findCustomer } from "./queries/customers";
import { findLiveSubscription } from "./queries/subscriptions";
import { payCheckout } from "./sandbox/checkout";
import { clearFaults, type FaultKind, setFault } from "./sandbox/faults";
import { scheduleChange } from "./schedule-change";
import { startCheckout } from "./start-checkout";

beforeEach(freshDatabase);

const day = (text: string) => new Date(`${text}T00:00:00Z`);
/** The SDK tries three times by itself: that often the fault must hold for us to see it. */
const stubborn = 3;
const kinds: FaultKind[] = ["500", "503", "429", "slow", "lost"];
/** For what happens after the SDK has given up: what is said, and that trying again works. */
const faults = kinds.map((kind) => ({ kind, times: stubborn, slowMs: 5 }));

/** Does something while Stripe fails, and says how it ended: done, or the code of the sentence. */
async function under(path: string, fault: (typeof faults)[number], work: () => Promise<unknown>): Promise<string> {
  await setFault({ path, ...fault });
  try {
    await work();
    return "done";
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  } finally {
    await clearFaults();
  }
}

const paymentsOf = async (userId: string) => {
  const customer = await findCustomer(userId);
  if (!customer) return [];
  const { data } = await stripe().paymentIntents.list({ customer: customer.stripeCustomerId });
  return data.filter(({ status }) => status === "succeeded").map(({ amount }) => amount);
};
const sentences = ["done", "payment-unreachable", "payment-unknown"];

describe("a checkout", () => {
  for (const path of ["POST customers", "POST products", "POST prices", "POST checkout/sessions"]) {
    it.each(faults)(`with $kind at ${path} says a sentence, and the next click leads to one payment`, async (fault) => {
      const world = await makePaidCommunity();
      const ada = await makePerson();
      const start = () => startCheckout({ community: world.community, userId: ada, priceId: world.small.month });
      expect(sentences).toContain(await under(path, fault, start));
      const address = await start();
      expect(await start()).toBe(address);
      expect((await payCheckout(sessionIdOf(address), "4242424242424242")).state).toBe("paid");
      await deliverDirectly();
      expect(await paymentsOf(ada)).toEqual([3900]);
      expect((await booksOf(ada)).subscriptions).toHaveLength(1);
      const open = (await read().select().from(orders).where(eq(orders.userId, ada))).filter(
        ({ state }) => state === "open",
      );
      expect(open).toEqual([]);
    });
  }

  it("of a pass whose session's answer got lost resumes the very session, so that there is one to pay", async () => {
    const world = await makePaidCommunity();
    const ada = await makePerson();
    const { priceId } = await makePass(world);
    const start = () => startCheckout({ community: world.community, userId: ada, priceId });
    const lost = { kind: "lost", times: stubborn, slowMs: 0 } as const;
    expect(await under("POST checkout/sessions", lost, start)).toBe("payment-unreachable");
    const address = await start();
    const customer = (await findCustomer(ada))!.stripeCustomerId;
    const sessions = (await stripe().checkout.sessions.list({ customer })).data;
    expect(sessions.map(({ url }) => url)).toEqual([address]);
  });
});

describe("an upgrade", () => {
  it.each([...faults, { kind: "402" as const, times: 1, slowMs: 0 }])(
    "with $kind says a sentence, charges nothing twice, and works when it is tried again",
    async (fault) => {
      await withTravellingClock(day("2026-04-01"), async (travel) => {
        const world = await makePaidCommunity();
        const ada = await makePerson();
        await subscribeTo(world, ada, world.small.month);
        travel(day("2026-04-11"));
        const { id } = (await findLiveSubscription(world.community.id, ada))!;
        const upgrade = () => changePlan(ada, id, world.big.month);
        const said = await under("POST subscriptions/", fault, upgrade);
        expect([...sentences, "card-declined"]).toContain(said);
        await upgrade();
        await deliverDirectly();
        expect((await paymentsOf(ada)).toSorted()).toEqual([3900, 4000]);
        expect((await findLiveSubscription(world.community.id, ada))?.priceId).toBe(world.big.month);
      });
    },
  );

  it("whose answer got lost is not said to have failed when Stripe, asked again, shows that it was made", async () => {
    await withTravellingClock(day("2026-04-01"), async (travel) => {
      const world = await makePaidCommunity();
      const ada = await makePerson();
      await subscribeTo(world, ada, world.small.month);
      travel(day("2026-04-11"));
      const { id } = (await findLiveSubscription(world.community.id, ada))!;
      const lost = { kind: "lost", times: stubborn, slowMs: 0 } as const;
      expect(await under("POST subscriptions/", lost, () => changePlan(ada, id, world.big.month))).toBe("done");
      expect((await findLiveSubscription(world.community.id, ada))?.priceId).toBe(world.big.month);
    });
  });

  it("while Stripe is away altogether says that nobody knows, and counts no attempt", async () => {
    await withTravellingClock(day("2026-04-01"), async (travel) => {
      const world = await makePaidCommunity();
      const ada = await makePerson();
      await subscribeTo(world, ada, world.small.month);
      travel(day("2026-04-11"));
      const { id } = (await findLiveSubscription(world.community.id, ada))!;
      await setFault({ path: "GET subscriptions/", kind: "503", times: 20 });
      await expect(changePlan(ada, id, world.big.month)).rejects.toThrow("payment-unreachable");
      await clearFaults();
      const [row] = await read().select().from(subscriptions).where(eq(subscriptions.id, id));
      expect(row?.refusedCalls).toBe(0);
      expect(await paymentsOf(ada)).toEqual([3900]);
    });
  });
});

describe("going on after a pause", () => {
  it.each(faults)("with $kind charges once", async (fault) => {
    await withTravellingClock(day("2026-04-01"), async (travel) => {
      const world = await makePaidCommunity();
      const ada = await makePerson();
      await subscribeTo(world, ada, world.small.month);
      const { id } = (await findLiveSubscription(world.community.id, ada))!;
      await pauseSubscription(ada, id, day("2026-10-01"));
      travel(day("2026-06-10"));
      await liveUntil(now());
      expect(sentences).toContain(await under("POST subscriptions/", fault, () => resumeSubscription(ada, id)));
      await resumeSubscription(ada, id);
      await deliverDirectly();
      expect(await paymentsOf(ada)).toEqual([3900, 3900]);
    });
  });
});

describe("a cancellation, its undoing and a change agreed for later", () => {
  it.each(faults)("with $kind say a sentence and can be done again", async (fault) => {
    await withTravellingClock(day("2026-04-01"), async () => {
      const world = await makePaidCommunity();
      const ada = await makePerson();
      await subscribeTo(world, ada, world.big.month);
      const live = async () => (await findLiveSubscription(world.community.id, ada))!;
      const { id } = await live();
      const cancel = () => cancelAtPeriodEnd(ada, id, "unused");
      expect(sentences).toContain(await under("POST subscriptions/", fault, cancel));
      await cancel();
      expect((await live()).cancelAtPeriodEnd).toBe(true);
      const undo = () => undoCancel(ada, id);
      expect(sentences).toContain(await under("POST subscriptions/", fault, undo));
      await undo();
      expect((await live()).cancelAtPeriodEnd).toBe(false);
      const schedule = () => scheduleChange(ada, id, world.small.month);
      expect(sentences).toContain(await under("POST subscription_schedules", fault, schedule));
      await schedule();
      expect((await live()).pendingPriceId).toBe(world.small.month);
      expect(await paymentsOf(ada)).toEqual([9900]);
    });
  });
});

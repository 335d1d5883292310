import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { read, transact } from "@/db/client";
import { differences, reconcileRuns } from "@/db/schema/accounts";
import { grants, payments, stripeEvents } from "@/db/schema/billing";
import { disputes, refunds } from "@/db/schema/ledger";
import { booksOf, makePaidCommunity, makePerson, payFor, subscribeTo } from "@/e2e/support/billing-world";
import { freshDatabase } from "@/e2e/support/database";
import { makePass } from "@/e2e/support/selling-world";
import { dayMs, hourMs, now, withTravellingClock } from "@/lib/platform/clock";
import { stripe } from "./gateway";
import { findCustomer } from "./queries/customers";
import { listDifferences, listRuns } from "./queries/reconcile-runs";
import { findLiveSubscription } from "./queries/subscriptions";
import { reconcile } from "./reconcile";
import { advanceSandbox } from "./sandbox/clock";
import { openDispute } from "./sandbox/disputing";
import { listObjects } from "./sandbox/queries";

beforeEach(freshDatabase);

const day = (text: string) => new Date(`${text}T00:00:00Z`);

async function latestPayment(userId: string) {
  const customer = (await findCustomer(userId))!.stripeCustomerId;
  return (await stripe().paymentIntents.list({ customer })).data[0]!;
}

describe("when no webhook arrives, one comparison with Stripe", () => {
  it("finds a payment, says what differed, and finds nothing the second time", async () => {
    await withTravellingClock(day("2026-01-10"), async () => {
      const world = await makePaidCommunity();
      const ada = await makePerson();
      await payFor(world, ada, world.small.month);
      expect((await booksOf(ada)).grants).toEqual([]);
      const report = await reconcile();
      expect((await booksOf(ada)).grants).toHaveLength(1);
      expect(report).toMatchObject({ looked: 1, repaired: 1, failed: 0 });
      const kinds = new Set(report.differences.map(({ kind }) => kind));
      for (const kind of ["order", "payment", "subscription", "grant", "ledger"] as const)
        expect(kinds).toContain(kind);
      expect((await listDifferences(world.community.id)).length).toBe(report.differences.length);
      expect((await reconcile()).differences).toEqual([]);
      expect(await listRuns(world.community.id)).toHaveLength(2);
    });
  });

  it("finds renewals and the end of a subscription", async () => {
    await withTravellingClock(day("2026-01-10"), async (travel) => {
      const world = await makePaidCommunity();
      const ada = await makePerson();
      await subscribeTo(world, ada, world.small.month);
      travel(day("2026-03-11"));
      await advanceSandbox(now());
      await reconcile();
      const [held] = await read().select().from(grants);
      expect(held?.paidUntil).toEqual(day("2026-04-10"));
      expect((await booksOf(ada)).payments).toHaveLength(3);
      const running = await findLiveSubscription(world.community.id, ada);
      await stripe().subscriptions.cancel(running!.stripeSubscriptionId);
      await reconcile();
      expect(await findLiveSubscription(world.community.id, ada)).toBeNull();
    });
  });

  it("finds a refund and a dispute made at Stripe", async () => {
    await withTravellingClock(day("2026-01-10"), async (travel) => {
      const world = await makePaidCommunity();
      const pass = await makePass(world);
      const [ada, bob] = [await makePerson("Ada"), await makePerson("Bob")];
      for (const person of [ada, bob]) await subscribeTo(world, person, pass.priceId);
      await reconcile();
      travel(day("2026-01-12"));
      await stripe().refunds.create({ payment_intent: (await latestPayment(ada)).id });
      const customer = (await findCustomer(bob))!.stripeCustomerId;
      const [charge] = await listObjects("charge", customer);
      await transact((tx) => openDispute(tx, charge!, now()));
      travel(new Date(now().getTime() + hourMs));
      await reconcile();
      expect((await read().select().from(refunds)).map(({ state }) => state)).toEqual(["succeeded"]);
      expect((await read().select().from(disputes)).map(({ state }) => state)).toEqual(["needs_response"]);
      const held = await read().select().from(grants);
      expect(held.map(({ endsAt, sourceNote }) => [endsAt, sourceNote]).sort()).toEqual([
        [day("2026-01-12"), "disputed"],
        [day("2026-01-12"), "refunded"],
      ]);
    });
  });

  it("looks at whoever is in the day between a paid period and its renewal", async () => {
    await withTravellingClock(day("2026-01-10"), async (travel) => {
      const world = await makePaidCommunity();
      const ada = await makePerson();
      await subscribeTo(world, ada, world.small.month);
      travel(new Date(day("2026-02-10").getTime() + 2 * hourMs));
      await advanceSandbox(now());
      expect((await reconcile()).repaired).toBe(1);
      const [held] = await read().select().from(grants);
      expect(held?.paidUntil).toEqual(day("2026-03-10"));
    });
  });

  it("leaves alone what is not ours", async () => {
    const world = await makePaidCommunity();
    await stripe().customers.create({ email: "someone@example.org" });
    const ada = await makePerson();
    await subscribeTo(world, ada, world.small.month);
    await reconcile();
    expect(await read().select().from(payments)).toHaveLength(1);
    expect((await reconcile()).differences).toEqual([]);
  });
});

describe("a comparison", () => {
  it("of one community looks at its payers alone", async () => {
    const [world, other] = [await makePaidCommunity("wheels"), await makePaidCommunity("slow-query")];
    const [ada, bob] = [await makePerson("Ada"), await makePerson("Bob")];
    await payFor(world, ada, world.small.month);
    await payFor(other, bob, other.small.month);
    await reconcile({ communityId: world.community.id, startedBy: world.ownerId });
    expect((await booksOf(ada)).grants).toHaveLength(1);
    expect((await booksOf(bob)).grants).toEqual([]);
    const [run, ...more] = await read()
      .select()
      .from(reconcileRuns)
      .where(eq(reconcileRuns.communityId, world.community.id));
    expect(more).toEqual([]);
    expect(run).toMatchObject({ looked: 1, repaired: 1, failed: 0, startedBy: world.ownerId });
    expect(run!.endedAt).not.toBeNull();
    expect(new Set((await read().select().from(differences)).map(({ communityId }) => communityId))).toEqual(
      new Set([world.community.id]),
    );
  });

  it("asks for no more than what happened since the last one", async () => {
    await withTravellingClock(day("2026-01-10"), async (travel) => {
      const world = await makePaidCommunity();
      const ada = await makePerson();
      await subscribeTo(world, ada, world.small.month);
      travel(new Date(now().getTime() + 2 * hourMs));
      await reconcile();
      await transact((tx) => tx.delete(stripeEvents));
      travel(new Date(now().getTime() + dayMs / 2));
      expect((await reconcile()).looked).toBe(0);
    });
  });
});

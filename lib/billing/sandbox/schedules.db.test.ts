import type Stripe from "stripe";
import { beforeEach, describe, expect, it } from "vitest";
import { freshDatabase } from "@/e2e/support/database";
import { makeShop, refusal, type SandboxShop, subscribeInSandbox, toldEvents } from "@/e2e/support/sandbox-shop";
import { now, withTravellingClock } from "@/lib/platform/clock";
import { stripe } from "../gateway";
import { advanceSandbox } from "./clock";

beforeEach(freshDatabase);

const at = (text: string) => new Date(`${text}T00:00:00Z`);
const unix = (text: string) => at(text).getTime() / 1000;

async function schedulePrice(subscription: Stripe.Subscription, price: Stripe.Price) {
  const made = await stripe().subscriptionSchedules.create({ from_subscription: subscription.id });
  const [phase] = made.phases;
  return stripe().subscriptionSchedules.update(made.id, {
    end_behavior: "release",
    phases: [
      {
        start_date: phase!.start_date,
        end_date: phase!.end_date,
        items: phase!.items.map((item) => ({ price: String(item.price), quantity: 1 })),
      },
      {
        items: [{ price: price.id, quantity: 1 }],
        duration: { interval: price.recurring!.interval === "year" ? "year" : "month", interval_count: 1 },
        proration_behavior: "none",
        metadata: { planned: "yes" },
      },
    ],
  });
}

async function live(story: (shop: SandboxShop, travel: (to: string) => Promise<void>) => Promise<void>) {
  await withTravellingClock(at("2026-01-01"), async (travel) => {
    await story(await makeShop(), async (to) => {
      travel(at(to));
      await advanceSandbox(now());
    });
  });
}

describe("a change scheduled for the end of the period", () => {
  it("is seen on the subscription, happens with the renewal, and lets go afterwards", async () => {
    await live(async (shop, travel) => {
      const made = await subscribeInSandbox(shop, shop.bigMonth);
      await schedulePrice(made, shop.month);
      const [waiting] = (await stripe().subscriptions.list({ customer: shop.customer.id, expand: ["data.schedule"] }))
        .data;
      const schedule = waiting!.schedule as Stripe.SubscriptionSchedule;
      expect(schedule.phases.map(({ start_date }) => start_date)).toEqual([unix("2026-01-01"), unix("2026-02-01")]);
      expect(waiting!.items.data[0]?.price.id).toBe(shop.bigMonth.id);
      await travel("2026-02-01");
      const changed = await stripe().subscriptions.retrieve(made.id);
      expect([changed.items.data[0]?.price.id, changed.metadata.planned]).toEqual([shop.month.id, "yes"]);
      await travel("2026-03-01");
      const free = await stripe().subscriptions.retrieve(made.id);
      expect([free.schedule, free.status]).toEqual([null, "active"]);
      const paid = (await stripe().invoices.list({ customer: shop.customer.id })).data.map((each) => each.amount_paid);
      expect(paid).toEqual([3900, 3900, 9900]);
      expect((await toldEvents()).filter((type) => type.startsWith("subscription_schedule"))).toEqual([
        "subscription_schedule.created",
        "subscription_schedule.updated",
        "subscription_schedule.updated",
        "subscription_schedule.released",
      ]);
    });
  });

  it("to another interval begins its own year at the boundary", async () => {
    await live(async (shop, travel) => {
      const made = await subscribeInSandbox(shop, shop.month);
      await schedulePrice(made, shop.year);
      await travel("2026-02-01");
      const changed = await stripe().subscriptions.retrieve(made.id);
      expect(changed.items.data[0]).toMatchObject({
        current_period_start: unix("2026-02-01"),
        current_period_end: unix("2027-02-01"),
      });
      expect(changed.billing_cycle_anchor).toBe(unix("2026-02-01"));
    });
  });

  it("does not happen once it is released, and another may take its place", async () => {
    await live(async (shop, travel) => {
      const made = await subscribeInSandbox(shop, shop.bigMonth);
      const schedule = await schedulePrice(made, shop.month);
      expect((await refusal(stripe().subscriptionSchedules.create({ from_subscription: made.id })))[3]).toBe(
        "from_subscription",
      );
      expect((await refusal(stripe().subscriptions.update(made.id, { cancel_at_period_end: true })))[3]).toBe(
        "cancel_at_period_end",
      );
      const released = await stripe().subscriptionSchedules.release(schedule.id);
      expect([released.status, released.released_subscription]).toEqual(["released", made.id]);
      expect((await refusal(stripe().subscriptionSchedules.release(schedule.id)))[0]).toBe(400);
      await travel("2026-02-01");
      expect((await stripe().subscriptions.retrieve(made.id)).items.data[0]?.price.id).toBe(shop.bigMonth.id);
      await schedulePrice(await stripe().subscriptions.retrieve(made.id), shop.month);
      await travel("2026-03-01");
      expect((await stripe().subscriptions.retrieve(made.id)).items.data[0]?.price.id).toBe(shop.month.id);
    });
  });

  it("ends with the subscription", async () => {
    await live(async (shop) => {
      const made = await subscribeInSandbox(shop, shop.bigMonth);
      const schedule = await schedulePrice(made, shop.month);
      await stripe().subscriptions.cancel(made.id, { cancellation_details: { comment: "moving" } });
      expect((await stripe().subscriptionSchedules.retrieve(schedule.id)).status).toBe("canceled");
      const listed = await stripe().subscriptionSchedules.list({ customer: shop.customer.id });
      expect(listed.data).toHaveLength(1);
    });
  });
});

describe("a pause", () => {
  it("lets periods pass unpaid and takes itself back at its end", async () => {
    await live(async (shop, travel) => {
      const { id } = await subscribeInSandbox(shop, shop.month);
      await stripe().subscriptions.update(id, {
        pause_collection: { behavior: "void", resumes_at: unix("2026-03-15") },
      });
      await travel("2026-04-01");
      const statuses = (await stripe().invoices.list({ customer: shop.customer.id })).data.map(({ status }) => status);
      expect(statuses).toEqual(["paid", "void", "void", "paid"]);
      const resumed = await stripe().subscriptions.retrieve(id);
      expect([resumed.pause_collection, resumed.status]).toEqual([null, "active"]);
      expect(await toldEvents()).toContain("invoice.voided");
    });
  });

  it("taken back after the paid period begins a new one, paid at once", async () => {
    await live(async (shop, travel) => {
      const { id } = await subscribeInSandbox(shop, shop.month);
      await stripe().subscriptions.update(id, { pause_collection: { behavior: "void" } });
      await travel("2026-02-10");
      const back = await stripe().subscriptions.update(id, {
        pause_collection: "",
        billing_cycle_anchor: { type: "now" },
        proration_behavior: "none",
        payment_behavior: "error_if_incomplete",
      });
      expect(back.items.data[0]).toMatchObject({
        current_period_start: unix("2026-02-10"),
        current_period_end: unix("2026-03-10"),
      });
      const [last] = (await stripe().invoices.list({ customer: shop.customer.id, limit: 1 })).data;
      expect([last?.status, last?.amount_paid]).toEqual(["paid", 3900]);
    });
  });
});

describe("a change now", () => {
  it("costs what its preview said, when the same moment is named", async () => {
    await live(async (shop, travel) => {
      const made = await subscribeInSandbox(shop, shop.month);
      await travel("2026-01-16");
      const item = made.items.data[0]!.id;
      const change = {
        items: [{ id: item, price: shop.bigMonth.id }],
        proration_behavior: "always_invoice" as const,
        proration_date: unix("2026-01-16"),
      };
      const preview = await stripe().invoices.createPreview({ subscription: made.id, subscription_details: change });
      expect(preview.lines.data.map(({ amount }) => amount)).toEqual([-2013, 5110]);
      await travel("2026-01-17");
      await stripe().subscriptions.update(made.id, { ...change, payment_behavior: "error_if_incomplete" });
      const [paid] = (await stripe().invoices.list({ customer: shop.customer.id, limit: 1 })).data;
      expect(paid?.amount_paid).toBe(preview.amount_due);
      expect((await stripe().invoices.listLineItems(paid!.id)).data).toHaveLength(2);
      const next = await stripe().invoices.createPreview({ subscription: made.id });
      expect([next.amount_due, next.period_end]).toEqual([9900, unix("2026-02-01")]);
    });
  });

  it("that comes after a renewal the clock has not made yet meets the renewed period", async () => {
    await withTravellingClock(at("2026-01-01"), async (travel) => {
      const shop = await makeShop();
      const made = await subscribeInSandbox(shop, shop.month);
      travel(at("2026-02-02"));
      const changed = await stripe().subscriptions.update(made.id, {
        items: [{ id: made.items.data[0]!.id, price: shop.bigMonth.id }],
        proration_behavior: "always_invoice",
        payment_behavior: "error_if_incomplete",
      });
      expect(changed.items.data[0]?.current_period_end).toBe(unix("2026-03-01"));
      const paid = (await stripe().invoices.list({ customer: shop.customer.id })).data.map((each) => each.amount_paid);
      expect(paid.every((amount) => amount > 0)).toBe(true);
      expect(paid).toHaveLength(3);
    });
  });

  it("that the card does not pay changes nothing, or leaves the subscription past due when that is allowed", async () => {
    await live(async (shop, travel) => {
      const made = await subscribeInSandbox(shop, shop.month, {}, "4000000000000341");
      await travel("2026-01-10");
      const change = {
        items: [{ id: made.items.data[0]!.id, price: shop.bigMonth.id }],
        proration_behavior: "always_invoice" as const,
      };
      const strict = stripe().subscriptions.update(made.id, { ...change, payment_behavior: "error_if_incomplete" });
      expect((await refusal(strict)).slice(0, 3)).toEqual([402, "StripeCardError", "card_declined"]);
      expect((await stripe().subscriptions.retrieve(made.id)).items.data[0]?.price.id).toBe(shop.month.id);
      const loose = await stripe().subscriptions.update(made.id, change);
      expect([loose.status, loose.items.data[0]?.price.id]).toEqual(["past_due", shop.bigMonth.id]);
    });
  });
});

import type Stripe from "stripe";
import { beforeEach, describe, expect, it } from "vitest";
import { freshDatabase } from "@/e2e/support/database";
import { buy, makeShop, openSession, refusal, subscribeInSandbox, toldEvents } from "@/e2e/support/sandbox-shop";
import { now, withTravellingClock } from "@/lib/platform/clock";
import { stripe } from "../gateway";
import { payCheckout } from "./checkout";
import { advanceSandbox } from "./clock";

beforeEach(freshDatabase);

const at = (text: string) => new Date(`${text}T00:00:00Z`);
const paidAmounts = async (customer: string) =>
  (await stripe().invoices.list({ customer })).data.map(({ amount_paid }) => amount_paid).toReversed();

describe("coupons", () => {
  it("lower the first invoice, some months, or all of them", async () => {
    await withTravellingClock(at("2026-01-01"), async (travel) => {
      const coupons = [
        { duration: "once", percent_off: 12.5 },
        { duration: "repeating", duration_in_months: 2, amount_off: 900, currency: "cny" },
        { duration: "forever", percent_off: 100 },
      ] as const;
      const expected = [
        [3412, 3900, 3900],
        [3000, 3000, 3900],
        [0, 0, 0],
      ];
      const shops = await Promise.all(coupons.map(() => makeShop()));
      for (const [index, params] of coupons.entries()) {
        const coupon = await stripe().coupons.create(params);
        const shop = shops[index]!;
        const session = await openSession(shop, shop.month, { discounts: [{ coupon: coupon.id }] });
        expect(session.amount_total).toBe(expected[index]![0]);
        expect(session.total_details?.amount_discount).toBe(3900 - expected[index]![0]!);
        await payCheckout(session.id, "4242424242424242");
        expect((await stripe().coupons.retrieve(coupon.id)).times_redeemed).toBe(1);
      }
      for (const day of ["2026-02-01", "2026-03-01"]) {
        travel(at(day));
        await advanceSandbox(now());
      }
      for (const [index, shop] of shops.entries()) expect(await paidAmounts(shop.customer.id)).toEqual(expected[index]);
    });
  });

  it("are named by the subscription, the invoice and its line", async () => {
    const shop = await makeShop();
    const coupon = await stripe().coupons.create({ duration: "forever", percent_off: 10 });
    const made = await subscribeInSandbox(shop, shop.month, { discounts: [{ coupon: coupon.id }] });
    const subscription = await stripe().subscriptions.retrieve(made.id, {
      expand: ["discounts.source.coupon", "latest_invoice"],
    });
    const discount = subscription.discounts[0] as Stripe.Discount;
    expect((discount.source.coupon as Stripe.Coupon).percent_off).toBe(10);
    const invoice = subscription.latest_invoice as Stripe.Invoice;
    expect(invoice).toMatchObject({ subtotal: 3900, total: 3510, amount_paid: 3510 });
    expect(invoice.total_discount_amounts).toEqual([{ amount: 390, discount: discount.id }]);
    expect(invoice.lines.data[0]?.discount_amounts).toEqual([{ amount: 390, discount: discount.id }]);
    const cleared = await stripe().subscriptions.update(made.id, { discounts: "" });
    expect(cleared.discounts).toEqual([]);
  });

  it("that are used up, over, of another currency, deleted or contradictory are refused", async () => {
    const shop = await makeShop();
    const one = await stripe().coupons.create({ id: "ONE", duration: "once", percent_off: 50, max_redemptions: 1 });
    await buy(shop, shop.once, { discounts: [{ coupon: one.id }] });
    const with_ = (coupon: string) => refusal(openSession(shop, shop.once, { discounts: [{ coupon }] }));
    expect((await with_("ONE"))[2]).toBe("coupon_expired");
    expect((await stripe().coupons.retrieve("ONE")).valid).toBe(false);
    const dollars = await stripe().coupons.create({ duration: "once", amount_off: 100, currency: "usd" });
    expect((await with_(dollars.id))[3]).toBe("discounts[0][coupon]");
    const over = Math.floor(now().getTime() / 1000) - 1;
    const late = await stripe().coupons.create({ duration: "once", percent_off: 5, redeem_by: over });
    expect((await with_(late.id))[2]).toBe("coupon_expired");
    await stripe().coupons.del("ONE");
    expect((await refusal(stripe().coupons.retrieve("ONE")))[0]).toBe(404);
    expect((await refusal(stripe().coupons.create({ duration: "once" })))[3]).toBe("percent_off");
    expect((await refusal(stripe().coupons.create({ duration: "repeating", percent_off: 5 })))[3]).toBe(
      "duration_in_months",
    );
  });
});

describe("a price made for one checkout", () => {
  it("is paid as given and cannot be bought again", async () => {
    const shop = await makeShop();
    const price_data = { currency: "cny", product: shop.product.id, unit_amount: 777 };
    const paid = await buy(shop, shop.once, { line_items: [{ price_data, quantity: 1 }] });
    expect(paid).toMatchObject({ amount_total: 777, payment_status: "paid" });
    const items = await stripe().checkout.sessions.listLineItems(paid.id);
    const again = openSession(shop, items.data[0]!.price as Stripe.Price);
    expect((await refusal(again))[3]).toBe("line_items[0][price]");
    const half = { mode: "payment" as const, line_items: [{ quantity: 1 }] };
    expect((await refusal(openSession(shop, shop.once, half)))[3]).toBe("line_items[0][price]");
  });

  it("of nothing needs no payment", async () => {
    const shop = await makeShop();
    const coupon = await stripe().coupons.create({ duration: "once", percent_off: 100 });
    const free = await buy(shop, shop.once, { discounts: [{ coupon: coupon.id }] });
    expect(free).toMatchObject({ amount_total: 0, payment_status: "no_payment_required", payment_intent: null });
  });
});

describe("a trial", () => {
  it("takes the card, charges nothing, is announced, and is paid from its end on", async () => {
    await withTravellingClock(at("2026-01-01"), async (travel) => {
      const shop = await makeShop();
      const session = await buy(shop, shop.month, { subscription_data: { trial_period_days: 10 } });
      expect(session).toMatchObject({ amount_total: 0, payment_status: "no_payment_required" });
      const id = String(session.subscription);
      const trial = await stripe().subscriptions.retrieve(id, { expand: ["default_payment_method"] });
      expect([trial.status, trial.trial_end]).toEqual(["trialing", at("2026-01-11").getTime() / 1000]);
      expect((trial.default_payment_method as Stripe.PaymentMethod).card?.fingerprint).toMatch(/^[\w-]{16}$/);
      travel(at("2026-01-11"));
      await advanceSandbox(now());
      const paying = await stripe().subscriptions.retrieve(id);
      expect(paying.status).toBe("active");
      expect(paying.items.data[0]?.current_period_end).toBe(at("2026-02-11").getTime() / 1000);
      expect(await paidAmounts(shop.customer.id)).toEqual([0, 3900]);
      expect(await toldEvents()).toContain("customer.subscription.trial_will_end");
    });
  });

  it("whose card fails at its end leaves an unpaid invoice with the next try; paying it by hand recovers", async () => {
    await withTravellingClock(at("2026-01-01"), async (travel) => {
      const shop = await makeShop();
      const trial = { subscription_data: { trial_period_days: 10 } };
      const { id } = await subscribeInSandbox(shop, shop.month, trial, "4000000000000341");
      travel(at("2026-01-11"));
      await advanceSandbox(now());
      const [open] = (await stripe().invoices.list({ customer: shop.customer.id, status: "open" })).data;
      expect(open).toMatchObject({
        amount_due: 3900,
        attempt_count: 1,
        next_payment_attempt: at("2026-01-14").getTime() / 1000,
      });
      expect((await stripe().subscriptions.retrieve(id)).status).toBe("past_due");
      expect((await refusal(stripe().invoices.pay(open!.id)))[2]).toBe("card_declined");
      const good = await buy(shop, shop.year);
      const { default_payment_method } = await stripe().subscriptions.retrieve(String(good.subscription));
      await stripe().invoices.pay(open!.id, { payment_method: String(default_payment_method) });
      expect((await stripe().subscriptions.retrieve(id)).status).toBe("active");
      expect((await refusal(stripe().invoices.pay(open!.id)))[2]).toBe("invoice_already_paid");
    });
  });

  it("can be ended now, given to a running subscription, and is never under two days at the checkout", async () => {
    await withTravellingClock(at("2026-01-01"), async (travel) => {
      const shop = await makeShop();
      const { id } = await subscribeInSandbox(shop, shop.month, { subscription_data: { trial_period_days: 10 } });
      travel(at("2026-01-03"));
      const ended = await stripe().subscriptions.update(id, { trial_end: "now", proration_behavior: "none" });
      expect([ended.status, ended.trial_end]).toEqual(["active", at("2026-01-03").getTime() / 1000]);
      expect(await paidAmounts(shop.customer.id)).toEqual([0, 3900]);
      const until = at("2026-03-01").getTime() / 1000;
      const given = await stripe().subscriptions.update(id, { trial_end: until, proration_behavior: "none" });
      expect([given.status, given.items.data[0]?.current_period_end]).toEqual(["trialing", until]);
      const soon = { subscription_data: { trial_end: at("2026-01-04").getTime() / 1000 } };
      expect((await refusal(openSession(shop, shop.month, soon)))[3]).toBe("subscription_data[trial_end]");
    });
  });
});

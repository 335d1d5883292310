import { eq } from "drizzle-orm";
import Stripe from "stripe";
import { beforeEach, describe, expect, it } from "vitest";
import { read, transact } from "@/db/client";
import { sandboxObjects } from "@/db/schema/sandbox";
import { freshDatabase } from "@/e2e/support/database";
import { now, withTravellingClock } from "@/lib/platform/clock";
import { stripe } from "../gateway";
import { payCheckout } from "./checkout";
import { advanceSandbox } from "./clock";

beforeEach(freshDatabase);

const refusal = async (call: Promise<unknown>) => {
  const error = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Stripe.errors.StripeError)) throw new Error("Stripe's SDK did not see an error of Stripe's");
  return [error.statusCode, error.type, error.code ?? null, error.param ?? null];
};

async function makeShop() {
  const product = await stripe().products.create({ name: "Small", metadata: { a: "1" } });
  const month = await stripe().prices.create({
    product: product.id,
    currency: "cny",
    unit_amount: 3900,
    recurring: { interval: "month" },
  });
  const once = await stripe().prices.create({ product: product.id, currency: "cny", unit_amount: 990 });
  const customer = await stripe().customers.create({ email: "ada@example.org", name: "Ada" });
  return { product, month, once, customer };
}

const session = (
  shop: Awaited<ReturnType<typeof makeShop>>,
  price: string,
  mode: "payment" | "subscription",
  key?: string,
) =>
  stripe().checkout.sessions.create(
    {
      mode,
      customer: shop.customer.id,
      line_items: [{ price, quantity: 1 }],
      success_url: "http://localhost:3000/back?s={CHECKOUT_SESSION_ID}",
      metadata: { order: "1" },
    },
    key ? { idempotencyKey: key } : undefined,
  );

describe("the sandbox answers Stripe's SDK", () => {
  it("with a request id, the API's version of objects, and what was asked to be expanded", async () => {
    const shop = await makeShop();
    const made = await session(shop, shop.month.id, "subscription");
    expect(made.lastResponse.requestId).toMatch(/^req_/);
    expect(made).toMatchObject({
      object: "checkout.session",
      status: "open",
      payment_status: "unpaid",
      amount_total: 3900,
      currency: "cny",
      metadata: { order: "1" },
    });
    expect(made.line_items).toBeUndefined();
    const expanded = await stripe().checkout.sessions.retrieve(made.id, { expand: ["line_items", "customer"] });
    expect(expanded.line_items?.data[0]?.price?.id).toBe(shop.month.id);
    expect((expanded.customer as Stripe.Customer).email).toBe("ada@example.org");
    expect(JSON.stringify(expanded)).not.toContain("_metadata");
  });

  it("with Stripe's errors for what Stripe would refuse", async () => {
    const shop = await makeShop();
    const hostile = { name: "x", colour: "red" } as Stripe.ProductCreateParams;
    expect(await refusal(stripe().products.create(hostile))).toEqual([
      400,
      "StripeInvalidRequestError",
      "parameter_unknown",
      "colour",
    ]);
    expect(await refusal(stripe().subscriptions.retrieve("sub_none"))).toEqual([
      404,
      "StripeInvalidRequestError",
      "resource_missing",
      "id",
    ]);
    expect(await refusal(session(shop, "price_none", "payment"))).toEqual([
      400,
      "StripeInvalidRequestError",
      "resource_missing",
      "line_items[0][price]",
    ]);
    expect((await refusal(session(shop, shop.month.id, "payment")))[3]).toBe("mode");
    expect((await refusal(session(shop, shop.once.id, "subscription")))[3]).toBe("mode");
    const removed = {
      mode: "payment",
      customer: shop.customer.id,
      line_items: [{ price: shop.once.id, quantity: 1 }],
      success_url: "x",
      payment_method_types: ["card"],
    };
    expect((await refusal(stripe().checkout.sessions.create(removed as Stripe.Checkout.SessionCreateParams)))[3]).toBe(
      "payment_method_types",
    );
  });

  it("the same key with the same parameters once, with other parameters never", async () => {
    const shop = await makeShop();
    const twenty = await Promise.all(
      Array.from({ length: 20 }, () => session(shop, shop.month.id, "subscription", "order-1")),
    );
    expect(new Set(twenty.map(({ id }) => id)).size).toBe(1);
    expect((await refusal(session(shop, shop.once.id, "payment", "order-1")))[1]).toBe("StripeIdempotencyError");
    expect((await stripe().checkout.sessions.list({ customer: shop.customer.id })).data).toHaveLength(1);
  });

  it("page by page, newest first", async () => {
    await withTravellingClock(new Date("2026-01-01"), async (travel) => {
      for (let index = 0; index < 7; index++) {
        travel(new Date(Date.UTC(2026, 0, 1 + index)));
        await stripe().products.create({ name: `P${index}` });
      }
      const first = await stripe().products.list({ limit: 3 });
      expect([first.has_more, first.data.map(({ name }) => name)]).toEqual([true, ["P6", "P5", "P4"]]);
      const second = await stripe().products.list({ limit: 3, starting_after: first.data.at(-1)!.id });
      expect(second.data.map(({ name }) => name)).toEqual(["P3", "P2", "P1"]);
      expect(await stripe().products.list({ limit: 2 }).autoPagingToArray({ limit: 100 })).toHaveLength(7);
    });
  });

  it("with a paid subscription: period on the item, invoice naming it, one charge", async () => {
    await withTravellingClock(new Date("2026-01-31T10:00:00Z"), async (travel) => {
      const shop = await makeShop();
      const made = await session(shop, shop.month.id, "subscription");
      expect(await payCheckout(made.id, "4242424242424242")).toEqual({
        state: "paid",
        redirectTo: `http://localhost:3000/back?s=${made.id}`,
      });
      const done = await stripe().checkout.sessions.retrieve(made.id, { expand: ["subscription.latest_invoice"] });
      const subscription = done.subscription as Stripe.Subscription;
      const invoice = subscription.latest_invoice as Stripe.Invoice;
      expect(done).toMatchObject({ status: "complete", payment_status: "paid", url: null });
      expect(new Date(subscription.items.data[0]!.current_period_end * 1000)).toEqual(new Date("2026-02-28T10:00:00Z"));
      expect(invoice.parent?.subscription_details?.subscription).toBe(subscription.id);
      expect([invoice.status, invoice.amount_paid, invoice.billing_reason]).toEqual([
        "paid",
        3900,
        "subscription_create",
      ]);
      travel(new Date("2026-02-28T10:00:00Z"));
      await advanceSandbox(now());
      const renewed = await stripe().subscriptions.retrieve(subscription.id);
      expect(new Date(renewed.items.data[0]!.current_period_end * 1000)).toEqual(new Date("2026-03-31T10:00:00Z"));
      expect((await stripe().invoices.list({ customer: shop.customer.id, status: "paid" })).data).toHaveLength(2);
    });
  });

  it("a refund up to what was paid, and no further", async () => {
    const shop = await makeShop();
    const made = await session(shop, shop.once.id, "payment");
    await payCheckout(made.id, "4242424242424242");
    const { payment_intent } = await stripe().checkout.sessions.retrieve(made.id);
    const intent = String(payment_intent);
    await stripe().refunds.create({ payment_intent: intent, amount: 400 });
    expect((await refusal(stripe().refunds.create({ payment_intent: intent, amount: 600 })))[3]).toBe("amount");
    await stripe().refunds.create({ payment_intent: intent });
    expect((await refusal(stripe().refunds.create({ payment_intent: intent })))[2]).toBe("charge_already_refunded");
    expect((await stripe().refunds.list({ payment_intent: intent })).data.map(({ amount }) => amount).sort()).toEqual([
      400, 590,
    ]);
  });

  it("also for what an earlier version of the sandbox stored", async () => {
    const shop = await makeShop();
    const made = await session(shop, shop.once.id, "payment");
    await payCheckout(made.id, "4242424242424242");
    const [row] = await read().select().from(sandboxObjects).where(eq(sandboxObjects.kind, "charge"));
    const kept = ["balance_transaction", "payment_method_details", "description"];
    const body = Object.fromEntries(Object.entries(row!.body).filter(([field]) => !kept.includes(field)));
    await transact((tx) => tx.update(sandboxObjects).set({ body }).where(eq(sandboxObjects.id, row!.id)));
    const expand = ["data.latest_charge.balance_transaction"];
    const [intent] = (await stripe().paymentIntents.list({ customer: shop.customer.id, expand })).data;
    const charge = intent?.latest_charge as Stripe.Charge;
    expect([charge.balance_transaction, charge.payment_method_details?.type]).toEqual([null, "card"]);
    expect((await stripe().refunds.create({ payment_intent: intent!.id })).status).toBe("succeeded");
  });
});

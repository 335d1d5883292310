import { beforeEach, describe, expect, it } from "vitest";
import { freshDatabase } from "@/e2e/support/database";
import { buy, makeShop, openSession, refusal, subscribeInSandbox } from "@/e2e/support/sandbox-shop";
import { dayMs, withTravellingClock } from "@/lib/platform/clock";
import { stripe } from "../gateway";
import { replaceCard } from "./checkout";
import { clearFaults, setFault } from "./faults";
import { fetchSandbox } from "./server";

beforeEach(freshDatabase);

const start = new Date("2026-01-01T00:00:00Z");
const key = { idempotencyKey: "attempt-1" };

describe("a failure on demand", () => {
  it("500: keeps its answer for the key for a day, as Stripe does; another key works", async () => {
    await withTravellingClock(start, async (travel) => {
      await setFault({ path: "products", kind: "500" });
      expect((await refusal(stripe().products.create({ name: "P" }, key)))[0]).toBe(500);
      expect((await refusal(stripe().products.create({ name: "P" }, key)))[0]).toBe(500);
      expect((await stripe().products.list()).data).toEqual([]);
      await stripe().products.create({ name: "P" }, { idempotencyKey: "attempt-2" });
      travel(new Date(start.getTime() + dayMs));
      await stripe().products.create({ name: "P" }, key);
      expect((await stripe().products.list()).data).toHaveLength(2);
    });
  });

  it("503 and 429: nothing began, the same key works afterwards", async () => {
    for (const [kind, status] of [
      ["503", 503],
      ["429", 429],
    ] as const) {
      await setFault({ path: "POST products", kind, times: 3 });
      expect((await refusal(stripe().products.create({ name: kind }, { idempotencyKey: kind })))[0]).toBe(status);
      await clearFaults();
      await stripe().products.create({ name: kind }, { idempotencyKey: kind });
    }
    expect((await stripe().products.list()).data).toHaveLength(2);
  });

  it("a lost answer: it was done, and the same key tells what", async () => {
    const shop = await makeShop();
    const paid = await buy(shop, shop.once);
    const refund = { payment_intent: String(paid.payment_intent), amount: 100 };
    await setFault({ path: "POST refunds", kind: "lost", times: 3 });
    expect((await refusal(stripe().refunds.create(refund, key)))[1]).toBe("StripeConnectionError");
    const told = await stripe().refunds.create(refund, key);
    const { headers } = told.lastResponse as unknown as Response;
    expect(headers.get("idempotent-replayed")).toBe("true");
    expect((await stripe().refunds.list({ payment_intent: refund.payment_intent })).data).toHaveLength(1);
  });

  it("a lost answer that comes with the SDK's own retry is not noticed", async () => {
    await setFault({ path: "products", kind: "lost" });
    const made = await stripe().products.create({ name: "P" }, key);
    expect((await stripe().products.list()).data.map(({ id }) => id)).toEqual([made.id]);
  });

  it("slow: answers after a while; and a path that is not meant answers at once", async () => {
    await setFault({ path: "products", kind: "slow", slowMs: 20 });
    expect((await stripe().customers.list()).data).toEqual([]);
    expect((await stripe().products.list()).data).toEqual([]);
  });
});

describe("idempotency", () => {
  it("a declined charge stays declined under its key, with a better card too; a new attempt goes through", async () => {
    await withTravellingClock(start, async (travel) => {
      const shop = await makeShop();
      const subscription = await subscribeInSandbox(shop, shop.month, {}, "4000000000000341");
      travel(new Date("2026-01-10T00:00:00Z"));
      const upgrade = (idempotencyKey: string) =>
        stripe().subscriptions.update(
          subscription.id,
          {
            items: [{ id: subscription.items.data[0]!.id, price: shop.bigMonth.id }],
            proration_behavior: "always_invoice",
            payment_behavior: "error_if_incomplete",
          },
          { idempotencyKey },
        );
      expect((await refusal(upgrade("first")))[0]).toBe(402);
      await replaceCard(shop.customer.id, "4242424242424242");
      expect((await refusal(upgrade("first")))[0]).toBe(402);
      expect((await upgrade("second")).items.data[0]?.price.id).toBe(shop.bigMonth.id);
    });
  });

  it("what failed its check leaves the key free; other parameters under a used key are refused", async () => {
    const shop = await makeShop();
    const wrong = { name: "P", colour: "red" } as unknown as { name: string };
    expect((await refusal(stripe().products.create(wrong, key)))[2]).toBe("parameter_unknown");
    await stripe().products.create({ name: "P" }, key);
    expect((await refusal(stripe().products.create({ name: "Q" }, key)))[1]).toBe("StripeIdempotencyError");
    const missing = { payment_intent: "pi_none" };
    const other = { idempotencyKey: "other" };
    expect((await refusal(stripe().refunds.create(missing, other)))[2]).toBe("resource_missing");
    expect((await refusal(stripe().refunds.create({ ...missing, amount: 1 }, other)))[1]).toBe(
      "StripeIdempotencyError",
    );
    expect((await openSession(shop, shop.once)).status).toBe("open");
  });
});

describe("a request that is no request", () => {
  it("is refused in Stripe's words, never with a 500", async () => {
    const ask = async (path: string) => (await fetchSandbox(`https://api.stripe.com${path}`)).status;
    expect(await ask("/v1/products/%E0%A4%A")).toBe(400);
    expect(await ask("/v1/nothing")).toBe(404);
    expect(await ask("/v1/products?limit=0")).toBe(400);
    expect(await ask("/v1/products?expand[]=data.nothing")).toBe(200);
    const answer = await fetchSandbox("https://api.stripe.com/v1/products", {
      headers: { "stripe-version": "2026-10-28.endive" },
    });
    expect(answer.headers.get("stripe-version")).toBe("2026-10-28.endive");
    expect(answer.headers.get("request-id")).toMatch(/^req_/);
  });

  it("clears a field that is given empty and keeps one that is not given", async () => {
    const product = await stripe().products.create({ name: "P", description: "long" });
    await stripe().products.update(product.id, { name: "Q" });
    expect((await stripe().products.retrieve(product.id)).description).toBe("long");
    await stripe().products.update(product.id, { description: "" });
    expect((await stripe().products.retrieve(product.id)).description).toBeNull();
    const customer = await stripe().customers.create({ email: "a@example.org", metadata: { a: "1" } });
    const cleared = await stripe().customers.update(customer.id, { name: "", metadata: "" });
    expect([cleared.email, cleared.name, cleared.metadata]).toEqual(["a@example.org", null, {}]);
  });
});

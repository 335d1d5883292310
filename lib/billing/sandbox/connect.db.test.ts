import type Stripe from "stripe";
import { beforeEach, describe, expect, it } from "vitest";
import { freshDatabase } from "@/e2e/support/database";
import {
  buy,
  makeConnectedAccount,
  makeShop,
  openSession,
  refusal,
  subscribeInSandbox,
  toldEvents,
} from "@/e2e/support/sandbox-shop";
import { dayMs, now, withTravellingClock } from "@/lib/platform/clock";
import { stripe } from "../gateway";
import { advanceSandbox } from "./clock";
import { moveAccount } from "./connecting";
import { listDueDeliveries } from "./queries";

beforeEach(freshDatabase);

describe("a connected account", () => {
  it("can sell once its onboarding is done", async () => {
    const account = await stripe().accounts.create({ email: "owner@example.org", metadata: { communityId: "c" } });
    expect(account).toMatchObject({ charges_enabled: false, details_submitted: false });
    const link = await stripe().accountLinks.create({
      account: account.id,
      type: "account_onboarding",
      return_url: "http://localhost:3000/back",
      refresh_url: "http://localhost:3000/again",
    });
    expect(link.url).toMatch(/\/sandbox\/connect\/al_/);
    const shop = await makeShop(account.id);
    expect((await refusal(openSession(shop, shop.once)))[2]).toBe("account_invalid");
    await moveAccount(account.id, "finish");
    expect((await stripe().accounts.retrieve(account.id)).charges_enabled).toBe(true);
    expect((await openSession(shop, shop.once)).status).toBe("open");
    expect(await toldEvents(account.id)).toEqual(["account.updated"]);
  });

  it("keeps its objects and its keys to itself, and its events name it", async () => {
    const one = await makeConnectedAccount("one@example.org");
    const two = await makeConnectedAccount("two@example.org");
    const shop = await makeShop(one);
    const paid = await buy(shop, shop.once);
    for (const other of [stripe(two), stripe()]) {
      expect((await refusal(other.checkout.sessions.retrieve(paid.id)))[0]).toBe(404);
      expect((await refusal(other.products.retrieve(shop.product.id)))[0]).toBe(404);
      expect((await other.paymentIntents.list()).data).toEqual([]);
    }
    const key = { idempotencyKey: "the same" };
    const [first, second] = [
      await stripe(one).products.create({ name: "One" }, key),
      await stripe(two).products.create({ name: "Two" }, key),
    ];
    expect([first.name, second.name]).toEqual(["One", "Two"]);
    for (const account of [one, two]) await stripe(account).coupons.create({ id: "SPRING", percent_off: 5 });
    await stripe(one).coupons.update("SPRING", { name: "only here" });
    expect((await stripe(two).coupons.retrieve("SPRING")).name).toBeNull();
    const waiting = await listDueDeliveries(new Date(Date.now() + dayMs), 100);
    const completed = waiting.find(({ event }) => event.type === "checkout.session.completed");
    expect(completed?.event.account).toBe(one);
  });

  it("pays the platform its share, and gets it back with a refund", async () => {
    const account = await makeConnectedAccount();
    const shop = await makeShop(account);
    const paid = await buy(shop, shop.once, { payment_intent_data: { application_fee_amount: 99 } });
    const intent = await stripe(account).paymentIntents.retrieve(String(paid.payment_intent), {
      expand: ["latest_charge.balance_transaction"],
    });
    const charge = intent.latest_charge as Stripe.Charge;
    const movement = charge.balance_transaction as Stripe.BalanceTransaction;
    expect(movement.fee_details.map(({ type, amount }) => [type, amount])).toEqual([
      ["stripe_fee", 64],
      ["application_fee", 99],
    ]);
    expect((await stripe().applicationFees.list({ charge: charge.id })).data[0]).toMatchObject({ account, amount: 99 });
    await stripe(account).refunds.create({ charge: charge.id, amount: 495, refund_application_fee: true });
    expect((await stripe().applicationFees.list()).data[0]?.amount_refunded).toBe(50);
    const [back] = (await stripe(account).balanceTransactions.list({ type: "refund" })).data;
    expect([back?.amount, back?.fee, back?.net]).toEqual([-495, -50, -445]);
  });

  it("pays it with every invoice of a subscription; the platform itself owes nobody", async () => {
    await withTravellingClock(new Date("2026-01-01T00:00:00Z"), async (travel) => {
      const account = await makeConnectedAccount();
      const shop = await makeShop(account);
      await subscribeInSandbox(shop, shop.month, { subscription_data: { application_fee_percent: 10 } });
      travel(new Date("2026-02-05T00:00:00Z"));
      await advanceSandbox(now());
      expect((await stripe().applicationFees.list()).data.map(({ amount }) => amount)).toEqual([390, 390]);
      expect((await stripe(account).payouts.list()).data).toHaveLength(2);
      expect((await stripe().payouts.list()).data.map(({ amount }) => amount)).toEqual([390, 390]);
      const own = await makeShop();
      const foreign = { subscription_data: { application_fee_percent: 10 } };
      expect((await refusal(openSession(own, own.month, foreign)))[3]).toBe("application_fee_percent");
    });
  });

  it("that disconnects is refused from then on, and says so", async () => {
    const account = await makeConnectedAccount();
    await moveAccount(account, "disconnect");
    expect((await refusal(stripe(account).products.list()))[0]).toBe(403);
    expect((await refusal(stripe("acct_none").products.list()))[2]).toBe("account_invalid");
    const waiting = await listDueDeliveries(new Date(Date.now() + dayMs), 100);
    expect(waiting.map(({ event }) => [event.type, event.account])).toContainEqual([
      "account.application.deauthorized",
      account,
    ]);
    const other = await makeConnectedAccount();
    expect(await stripe().accounts.del(other)).toMatchObject({ id: other, deleted: true });
    expect((await stripe().accounts.list()).data).toEqual([]);
  });
});

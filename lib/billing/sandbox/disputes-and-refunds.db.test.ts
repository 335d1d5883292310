import type Stripe from "stripe";
import { beforeEach, describe, expect, it } from "vitest";
import { freshDatabase } from "@/e2e/support/database";
import { buy, makeShop, refusal, toldEvents } from "@/e2e/support/sandbox-shop";
import { dayMs, now, withTravellingClock } from "@/lib/platform/clock";
import { stripe } from "../gateway";
import type { TestCard, TestWallet } from "./cards";
import { advanceSandbox } from "./clock";
import { closeDispute, concludeRefund, disputeCharge, returnPayout } from "./control";

beforeEach(freshDatabase);

const start = new Date("2026-01-01T10:00:00Z");

/** A paid one-off in a story that can move on by days. */
async function paid(
  means: TestCard | TestWallet,
  story: (payment: { intent: string; charge: Stripe.Charge }, days: (count: number) => Promise<void>) => Promise<void>,
) {
  await withTravellingClock(start, async (travel) => {
    const shop = await makeShop();
    const session = await buy(shop, shop.once, {}, means);
    const intent = await stripe().paymentIntents.retrieve(String(session.payment_intent), {
      expand: ["latest_charge"],
    });
    await story({ intent: intent.id, charge: intent.latest_charge as Stripe.Charge }, async (count) => {
      travel(new Date(now().getTime() + count * dayMs));
      await advanceSandbox(now());
    });
  });
}

describe("a dispute", () => {
  it("comes a day after that card paid, takes the money and a fee, and cannot be refunded", async () => {
    await paid("4000000000000259", async ({ intent, charge }, days) => {
      await days(1);
      const [dispute] = (await stripe().disputes.list({ payment_intent: intent })).data;
      expect(dispute).toMatchObject({ amount: 990, charge: charge.id, status: "needs_response" });
      expect(dispute!.balance_transactions.map(({ amount, fee, net }) => [amount, fee, net])).toEqual([
        [-990, 1500, -2490],
      ]);
      expect(JSON.stringify(dispute)).not.toContain('"_');
      expect((await stripe().charges.retrieve(charge.id)).disputed).toBe(true);
      expect((await refusal(stripe().refunds.create({ payment_intent: intent })))[2]).toBe("charge_disputed");
    });
  });

  it("that is won brings the money back, one that is lost or closed does not", async () => {
    for (const [decide, status, events] of [
      [(id: string) => closeDispute(id, "won"), "won", ["closed", "funds_reinstated"]],
      [(id: string) => closeDispute(id, "lost"), "lost", ["closed"]],
      [(id: string) => stripe().disputes.close(id), "lost", ["closed"]],
    ] as const) {
      await freshDatabase();
      await paid("4242424242424242", async ({ charge }) => {
        const { id } = await disputeCharge(charge.id);
        await decide(id);
        const dispute = await stripe().disputes.retrieve(id);
        expect(dispute.status).toBe(status);
        expect(dispute.balance_transactions).toHaveLength(status === "won" ? 2 : 1);
        const told = (await toldEvents()).filter((type) => type.startsWith("charge.dispute"));
        expect(told).toEqual(["created", "funds_withdrawn", ...events].map((each) => `charge.dispute.${each}`));
        expect((await refusal(stripe().disputes.close(id)))[2]).toBe("dispute_already_closed");
      });
    }
  });
});

describe("a refund", () => {
  it("of a card is there at once, in parts too, and never more than was paid", async () => {
    await paid("5555555555554444", async ({ intent, charge }) => {
      const half = await stripe().refunds.create({ payment_intent: intent, amount: 400, metadata: { refundId: "1" } });
      expect(half).toMatchObject({ status: "succeeded", customer: charge.customer, metadata: { refundId: "1" } });
      expect((await refusal(stripe().refunds.create({ payment_intent: intent, amount: 600 })))[3]).toBe("amount");
      await stripe().refunds.create({ charge: charge.id });
      expect((await refusal(stripe().refunds.create({ payment_intent: intent })))[2]).toBe("charge_already_refunded");
      expect((await stripe().charges.retrieve(charge.id)).refunded).toBe(true);
      expect((await stripe().refunds.list({ payment_intent: intent })).data.map(({ amount }) => amount)).toEqual([
        590, 400,
      ]);
    });
  });

  it("of WeChat Pay is pending for a day", async () => {
    await paid("wechat_pay", async ({ intent, charge }, days) => {
      expect(charge.payment_method_details?.type).toBe("wechat_pay");
      const refund = await stripe().refunds.create({ payment_intent: intent });
      expect(refund.status).toBe("pending");
      await days(1);
      expect((await stripe().refunds.retrieve(refund.id)).status).toBe("succeeded");
      expect(await toldEvents()).toContain("refund.updated");
    });
  });

  it("that the bank sends back leaves the charge as if it had not been", async () => {
    await paid("4000000000005126", async ({ intent, charge }, days) => {
      const refund = await stripe().refunds.create({ payment_intent: intent });
      expect(refund.status).toBe("succeeded");
      await days(1);
      const failed = await stripe().refunds.retrieve(refund.id, { expand: ["failure_balance_transaction"] });
      expect(failed).toMatchObject({ status: "failed", failure_reason: "expired_or_canceled_card" });
      expect((failed.failure_balance_transaction as Stripe.BalanceTransaction).amount).toBe(990);
      expect(await stripe().charges.retrieve(charge.id)).toMatchObject({ refunded: false, amount_refunded: 0 });
      expect(await toldEvents()).toContain("refund.failed");
      const again = await stripe().refunds.create({ payment_intent: intent });
      await concludeRefund(again.id, "failed");
      expect((await stripe().refunds.retrieve(again.id)).status).toBe("failed");
    });
  });
});

describe("the balance", () => {
  it("says of each charge what Stripe keeps of it", async () => {
    await paid("alipay", async ({ charge }) => {
      const movement = await stripe().balanceTransactions.retrieve(String(charge.balance_transaction));
      expect(movement).toMatchObject({ amount: 990, fee: 64, net: 926, type: "payment", reporting_category: "charge" });
      expect((await stripe().balanceTransactions.list({ source: charge.id })).data).toHaveLength(1);
    });
  });

  it("goes to the bank two days later, what was refunded taken off, and comes back when the bank refuses", async () => {
    await paid("4242424242424242", async ({ intent }, days) => {
      await stripe().refunds.create({ payment_intent: intent, amount: 100 });
      expect((await stripe().balance.retrieve()).pending[0]?.amount).toBe(826);
      await days(2);
      const [payout] = (await stripe().payouts.list()).data;
      expect(payout).toMatchObject({ amount: 826, status: "in_transit", currency: "cny" });
      const inside = await stripe().balanceTransactions.list({ payout: payout!.id });
      expect(inside.data.map(({ type, net }) => [type, net]).toSorted()).toEqual([
        ["charge", 926],
        ["payout", -826],
        ["refund", -100],
      ]);
      await days(1);
      expect((await stripe().payouts.retrieve(payout!.id)).status).toBe("paid");
      expect((await stripe().balance.retrieve()).available[0]?.amount).toBe(0);
      await returnPayout(payout!.id);
      await days(3);
      expect((await stripe().payouts.list()).data.map(({ status, amount }) => [status, amount])).toEqual([
        ["paid", 826],
        ["failed", 826],
      ]);
      expect((await toldEvents()).filter((type) => type.startsWith("payout"))).toEqual([
        "payout.created",
        "payout.paid",
        "payout.failed",
        "payout.created",
        "payout.paid",
      ]);
    });
  });
});

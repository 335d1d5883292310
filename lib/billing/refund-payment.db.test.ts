import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { read, transact } from "@/db/client";
import { grants, payments, products, subscriptions } from "@/db/schema/billing";
import { communities } from "@/db/schema/communities";
import { refunds } from "@/db/schema/ledger";
import { postReads } from "@/db/schema/sightings";
import { dayMs, hourMs, now, withTravellingClock } from "@/lib/platform/clock";
import { makePaidCommunity, makePerson, type PaidCommunity, subscribeTo } from "../../e2e/support/billing-world";
import { freshDatabase } from "../../e2e/support/database";
import { plantPost } from "../../e2e/support/selling-world";
import { requestRefund } from "./commands/refund-requests";
import { deliverDirectly } from "./deliver-directly";
import { stripe } from "./gateway";
import { findTrialBalance } from "./queries/ledger";
import { findRefundQuestion } from "./queries/refunds";
import { type RefundOutcome, refundPayment, resumeRefunds } from "./refund-payment";
import { mayRefund } from "./refund-policy";
import { disputeCharge } from "./sandbox/control";
import { clearFaults, setFault } from "./sandbox/faults";

let world: PaidCommunity;
let ada: string;
beforeEach(async () => {
  await freshDatabase();
  world = await makePaidCommunity();
  ada = await makePerson("Ada");
});

const terms = (over: Partial<typeof communities.$inferInsert>) =>
  transact((tx) => tx.update(communities).set(over).where(eq(communities.id, world.community.id)));

async function paid(userId = ada) {
  await subscribeTo(world, userId, world.small.month);
  const [payment] = await read().select().from(payments).where(eq(payments.userId, userId));
  return payment!;
}
const asOwner = (payment: { id: string }, amount: number, over = {}) => ({
  communityId: world.community.id,
  paymentId: payment.id,
  amount,
  reason: "",
  endsAccess: true,
  by: { userId: world.ownerId, self: false },
  ...over,
});
const asSelf = (payment: { id: string }, amount = 3900, userId = ada) =>
  asOwner(payment, amount, { by: { userId, self: true } });

const states = async () => (await read().select().from(refunds)).map(({ state, amount }) => `${state} ${amount}`);
const atStripe = async (payment: { stripePaymentIntentId: string | null }) => {
  const list = stripe().refunds.list({ payment_intent: payment.stripePaymentIntentId!, limit: 100 });
  return (await list.autoPagingToArray({ limit: 100 })).map(({ amount }) => amount);
};
const account = async (name: string) => {
  const [book] = await findTrialBalance(world.community.id);
  return book?.rows.find((row) => row.account === name)?.balance ?? 0;
};
const access = async () =>
  (await read().select().from(grants)).filter(({ endsAt }) => endsAt === null || endsAt > now());

describe("giving money back", () => {
  it("in part leaves access alone; the whole of it ends it, with every entry once", async () => {
    const payment = await paid();
    expect(await refundPayment(asOwner(payment, 1000))).toBe("done");
    expect(await states()).toEqual(["succeeded 1000"]);
    expect(await access()).toHaveLength(1);
    expect(await account("refunds")).toBe(1000);
    expect(await refundPayment(asOwner(payment, 2900))).toBe("done");
    await deliverDirectly();
    expect(await states()).toEqual(["succeeded 1000", "succeeded 2900"]);
    expect(await atStripe(payment)).toEqual([2900, 1000]);
    expect(await access()).toEqual([]);
    expect(await account("refunds")).toBe(3900);
    expect(await account("sales.subscription")).toBe(-3900);
    const rows = await read().select({ kind: payments.kind, amount: payments.amount }).from(payments);
    expect(rows.map(({ kind, amount }) => `${kind} ${amount}`).sort()).toEqual([
      "charge 3900",
      "refund -1000",
      "refund -2900",
    ]);
    const [subscription] = await read().select().from(subscriptions);
    expect(subscription?.live).toBe(false);
  });

  it("keeps access where the product says that it stays", async () => {
    await transact((tx) => tx.update(products).set({ accessAfterRefund: "stays" }));
    const payment = await paid();
    await refundPayment(asOwner(payment, 3900, { endsAccess: false }));
    await deliverDirectly();
    expect(await access()).toHaveLength(1);
  });

  it("never more than was paid, nothing, or a fraction", async () => {
    const payment = await paid();
    for (const amount of [3901, 0, -1, 0.5, Number.NaN, 2 ** 60]) {
      await expect(refundPayment(asOwner(payment, amount))).rejects.toThrow("refund-amount");
    }
    await refundPayment(asOwner(payment, 3900));
    await expect(refundPayment(asOwner(payment, 1))).rejects.toThrow("refund-nothing-left");
    expect(await atStripe(payment)).toEqual([3900]);
  });

  it("of another community or of no charge does not exist", async () => {
    const payment = await paid();
    const other = await makePaidCommunity("slow-query");
    const foreign = asOwner(payment, 100, { communityId: other.community.id });
    await expect(refundPayment(foreign)).rejects.toThrow("gone");
    await expect(refundPayment(asOwner({ id: "none" }, 100))).rejects.toThrow("gone");
    await refundPayment(asOwner(payment, 100));
    const [refund] = await read().select().from(payments).where(eq(payments.kind, "refund"));
    await expect(refundPayment(asOwner(refund!, 100))).rejects.toThrow("gone");
  });

  it("asked for by a double click goes back once", async () => {
    const payment = await paid();
    const clicks = await Promise.allSettled(Array.from({ length: 6 }, () => refundPayment(asOwner(payment, 1000))));
    expect(clicks.some(({ status }) => status === "fulfilled")).toBe(true);
    await deliverDirectly();
    expect((await atStripe(payment)).reduce((sum, amount) => sum + amount, 0)).toBe(1000 * (await states()).length);
    expect(await account("refunds")).toBe(1000 * (await states()).length);
  });

  it("of a form that is sent again, at once or later, goes back once", async () => {
    const payment = await paid();
    const form = asOwner(payment, 1000, { leftBefore: 3900 });
    const clicks = await Promise.allSettled(Array.from({ length: 6 }, () => refundPayment(form)));
    expect(clicks.some(({ status }) => status === "fulfilled")).toBe(true);
    await expect(refundPayment(form)).rejects.toThrow("sent-already");
    expect(await atStripe(payment)).toEqual([1000]);
    expect(await refundPayment({ ...form, leftBefore: 2900 })).toBe("done");
  });

  it("is impossible while a bank disputes the payment", async () => {
    const payment = await paid();
    await disputeCharge(payment.stripeChargeId!);
    await deliverDirectly();
    await expect(refundPayment(asOwner(payment, 100))).rejects.toThrow("refund-disputed");
  });
});

describe("taking one's money back", () => {
  it("is open within the community's days and for the payer only", async () => {
    await withTravellingClock(new Date("2026-03-01T00:00:00Z"), async (travel) => {
      await terms({ refundDays: 14 });
      const payment = await paid();
      travel(new Date(now().getTime() + 13 * dayMs));
      await expect(refundPayment(asSelf(payment, 3900, await makePerson("Eve")))).rejects.toThrow("gone");
      await expect(refundPayment(asSelf(payment, 1000))).rejects.toThrow("refund-amount");
      expect(await refundPayment(asSelf(payment))).toBe("done");
      const [row] = await read().select().from(refunds);
      expect(row).toMatchObject({ selfService: true, requestedBy: ada, state: "succeeded" });
    });
  });

  it("is closed when the days are over, and where there are none", async () => {
    await withTravellingClock(new Date("2026-03-01T00:00:00Z"), async (travel) => {
      const payment = await paid();
      await expect(refundPayment(asSelf(payment))).rejects.toThrow("refund-too-late");
      await terms({ refundDays: 14 });
      travel(new Date(payment.at.getTime() + 14 * dayMs));
      await expect(refundPayment(asSelf(payment))).rejects.toThrow("refund-too-late");
      expect(await states()).toEqual([]);
    });
  });

  it("ends access also where the product's access outlasts a refund of the owner's", async () => {
    await transact((tx) => tx.update(products).set({ accessAfterRefund: "stays" }));
    await terms({ refundDays: 14 });
    const payment = await paid();
    await refundPayment({ ...asSelf(payment), endsAccess: false });
    await deliverDirectly();
    expect(await access()).toEqual([]);
    const [subscription] = await read().select().from(subscriptions);
    expect(subscription?.live).toBe(false);
  });

  it("is closed to who has since opened more of what it paid for than the terms allow", async () => {
    await terms({ refundDays: 14, refundMaxPosts: 1 });
    const payment = await paid();
    const ofPlan = { audience: "benefit", benefitId: world.small.benefitId } as const;
    const readOf = (postId: string, lastAt: Date) => ({
      communityId: world.community.id,
      postId,
      userId: ada,
      firstAt: new Date(payment.at.getTime() - dayMs),
      lastAt,
      progress: 0,
    });
    const open = async (id: string, lastAt: Date, over: object = ofPlan) => {
      await plantPost(world.community.id, id, over);
      await transact((tx) => tx.insert(postReads).values(readOf(id, lastAt)));
    };
    const later = new Date(payment.at.getTime() + hourMs);
    await open("first", later);
    // Neither what was open before, nor what somebody else's money opens, nor what is open to all.
    await open("before", new Date(payment.at.getTime() - hourMs));
    await open("dearer", later, { audience: "benefit", benefitId: world.big.benefitId });
    await open("single", later, { audience: "purchase" });
    await open("public", later, { audience: "public" });
    const mayI = async () => {
      const found = await findRefundQuestion(world.community.id, payment.id, { self: true, at: now() });
      return mayRefund(found!.question);
    };
    expect(await mayI()).toEqual({ allowed: true, upTo: 3900 });
    await open("second", later);
    expect(await mayI()).toEqual({ allowed: false, reason: "read-too-much" });
    await expect(refundPayment(asSelf(payment))).rejects.toThrow("refund-read-too-much");
    expect(await refundPayment(asOwner(payment, 3900))).toBe("done");
  });

  it("is possible twice in one community", async () => {
    await terms({ refundDays: 14 });
    for (let round = 0; round < 2; round++) {
      await subscribeTo(world, ada, world.small.month);
      const [payment] = (await read().select().from(payments).where(eq(payments.kind, "charge"))).toReversed();
      expect(await refundPayment(asSelf(payment!))).toBe("done");
      await deliverDirectly();
    }
    await subscribeTo(world, ada, world.small.month);
    const charges = await read().select().from(payments).where(eq(payments.kind, "charge"));
    const refunded = new Set((await read().select().from(refunds)).map(({ paymentId }) => paymentId));
    const third = charges.find(({ id }) => !refunded.has(id))!;
    await expect(refundPayment(asSelf(third))).rejects.toThrow("refund-too-often");
  });
});

describe("when something breaks in between", () => {
  const later = () => new Date(now().getTime() + hourMs);

  it("after the row: the job asks Stripe, once however often it runs", async () => {
    const payment = await paid();
    await transact((tx) => requestRefund(tx, asOwner(payment, 1000)));
    expect(await states()).toEqual(["requested 1000"]);
    expect(await resumeRefunds(later())).toBe(1);
    expect(await resumeRefunds(later())).toBe(0);
    expect(await states()).toEqual(["succeeded 1000"]);
    expect(await atStripe(payment)).toEqual([1000]);
  });

  it("after Stripe's answer, and its key forgotten: the refund is found again by its own id", async () => {
    const payment = await paid();
    const refundId = await transact((tx) => requestRefund(tx, asOwner(payment, 1000)));
    const intent = payment.stripePaymentIntentId!;
    await stripe().refunds.create({ payment_intent: intent, amount: 1000, metadata: { refundId } });
    expect(await resumeRefunds(later())).toBe(1);
    expect(await atStripe(payment)).toEqual([1000]);
    expect(await states()).toEqual(["succeeded 1000"]);
  });

  it("after Stripe's answer: its event alone finishes our row", async () => {
    const payment = await paid();
    const refundId = await transact((tx) => requestRefund(tx, asOwner(payment, 1000)));
    const intent = payment.stripePaymentIntentId!;
    await stripe().refunds.create({ payment_intent: intent, amount: 1000, metadata: { refundId } });
    await deliverDirectly();
    expect(await states()).toEqual(["succeeded 1000"]);
    expect(await account("refunds")).toBe(1000);
  });

  it.each(["500", "503", "429", "lost"] as const)(
    "with a %s at Stripe nothing goes back twice, and trying again works",
    async (kind) => {
      const payment = await paid();
      await setFault({ path: "POST refunds", kind, times: 9 });
      const first: RefundOutcome | string = await refundPayment(asOwner(payment, 1000)).catch(
        (error: Error) => error.message,
      );
      expect(["waiting", "done", "refund-refused"]).toContain(first);
      await clearFaults();
      if (first !== "done") expect(await refundPayment(asOwner(payment, 1000))).toBe("done");
      await resumeRefunds(later());
      await deliverDirectly();
      expect(await atStripe(payment)).toEqual([1000]);
      expect((await states()).filter((state) => state === "succeeded 1000")).toHaveLength(1);
      expect(await account("refunds")).toBe(1000);
    },
  );

  it("what Stripe refuses moves nothing and leaves the way open", async () => {
    const payment = await paid();
    // Given back on Stripe's own pages, and no event has reached us yet.
    await stripe().refunds.create({ payment_intent: payment.stripePaymentIntentId! });
    await expect(refundPayment(asOwner(payment, 1000))).rejects.toThrow("refund-refused");
    expect((await states()).sort()).toEqual(["refused 1000", "succeeded 3900"]);
    expect(await atStripe(payment)).toEqual([3900]);
    await expect(refundPayment(asOwner(payment, 1000))).rejects.toThrow("refund-nothing-left");
  });
});

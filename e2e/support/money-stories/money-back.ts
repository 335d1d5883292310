import { desc, eq } from "drizzle-orm";
import { read, transact } from "../../../db/client";
import { payments } from "../../../db/schema/billing";
import { stripe } from "../../../lib/billing/gateway";
import { refundPayment } from "../../../lib/billing/refund-payment";
import { decideDispute, openDispute } from "../../../lib/billing/sandbox/disputing";
import { listObjects } from "../../../lib/billing/sandbox/queries";
import { now } from "../../../lib/platform/clock";
import { buys, customerOf } from "./shop";
import type { MoneyStory, StoryWorld } from "./story";

async function latestPayment(userId: string) {
  const [payment] = await read()
    .select()
    .from(payments)
    .where(eq(payments.userId, userId))
    .orderBy(desc(payments.at), desc(payments.id))
    .limit(1);
  return payment!;
}

async function refunds(world: StoryWorld, amount: number): Promise<void> {
  const { id: paymentId } = await latestPayment(world.ada);
  const by = { userId: world.ownerId, self: false };
  await refundPayment({ communityId: world.community.id, paymentId, amount, reason: "Asked", endsAccess: true, by });
}

const joins = {
  at: "2026-01-15",
  stripe: (world: StoryWorld) => buys(world, world.ada, world.small.month, { coupon: world.code }),
};

const refund: MoneyStory = {
  name: "refund, all of it: the coupon is free again and access ends",
  steps: [joins, { at: "2026-01-20", stripe: (world) => refunds(world, 3510) }, { at: "2026-02-16" }],
  ends: { payments: [-3510, 3510], paidUntil: { ada: "2026-01-20", bob: "none" } },
};

const partialRefund: MoneyStory = {
  name: "partial refund, one by us and one at Stripe",
  steps: [
    joins,
    { at: "2026-01-20", stripe: (world) => refunds(world, 1000) },
    {
      at: "2026-01-22",
      stripe: async (world) => {
        const [intent] = (await stripe().paymentIntents.list({ customer: await customerOf(world.ada) })).data;
        await stripe().refunds.create({ payment_intent: intent!.id, amount: 500 });
      },
    },
    { at: "2026-02-16" },
  ],
  ends: { payments: [-1000, -500, 3510, 3900], paidUntil: { ada: "2026-03-15", bob: "none" } },
};

async function disputes(world: StoryWorld): Promise<void> {
  const [charge] = await listObjects("charge", await customerOf(world.ada));
  await transact((tx) => openDispute(tx, charge!, now()));
}

async function decides(outcome: "won" | "lost"): Promise<void> {
  const [dispute] = await listObjects("dispute");
  await transact((tx) => decideDispute(tx, dispute!, outcome, now()));
}

const pays = { at: "2026-01-15", stripe: (world: StoryWorld) => buys(world, world.ada, world.small.month) };

const lost: MoneyStory = {
  name: "dispute lost",
  steps: [
    pays,
    { at: "2026-01-20", stripe: disputes },
    { at: "2026-02-01", stripe: () => decides("lost") },
    { at: "2026-02-16" },
  ],
  ends: { payments: [-3900, 3900], paidUntil: { ada: "2026-01-20", bob: "none" } },
};

const won: MoneyStory = {
  name: "dispute won",
  steps: [
    pays,
    { at: "2026-01-20", stripe: disputes },
    { at: "2026-02-01", stripe: () => decides("won") },
    { at: "2026-02-16" },
  ],
  ends: { payments: [-3900, 3900, 3900, 3900], paidUntil: { ada: "2026-03-15", bob: "none" } },
};

export const moneyBackStories = [refund, partialRefund, lost, won];

import { and, eq } from "drizzle-orm";
import { read, transact } from "../../../db/client";
import { gifts } from "../../../db/schema/selling";
import { redeemGift } from "../../../lib/billing/commands/gifts";
import { stripe } from "../../../lib/billing/gateway";
import { giftCode } from "../../../lib/billing/gift-code";
import { buys, customerOf, looks } from "./shop";
import type { MoneyStory } from "./story";

const stacking: MoneyStory = {
  name: "passes stack, and close up when one is refunded",
  steps: [
    { at: "2026-01-01", stripe: (world) => buys(world, world.ada, world.pass.priceId) },
    { at: "2026-01-11", stripe: (world) => buys(world, world.ada, world.pass.priceId, { coupon: world.code }) },
    { at: "2026-01-20", stripe: (world) => buys(world, world.ada, world.pass.priceId) },
    {
      // The second of three, bought with the coupon: the third moves up to where the first ends.
      at: "2026-01-25",
      stripe: async (world) => {
        const intents = (await stripe().paymentIntents.list({ customer: await customerOf(world.ada) })).data;
        await stripe().refunds.create({ payment_intent: intents.find(({ amount }) => amount === 2610)!.id });
      },
    },
  ],
  ends: { payments: [-2610, 2610, 2900, 2900], paidUntil: { ada: "2026-03-02", bob: "none" } },
};

const gift: MoneyStory = {
  name: "gift, bought by one and redeemed by another who has a pass",
  steps: [
    { at: "2026-01-05", stripe: (world) => buys(world, world.bob, world.pass.priceId) },
    {
      at: "2026-01-10",
      stripe: (world) => buys(world, world.ada, world.pass.priceId, { gift: { toEmail: null, note: "For you" } }),
    },
    {
      at: "2026-01-20",
      own: async (world) => {
        await looks(world.ada);
        const communityId = world.community.id;
        const [bought] = await read()
          .select({ id: gifts.id })
          .from(gifts)
          .where(and(eq(gifts.communityId, communityId), eq(gifts.buyerId, world.ada)));
        await looks(world.bob);
        const code = giftCode(bought!.id).toLowerCase().replaceAll("-", " ");
        await transact((tx) => redeemGift(tx, { code, userId: world.bob, communityId }));
      },
    },
  ],
  ends: { payments: [2900, 2900], paidUntil: { ada: "none", bob: "2026-03-06" } },
};

export const prepaidStories = [stacking, gift];

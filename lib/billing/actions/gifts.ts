"use server";
import { transact } from "@/db/client";
import { personInCommunityAction, visitorAction } from "@/lib/access/action";
import { hourMs } from "@/lib/platform/clock";
import { spendLimits } from "@/lib/platform/rate-limit";
import { redeemGift } from "../commands/gifts";
import { codeTries } from "../gift-code";
import { withinSite } from "../own-address";
import { BuyGift, RedeemGift } from "../schema/gifts";
import { startCheckout } from "../start-checkout";

/** Sends the person to pay for a pass for somebody else. Somebody without an account makes one first. */
export const buyGiftAction = visitorAction({
  name: "billing.buy-gift",
  schema: BuyGift,
  limits: { perPerson: [60, hourMs], perAddress: [240, hourMs] },
  handler: async ({ input, viewer, community }) => {
    if (!viewer.person) return { redirectTo: `/sign-up?next=${encodeURIComponent(`/c/${community.slug}/gift`)}` };
    const { price: priceId, coupon, to: toEmail = null, note } = input;
    const gift = { toEmail, note };
    const address = await startCheckout({ community, userId: viewer.person.userId, priceId, coupon, gift });
    return { redirectTo: withinSite(address) };
  },
});

/** Redeems a code. Guessing is hopeless: a code has eighty bits, and an address {@link codeTries} to look or redeem. */
export const redeemGiftAction = personInCommunityAction({
  name: "billing.redeem-gift",
  schema: RedeemGift,
  limits: { perPerson: [10, hourMs] },
  handler: async ({ input, viewer, community, address }) => {
    await spendLimits([codeTries(address)]);
    const redemption = { code: input.code, userId: viewer.person.userId, communityId: community.id };
    await transact((tx) => redeemGift(tx, redemption));
    return { redirectTo: `/c/${community.slug}/gift?redeemed=yes` };
  },
});

"use server";
import { transact } from "@/db/client";
import { personInCommunityAction, visitorAction } from "@/lib/access/action";
import { hourMs } from "@/lib/platform/clock";
import { startFreeTrial } from "../commands/comps";
import { withinSite } from "../own-address";
import { StartCheckout, StartFreeTrial } from "../schema/checkout";
import { startCheckout } from "../start-checkout";

/** Sends the person to pay. Somebody without an account makes one first and comes back to the plans. */
export const startCheckoutAction = visitorAction({
  name: "billing.checkout",
  schema: StartCheckout,
  limits: { perPerson: [60, hourMs], perAddress: [240, hourMs] },
  handler: async ({ input, viewer, community }) => {
    const { price: priceId, coupon } = input;
    if (!viewer.person) {
      const back = `/c/${community.slug}/join${coupon ? `?coupon=${encodeURIComponent(coupon)}` : ""}`;
      return { redirectTo: `/sign-up?next=${encodeURIComponent(back)}` };
    }
    const address = await startCheckout({ community, userId: viewer.person.userId, priceId, coupon });
    return { redirectTo: withinSite(address) };
  },
});

/** Begins the person's one trial of a plan here, without a card. */
export const startFreeTrialAction = personInCommunityAction({
  name: "billing.start-free-trial",
  schema: StartFreeTrial,
  limits: { perPerson: [20, hourMs], perAddress: [60, hourMs] },
  handler: async ({ input, viewer, community }) => {
    const trial = { communityId: community.id, userId: viewer.person.userId, productId: input.product };
    await transact((tx) => startFreeTrial(tx, trial));
    return { redirectTo: `/c/${community.slug}/feed` };
  },
});

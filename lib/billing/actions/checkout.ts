"use server";
import { visitorAction } from "@/lib/access/action";
import { hourMs } from "@/lib/platform/clock";
import { withinSite } from "../own-address";
import { StartCheckout } from "../schema/checkout";
import { startCheckout } from "../start-checkout";

/** Sends the person to pay. Somebody without an account makes one first and comes back to the plans. */
export const startCheckoutAction = visitorAction({
  name: "billing.checkout",
  schema: StartCheckout,
  limits: { perPerson: [60, hourMs], perAddress: [240, hourMs] },
  handler: async ({ input, viewer, community }) => {
    if (!viewer.person) return { redirectTo: `/sign-up?next=${encodeURIComponent(`/c/${community.slug}/join`)}` };
    const address = await startCheckout({ community, userId: viewer.person.userId, priceId: input.price });
    return { redirectTo: withinSite(address) };
  },
});

"use server";
import { publicAction } from "@/lib/access/action";
import { hourMs } from "@/lib/platform/clock";
import { NotFound, Refusal } from "@/lib/platform/errors";
import { paymentsAreReal } from "../../gateway";
import { PortalWish, SandboxCard } from "../../schema/sandbox";
import { isTestCard } from "../cards";
import { replaceCard } from "../checkout";
import { withinSite } from "../own-paths";
import { changeInPortal, findPortal } from "../portal";

/** Changes the card on the sandbox's customer page. */
export const changeSandboxCardAction = publicAction({
  name: "sandbox.change-card",
  schema: SandboxCard,
  limits: { perAddress: [600, hourMs] },
  handler: async ({ input }) => {
    const portal = paymentsAreReal() ? null : await findPortal(input.session);
    if (!portal) throw new NotFound();
    if (!isTestCard(input.card)) throw new Refusal("card-unknown");
    const outcome = await replaceCard(portal.customer, input.card);
    if (outcome === "attached") return { redirectTo: withinSite(portal.return_url) };
    throw new Refusal(outcome === "declined" ? "card-declined" : "card-expired");
  },
});

/** Changes or ends a subscription on the sandbox's customer page, behind our back as at Stripe. */
export const changeInPortalAction = publicAction({
  name: "sandbox.change-subscription",
  schema: PortalWish,
  limits: { perAddress: [600, hourMs] },
  handler: async ({ input }) => {
    if (paymentsAreReal()) throw new NotFound();
    const outcome = await changeInPortal(input.session, input.subscription, input.what, input.price);
    if (outcome === "declined") throw new Refusal("card-declined");
    if (outcome === "refused") throw new Refusal("not-possible-now");
    return { redirectTo: `/sandbox/portal/${input.session}?changed=${input.what}` };
  },
});

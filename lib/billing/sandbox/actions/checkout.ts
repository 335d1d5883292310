"use server";
import { publicAction } from "@/lib/access/action";
import { hourMs } from "@/lib/platform/clock";
import { NotFound, Refusal } from "@/lib/platform/errors";
import { paymentsAreReal } from "../../gateway";
import { SandboxCard } from "../../schema/sandbox";
import { isTestCard, isTestWallet } from "../cards";
import { payCheckout } from "../checkout";
import { withinSite } from "../own-paths";

/** Pays on the sandbox's checkout page. Like Stripe's page it knows nobody: who has the address may pay. */
export const paySandboxAction = publicAction({
  name: "sandbox.pay",
  schema: SandboxCard,
  limits: { perAddress: [600, hourMs] },
  handler: async ({ input }) => {
    if (paymentsAreReal()) throw new NotFound();
    if (!isTestCard(input.card) && !isTestWallet(input.card)) throw new Refusal("card-unknown");
    const outcome = await payCheckout(input.session, input.card);
    switch (outcome.state) {
      case "paid":
        return { redirectTo: withinSite(outcome.redirectTo) };
      case "declined":
        throw new Refusal("card-declined");
      case "expired-card":
        throw new Refusal("card-expired");
      case "session-expired":
        throw new Refusal("checkout-expired");
      case "not-found":
        throw new NotFound();
    }
  },
});

"use server";
import { publicAction } from "@/lib/access/action";
import { hourMs, minuteMs, now } from "@/lib/platform/clock";
import { publicUrl } from "@/lib/platform/env";
import { NotFound, Refusal } from "@/lib/platform/errors";
import { isDemo } from "@/lib/platform/installation";
import { paymentsAreReal } from "../gateway";
import { MoveClock, SandboxCard } from "../schema/sandbox";
import { isTestCard } from "./charging";
import { payCheckout, replaceCard } from "./checkout";
import { advanceSandbox, clockStep, moveClock } from "./clock";
import { findObject } from "./queries";

/** Pays on the sandbox's checkout page. Like Stripe's page it knows nobody: who has the address may pay. */
export const paySandboxAction = publicAction({
  name: "sandbox.pay",
  schema: SandboxCard,
  limits: { perAddress: [600, hourMs] },
  handler: async ({ input }) => {
    if (paymentsAreReal()) throw new NotFound();
    if (!isTestCard(input.card)) throw new Refusal("card-unknown");
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

/** Changes the card on the sandbox's customer page. */
export const changeSandboxCardAction = publicAction({
  name: "sandbox.change-card",
  schema: SandboxCard,
  limits: { perAddress: [600, hourMs] },
  handler: async ({ input }) => {
    if (paymentsAreReal()) throw new NotFound();
    const portal = await findObject("billing_portal.session", input.session);
    if (!portal) throw new NotFound();
    if (!isTestCard(input.card)) throw new Refusal("card-unknown");
    const outcome = await replaceCard(portal.customer, input.card);
    if (outcome === "attached") return { redirectTo: withinSite(portal.return_url) };
    throw new Refusal(outcome === "declined" ? "card-declined" : "card-expired");
  },
});

/** Lets time pass in a demo. Everybody there may: it is theirs to play with. */
export const moveClockAction = publicAction({
  name: "sandbox.move-clock",
  schema: MoveClock,
  limits: { perAddress: [60, 10 * minuteMs] },
  handler: async ({ input }) => {
    if (paymentsAreReal() || !(await isDemo())) throw new NotFound();
    await moveClock(clockStep(now(), input.by));
    await advanceSandbox(now());
    return { redirectTo: "/sandbox/clock?moved=yes" };
  },
});

function withinSite(address: string): string {
  return address.startsWith(`${publicUrl()}/`) ? address.slice(publicUrl().length) : address;
}

"use server";
import { personAction, personInCommunityAction } from "@/lib/access/action";
import { hourMs } from "@/lib/platform/clock";
import { publicUrl } from "@/lib/platform/env";
import { NotFound } from "@/lib/platform/errors";
import { cancelAtPeriodEnd, changePlan, openCardPage, undoCancel } from "../change-subscription";
import { withinSite } from "../own-address";
import { findLiveSubscription } from "../queries/subscriptions";
import { CancelSubscription, ChangeCard, ChangePlan, SubscriptionRef } from "../schema/subscriptions";

/** Moves the person's running subscription here to another price. */
export const changePlanAction = personInCommunityAction({
  name: "billing.change-plan",
  schema: ChangePlan,
  limits: { perPerson: [30, hourMs] },
  handler: async ({ input, viewer, community }) => {
    const running = await findLiveSubscription(community.id, viewer.person.userId);
    if (!running) throw new NotFound();
    await changePlan(viewer.person.userId, running.id, input.price);
    return { redirectTo: "/me/billing" };
  },
});

export const cancelSubscriptionAction = personAction({
  name: "billing.cancel",
  schema: CancelSubscription,
  limits: { perPerson: [30, hourMs] },
  handler: async ({ input, person }) => {
    await cancelAtPeriodEnd(person.userId, input.subscription, input.reason ?? null);
    return { redirectTo: "/me/billing?cancelled=yes" };
  },
});

export const undoCancelAction = personAction({
  name: "billing.undo-cancel",
  schema: SubscriptionRef,
  limits: { perPerson: [30, hourMs] },
  handler: async ({ input, person }) => {
    await undoCancel(person.userId, input.subscription);
    return { redirectTo: "/me/billing?kept=yes" };
  },
});

/** To the page where another card can be given: Stripe's, or the sandbox's. */
export const changeCardAction = personAction({
  name: "billing.change-card",
  schema: ChangeCard,
  limits: { perPerson: [30, hourMs] },
  handler: async ({ person }) => ({
    redirectTo: withinSite(await openCardPage(person.userId, `${publicUrl()}/me/billing`)),
  }),
});

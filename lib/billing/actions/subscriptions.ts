"use server";
import { personAction, personInCommunityAction } from "@/lib/access/action";
import { hourMs } from "@/lib/platform/clock";
import { publicUrl } from "@/lib/platform/env";
import { NotFound } from "@/lib/platform/errors";
import { periodBoundary } from "../billing-period";
import { cancelAtPeriodEnd, choosePlan, openCardPage, undoCancel } from "../change-subscription";
import { withinSite } from "../own-address";
import { pauseSubscription, resumeSubscription } from "../pause-subscription";
import { findPriceOnSale } from "../queries/prices";
import { findLiveSubscription, findOwnSubscription } from "../queries/subscriptions";
import { dropPendingChange } from "../schedule-change";
import {
  CancelSubscription,
  ChangeCard,
  ChangePlan,
  PauseSubscription,
  SubscriptionRef,
} from "../schema/subscriptions";

/** Moves the person's running subscription here to another price: up at once, down with the end of the paid period. */
export const changePlanAction = personInCommunityAction({
  name: "billing.change-plan",
  schema: ChangePlan,
  limits: { perPerson: [30, hourMs] },
  handler: async ({ input, viewer, community }) => {
    const { userId } = viewer.person;
    const offer = await findPriceOnSale(community.id, input.price);
    const running = await findLiveSubscription(community.id, userId, offer?.product.family);
    if (!running) throw new NotFound();
    const shown = input.shown === undefined ? undefined : new Date(Number(input.shown));
    const outcome = await choosePlan(userId, running.id, input.price, shown);
    return { redirectTo: `/me/billing?plan=${outcome}` };
  },
});

/** Takes back a change that was agreed for later. */
export const dropPendingAction = personAction({
  name: "billing.drop-pending",
  schema: SubscriptionRef,
  limits: { perPerson: [30, hourMs] },
  handler: async ({ input, person }) => {
    await dropPendingChange(person.userId, input.subscription);
    return { redirectTo: "/me/billing?plan=kept" };
  },
});

export const cancelSubscriptionAction = personAction({
  name: "billing.cancel",
  schema: CancelSubscription,
  limits: { perPerson: [30, hourMs] },
  handler: async ({ input, person }) => {
    await cancelAtPeriodEnd(person.userId, input.subscription, input.reason ?? null, input.comment);
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

/** Pauses a subscription for some months, counted from the end of what is paid. */
export const pauseSubscriptionAction = personAction({
  name: "billing.pause",
  schema: PauseSubscription,
  limits: { perPerson: [30, hourMs] },
  handler: async ({ input, person }) => {
    const subscription = await findOwnSubscription(person.userId, input.subscription);
    if (!subscription) throw new NotFound();
    const resumesAt = periodBoundary(subscription.currentPeriodEnd, "month", Number(input.months));
    await pauseSubscription(person.userId, subscription.id, resumesAt);
    return { redirectTo: "/me/billing?paused=yes" };
  },
});

export const resumeSubscriptionAction = personAction({
  name: "billing.resume",
  schema: SubscriptionRef,
  limits: { perPerson: [30, hourMs] },
  handler: async ({ input, person }) => {
    await resumeSubscription(person.userId, input.subscription);
    return { redirectTo: "/me/billing?resumed=yes" };
  },
});

/** To the page where another card can be given: Stripe's, or the sandbox's. */
export const changeCardAction = personAction({
  name: "billing.change-card",
  schema: ChangeCard,
  limits: { perPerson: [30, hourMs] },
  handler: async ({ input, person }) => {
    const subscription = input.subscription ? await findOwnSubscription(person.userId, input.subscription) : null;
    if (input.subscription && !subscription) throw new NotFound();
    const page = await openCardPage(person.userId, `${publicUrl()}/me/billing`, subscription?.account);
    return { redirectTo: withinSite(page) };
  },
});

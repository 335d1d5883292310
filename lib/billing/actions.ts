"use server";
import { revalidatePath } from "next/cache";
import { transact } from "@/db/client";
import { managerAction, personAction, personInCommunityAction, visitorAction } from "@/lib/access/action";
import { hourMs } from "@/lib/platform/clock";
import { publicUrl } from "@/lib/platform/env";
import { NotFound, Refusal } from "@/lib/platform/errors";
import { parseAmount } from "@/lib/platform/money";
import { cancelAtPeriodEnd, changePlan, openCardPage, undoCancel } from "./change-subscription";
import { setPlanPrices } from "./commands/prices";
import { archiveProduct, createProduct } from "./commands/products";
import { findLiveSubscription } from "./queries/subscriptions";
import {
  ArchivePlan,
  CancelSubscription,
  ChangeCard,
  ChangePlan,
  CreatePlan,
  SetPlanPrices,
  StartCheckout,
  SubscriptionRef,
} from "./schema";
import { startCheckout } from "./start-checkout";

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

export const createPlanAction = managerAction({
  name: "billing.create-plan",
  schema: CreatePlan,
  handler: async ({ input, viewer, community, words }) => {
    const amounts = typedPrices(input, community.currency);
    const { name, promise, includes } = input;
    const plan = { communityId: community.id, name, promise, includes, currency: community.currency, ...amounts };
    await transact((tx) => createProduct(tx, { ...plan, actorId: viewer.membership.memberId }));
    revalidatePath(`/c/${community.slug}/manage/plans`);
    return { message: words.t("billing.plans.created") };
  },
});

export const setPlanPricesAction = managerAction({
  name: "billing.set-prices",
  schema: SetPlanPrices,
  handler: async ({ input, viewer, community, words }) => {
    const amounts = typedPrices(input, community.currency);
    const change = { communityId: community.id, productId: input.product, currency: community.currency, ...amounts };
    await transact((tx) => setPlanPrices(tx, { ...change, actorId: viewer.membership.memberId }));
    revalidatePath(`/c/${community.slug}/manage/plans`);
    return { message: words.t("billing.plans.repriced") };
  },
});

export const archivePlanAction = managerAction({
  name: "billing.archive-plan",
  schema: ArchivePlan,
  handler: async ({ input, viewer, community, words }) => {
    const plan = { communityId: community.id, productId: input.product, actorId: viewer.membership.memberId };
    await transact((tx) => archiveProduct(tx, plan));
    revalidatePath(`/c/${community.slug}/manage/plans`);
    return { message: words.t("billing.plans.archivedDone") };
  },
});

/** At least one rhythm has a price, and each typed one is a price. */
function typedPrices(typed: { month: string; year: string }, currency: string) {
  const read = (field: "month" | "year") => {
    const amount = typed[field] === "" ? null : parseAmount(typed[field], currency);
    if (amount === null && typed[field] !== "") throw new Refusal("bad-price", { field });
    return amount;
  };
  const amounts = { monthAmount: read("month"), yearAmount: read("year") };
  if (amounts.monthAmount === null && amounts.yearAmount === null) throw new Refusal("bad-price", { field: "month" });
  return amounts;
}

/** Our own pages by path, so that whoever came by another name of this host (127.0.0.1) stays signed in. */
function withinSite(address: string): string {
  return address.startsWith(`${publicUrl()}/`) ? address.slice(publicUrl().length) : address;
}

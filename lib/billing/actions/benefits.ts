"use server";
import { revalidatePath } from "next/cache";
import { transact } from "@/db/client";
import { managerAction } from "@/lib/access/action";
import { hourMs } from "@/lib/platform/clock";
import { changeBenefit, createBenefit, setBenefitOffered } from "../commands/benefits";
import { ChangeBenefit, CreateBenefit, OfferBenefit } from "../schema/benefits";

export const createBenefitAction = managerAction({
  name: "billing.create-benefit",
  schema: CreateBenefit,
  limits: { perPerson: [120, hourMs] },
  handler: async ({ input, viewer, community, words }) => {
    const { name, description } = input;
    const actor = { communityId: community.id, actorId: viewer.membership.memberId };
    await transact((tx) => createBenefit(tx, { ...actor, name, description }));
    revalidatePath(`/c/${community.slug}/manage/plans/benefits`);
    return { message: words.t("selling.benefits.created", { name }) };
  },
});

export const changeBenefitAction = managerAction({
  name: "billing.change-benefit",
  schema: ChangeBenefit,
  handler: async ({ input, viewer, community, words }) => {
    const { benefit: benefitId, name, description } = input;
    const actor = { communityId: community.id, actorId: viewer.membership.memberId };
    await transact((tx) => changeBenefit(tx, { ...actor, benefitId, name, description }));
    revalidatePath(`/c/${community.slug}`, "layout");
    return { message: words.t("common.state.saved"), keepTyped: true };
  },
});

/** Takes a benefit out of the choices for products, or back in. */
export const offerBenefitAction = managerAction({
  name: "billing.offer-benefit",
  schema: OfferBenefit,
  handler: async ({ input, viewer, community, words }) => {
    const offered = input.to === "offered";
    const actor = { communityId: community.id, actorId: viewer.membership.memberId };
    await transact((tx) => setBenefitOffered(tx, { ...actor, benefitId: input.benefit, offered }));
    revalidatePath(`/c/${community.slug}/manage/plans/benefits`);
    return { message: words.t(offered ? "selling.benefits.offeredDone" : "selling.benefits.archivedDone") };
  },
});

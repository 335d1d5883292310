"use server";
import { revalidatePath } from "next/cache";
import { transact } from "@/db/client";
import { managerAction } from "@/lib/access/action";
import { Refusal } from "@/lib/platform/errors";
import { parseAmount } from "@/lib/platform/money";
import { setPlanPrices } from "../commands/prices";
import { archiveProduct, createProduct } from "../commands/products";
import { ArchivePlan, CreatePlan, SetPlanPrices } from "../schema/products";

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

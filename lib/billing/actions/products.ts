"use server";
import { revalidatePath } from "next/cache";
import { type Tx, transact } from "@/db/client";
import { managerAction } from "@/lib/access/action";
import { hourMs } from "@/lib/platform/clock";
import { NotFound } from "@/lib/platform/errors";
import { renderMarkdown } from "@/lib/platform/markdown/render";
import { setPlanPrices } from "../commands/prices";
import { setBundleItems, setProductBenefits } from "../commands/product-contents";
import {
  addPlanPrices,
  addProduct,
  addProductPaidOnce,
  archiveProduct,
  changeProduct,
  moveProduct,
  restoreProduct,
} from "../commands/products";
import { setTermPrice, withdrawPrice } from "../commands/term-prices";
import { findProduct } from "../queries/products";
import { moveSubscribers } from "../schedule-change";
import {
  ArchivePlan,
  ChangeProduct,
  CreateProduct,
  MoveProduct,
  MoveSubscribers,
  SetPlanPrices,
  SetProductContents,
  SetTermPrice,
  tickedIds,
  WithdrawPrice,
} from "../schema/products";
import { typedPlanPrices, typedTermPrice } from "../typed-price";

/** Puts something on sale: a plan, a pass, a one-off, a bundle, or the free plan. */
export const createProductAction = managerAction({
  name: "billing.create-product",
  schema: CreateProduct,
  limits: { perPerson: [120, hourMs] },
  handler: async ({ input, viewer, community, form }) => {
    const actor = { communityId: community.id, actorId: viewer.membership.memberId };
    const contents = {
      ...actor,
      kind: input.kind,
      benefitIds: tickedIds(form, "benefit"),
      itemIds: tickedIds(form, "item"),
      ownBenefit: input.own && input.kind !== "bundle" && input.kind !== "free",
    };
    const product = { ...contents, ...(await factsOf(input, community)) };
    const { currency } = community;
    let make: (tx: Tx) => Promise<string>;
    if (input.kind === "subscription") {
      const amounts = typedPlanPrices(input, currency);
      make = async (tx) => {
        const { productId } = await addProduct(tx, product);
        await addPlanPrices(tx, productId, { ...actor, currency, ...amounts });
        return productId;
      };
    } else if (input.kind === "free") {
      make = async (tx) => (await addProduct(tx, product)).productId;
    } else {
      const price = typedTermPrice(input.kind === "bundle" ? { ...input, term: "good" } : input, community);
      make = (tx) => addProductPaidOnce(tx, product, price);
    }
    await transact(make);
    revalidatePath(`/c/${community.slug}`, "layout");
    return { redirectTo: `/c/${community.slug}/manage/plans?created=yes` };
  },
});

/** Says something else of a product: name, promise, terms. */
export const changeProductAction = managerAction({
  name: "billing.change-product",
  schema: ChangeProduct,
  handler: async ({ input, viewer, community, words }) => {
    const facts = await factsOf(input, community);
    const change = { communityId: community.id, productId: input.product, actorId: viewer.membership.memberId };
    await transact((tx) => changeProduct(tx, { ...change, ...facts }));
    revalidatePath(`/c/${community.slug}`, "layout");
    return { message: words.t("selling.product.saved"), keepTyped: true };
  },
});

/** Sets what a product opens, or what a bundle holds. */
export const setProductContentsAction = managerAction({
  name: "billing.set-benefits",
  schema: SetProductContents,
  handler: async ({ input, viewer, community, words, form }) => {
    const product = await findProduct(community.id, input.product);
    if (!product) throw new NotFound();
    const change = { communityId: community.id, productId: product.id, actorId: viewer.membership.memberId };
    await transact((tx) =>
      product.kind === "bundle"
        ? setBundleItems(tx, { ...change, itemIds: tickedIds(form, "item") })
        : setProductBenefits(tx, { ...change, benefitIds: tickedIds(form, "benefit") }),
    );
    revalidatePath(`/c/${community.slug}`, "layout");
    return { message: words.t("selling.product.contentsSaved"), keepTyped: true };
  },
});

export const setPlanPricesAction = managerAction({
  name: "billing.set-prices",
  schema: SetPlanPrices,
  handler: async ({ input, viewer, community, words }) => {
    const amounts = typedPlanPrices(input, community.currency);
    const change = { communityId: community.id, productId: input.product, currency: community.currency, ...amounts };
    await transact((tx) => setPlanPrices(tx, { ...change, actorId: viewer.membership.memberId }));
    revalidatePath(`/c/${community.slug}`, "layout");
    return { message: words.t("selling.prices.repriced"), keepTyped: true };
  },
});

/** The price of something paid once; of a pass, the price of one term. */
export const setTermPriceAction = managerAction({
  name: "billing.set-term-price",
  schema: SetTermPrice,
  handler: async ({ input, viewer, community, words }) => {
    const price = typedTermPrice(input, community);
    const own = { communityId: community.id, productId: input.product, actorId: viewer.membership.memberId };
    await transact((tx) => setTermPrice(tx, { ...own, ...price }));
    revalidatePath(`/c/${community.slug}`, "layout");
    return { message: words.t("selling.prices.set") };
  },
});

export const withdrawPriceAction = managerAction({
  name: "billing.withdraw-price",
  schema: WithdrawPrice,
  handler: async ({ input, viewer, community, words }) => {
    const own = { communityId: community.id, productId: input.product, actorId: viewer.membership.memberId };
    await transact((tx) => withdrawPrice(tx, { ...own, priceId: input.price }));
    revalidatePath(`/c/${community.slug}`, "layout");
    return { message: words.t("selling.prices.withdrawn") };
  },
});

/** Agrees that whoever pays an old price of a plan pays the present one from their next period on. */
export const moveSubscribersAction = managerAction({
  name: "billing.move-subscribers",
  schema: MoveSubscribers,
  limits: { perPerson: [20, hourMs] },
  handler: async ({ input, community, words }) => {
    const move = { communityId: community.id, fromPriceId: input.from, toPriceId: input.to };
    const count = await moveSubscribers(move);
    revalidatePath(`/c/${community.slug}/manage/plans/${input.product}`);
    return { message: words.t("selling.prices.moved", { count }) };
  },
});

export const moveProductAction = managerAction({
  name: "billing.move-product",
  schema: MoveProduct,
  handler: async ({ input, viewer, community }) => {
    const own = { communityId: community.id, productId: input.product, actorId: viewer.membership.memberId };
    await transact((tx) => moveProduct(tx, { ...own, direction: input.direction }));
    revalidatePath(`/c/${community.slug}`, "layout");
    return undefined;
  },
});

export const archivePlanAction = managerAction({
  name: "billing.archive-plan",
  schema: ArchivePlan,
  handler: async ({ input, viewer, community, words }) => {
    const own = { communityId: community.id, productId: input.product, actorId: viewer.membership.memberId };
    await transact((tx) => archiveProduct(tx, own));
    revalidatePath(`/c/${community.slug}`, "layout");
    return { message: words.t("selling.product.archivedDone") };
  },
});

export const restoreProductAction = managerAction({
  name: "billing.restore-product",
  schema: ArchivePlan,
  handler: async ({ input, viewer, community, words }) => {
    const own = { communityId: community.id, productId: input.product, actorId: viewer.membership.memberId };
    await transact((tx) => restoreProduct(tx, own));
    revalidatePath(`/c/${community.slug}`, "layout");
    return { message: words.t("selling.product.restored") };
  },
});

interface TypedFacts {
  name: string;
  promise: string;
  description: string;
  featured: boolean;
  refund: "ends" | "stays";
  trial: number | null;
  freeTrial: number | null;
}

/** What was typed of a product, with its description as HTML. */
async function factsOf(typed: TypedFacts, community: { locale: "en" | "zh-CN" }) {
  const { bodyHtml } = await renderMarkdown(typed.description, { paid: false, lang: community.locale });
  return {
    name: typed.name,
    promise: typed.promise,
    description: typed.description,
    descriptionHtml: bodyHtml,
    featured: typed.featured,
    accessAfterRefund: typed.refund,
    trialDays: typed.trial ?? 0,
    freeTrialDays: typed.freeTrial ?? 0,
  };
}

import "server-only";
import { notFound } from "next/navigation";
import { cache } from "react";
import { loadCommunity } from "@/lib/communities/loaders";
import { paymentsAreReal } from "../gateway";
import { listPlanBenefits } from "../queries/benefits";
import { listPlans } from "../queries/plans";
import { countPostsByBenefit, findPostSlug } from "../queries/posts";
import { findPriceOnSale } from "../queries/prices";
import { findLiveSubscription } from "../queries/subscriptions";
import { JoinQuery } from "../schema/checkout";

/** The plans of a community as the viewer may choose them, with what each opens and what they have now. */
export const loadJoinPage = cache(async (slug: string, per: unknown, singlePriceId?: unknown) => {
  const { community, viewer } = await loadCommunity(slug);
  const [plans, benefits, texts, running, single] = await Promise.all([
    listPlans(community.id),
    listPlanBenefits(community.id),
    countPostsByBenefit(community.id, viewer.at),
    viewer.person ? findLiveSubscription(community.id, viewer.person.userId) : null,
    typeof singlePriceId === "string" ? loadSingle(community.id, singlePriceId) : null,
  ]);
  const names = new Map(benefits.map(({ id, name }) => [id, name]));
  const offers = plans.filter(({ month, year }) => month || year);
  return {
    community,
    viewer,
    running,
    single,
    interval: JoinQuery.parse({ per }).per,
    openTexts: texts.get("") ?? 0,
    plans: offers.map((plan) => ({
      ...plan,
      // What nothing has been published for yet is not promised.
      opens: plan.benefitIds.flatMap((id) => {
        const count = texts.get(id) ?? 0;
        return count > 0 ? [{ name: names.get(id) ?? plan.name, texts: count }] : [];
      }),
    })),
    sandbox: !paymentsAreReal(),
  };
});

/** The one text a link of its paywall names; null for anything that is not sold singly here. */
async function loadSingle(communityId: string, priceId: string) {
  const offer = priceId.length <= 64 ? await findPriceOnSale(communityId, priceId) : null;
  if (!offer?.product.postId) return null;
  const { amount, currency } = offer.price;
  return {
    priceId,
    name: offer.product.name,
    amount,
    currency,
    post: await findPostSlug(communityId, offer.product.postId),
  };
}

/** The plan somebody is about to switch to, beside the one they have. 404 when either does not exist. */
export async function loadPlanChange(slug: string, priceId: string) {
  const { community, viewer } = await loadCommunity(slug);
  if (!viewer.person) notFound();
  const running = await findLiveSubscription(community.id, viewer.person.userId);
  const plans = await listPlans(community.id);
  const target = plans.flatMap((plan) =>
    (["month", "year"] as const).flatMap((interval) => {
      const price = plan[interval];
      return price?.id === priceId ? [{ plan, price, interval }] : [];
    }),
  )[0];
  if (!running || !target || target.price.id === running.priceId) notFound();
  return { community, viewer, running, target, sandbox: !paymentsAreReal() };
}

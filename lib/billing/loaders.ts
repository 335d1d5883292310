import "server-only";
import { notFound } from "next/navigation";
import { cache } from "react";
import { hasRight } from "@/lib/access/permissions";
import { loadCommunity } from "@/lib/communities/loaders";
import { requirePerson } from "@/lib/identity/loaders";
import { now } from "@/lib/platform/clock";
import { isDemo } from "@/lib/platform/installation";
import { log } from "@/lib/platform/log";
import { paymentsAreReal } from "./gateway";
import { listPlanBenefits } from "./queries/benefits";
import { findCustomer } from "./queries/customers";
import { findOwnOrder } from "./queries/orders";
import { listPlans, listPlansForOwner } from "./queries/plans";
import { countPostsByBenefit, findPostSlug } from "./queries/posts";
import { findPriceOnSale } from "./queries/prices";
import { findReceipt, listReceipts } from "./queries/receipts";
import { findLiveSubscription, findOwnSubscription, listSubscriptions } from "./queries/subscriptions";
import { JoinQuery, ReturnQuery } from "./schema";
import { syncCustomer } from "./sync-customer";

type SearchParams = Record<string, string | string[] | undefined>;

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

/**
 * Where the checkout sends people back to. An order that is still open is looked up at Stripe here and now, so a lost
 * or late webhook delays nobody. Only one's own order; anybody else's answers 404.
 */
export async function loadReturn(slug: string, params: SearchParams) {
  const { community, viewer } = await loadCommunity(slug);
  const query = ReturnQuery.parse(params);
  if (!viewer.person || query.order === "") notFound();
  const { userId } = viewer.person;
  let found = await findOwnOrder(community.id, userId, query.order);
  if (!found) notFound();
  if (found.order.state === "open") {
    await lookUp(userId);
    found = (await findOwnOrder(community.id, userId, query.order)) ?? found;
  }
  const post = found.postId ? await findPostSlug(community.id, found.postId) : null;
  // Stripe names the session only after a successful payment: without it the person came back by themselves.
  return {
    community,
    viewer,
    ...found,
    post,
    cameFromPayment: query.session_id !== undefined,
    sandbox: !paymentsAreReal(),
  };
}

async function lookUp(userId: string): Promise<void> {
  const customer = await findCustomer(userId);
  if (!customer) return;
  try {
    await syncCustomer(customer.stripeCustomerId);
  } catch (error) {
    log.warn({ error: error instanceof Error ? error.message : String(error) }, "return page could not ask Stripe");
  }
}

/** Everything one person pays or paid for on this installation. */
export async function loadBilling() {
  const person = await requirePerson("/me/billing");
  const [subscriptions, receipts, demo] = await Promise.all([
    listSubscriptions(person.userId),
    listReceipts(person.userId),
    isDemo(),
  ]);
  return { person, subscriptions, receipts, demo, at: now(), sandbox: !paymentsAreReal() };
}

/** The page that asks before a cancellation: one's own running subscription, or 404. */
export async function loadCancellation(subscriptionId: string) {
  const person = await requirePerson(`/me/billing/cancel/${subscriptionId}`);
  const subscription = await findOwnSubscription(person.userId, subscriptionId);
  if (!subscription?.live || subscription.cancelAtPeriodEnd) notFound();
  return { person, subscription, demo: await isDemo(), at: now() };
}

/** One's own receipt, or 404. */
export async function loadReceipt(paymentId: string) {
  const person = await requirePerson(`/me/billing/receipts/${paymentId}`);
  const receipt = await findReceipt(person.userId, paymentId);
  if (!receipt) notFound();
  return { person, ...receipt, demo: await isDemo(), at: now(), sandbox: !paymentsAreReal() };
}

/** The owner's list of plans, for whoever runs the community. */
export async function loadPlansForOwner(slug: string) {
  const { community, viewer } = await loadCommunity(slug);
  if (!hasRight(viewer, "manager")) notFound();
  const [plans, benefits] = await Promise.all([listPlansForOwner(community.id), listPlanBenefits(community.id)]);
  return { community, viewer, plans, benefits };
}

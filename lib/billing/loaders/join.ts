import "server-only";
import { hasRight } from "@/lib/access/permissions";
import type { Viewer } from "@/lib/access/types";
import { anonymousViewer } from "@/lib/access/viewer";
import { loadCommunity } from "@/lib/communities/loaders";
import { paymentsAreReal } from "../gateway";
import { ownsAlready } from "../ownership";
import { listPlanBenefits } from "../queries/benefits";
import { findCoupon } from "../queries/coupons";
import { countPostsByBenefit, findPostSlug } from "../queries/posts";
import { listOffers } from "../queries/products";
import { findQuote, type PricedOffer } from "../queries/quotes";
import { findLiveSubscription } from "../queries/subscriptions";
import { findTerms } from "../queries/terms";
import { mayTry } from "../queries/trials";
import { JoinPageQuery } from "../schema/join";
import type { CatalogOffer, CatalogProduct } from "../types";

type SearchParams = Record<string, string | string[] | undefined>;

/** A price on sale with what it costs this viewer: the quote is the one the checkout will ask for, too. */
export type QuotedPrice = Pick<CatalogOffer, "id" | "amount" | "currency" | "interval" | "termDays" | "termUntil"> &
  Pick<PricedOffer, "quote" | "coupon" | "couponRefusal">;

/**
 * What a community sells, as the viewer may choose it and at the price they would be charged. Who runs it may look
 * with a visitor's eyes (`?as=visitor`).
 */
export async function loadJoinPage(slug: string, params: SearchParams) {
  const { community, viewer } = await loadCommunity(slug);
  const query = JoinPageQuery.parse(params);
  const mayPreview = hasRight(viewer, "manager");
  const isPreview = mayPreview && query.as === "visitor";
  const shown: Viewer = isPreview ? anonymousViewer(community.id, viewer.at) : viewer;
  const userId = shown.person?.userId ?? null;
  const [offers, benefits, texts, terms, running, coupon, mayTryHere] = await Promise.all([
    listOffers(community.id),
    listPlanBenefits(community.id),
    countPostsByBenefit(community.id, shown.at),
    findTerms(community.id),
    userId ? findLiveSubscription(community.id, userId) : null,
    query.coupon.trim() === "" ? null : findCoupon(community.id, query.coupon),
    userId ? mayTry(community.id, userId) : true,
  ]);
  const quoted = await quoteOffers(offers, { communityId: community.id, userId, coupon: query.coupon }, query);
  const names = new Map(offers.map(({ id, name }) => [id, name]));
  const once = (kind: string) =>
    quoted
      .filter(({ product }) => product.kind === kind)
      .map((offer) => ({ ...offer, items: itemsOf(offer.product, offers, names, shown) }));
  const plans = quoted.filter(({ product, prices }) => product.kind === "subscription" && prices.length > 0);
  const refusals = quoted.flatMap(({ prices }) => prices.map(({ couponRefusal }) => couponRefusal));
  return {
    community,
    viewer: shown,
    frameViewer: viewer,
    isPreview,
    mayPreview,
    query,
    running,
    terms,
    free: offers.find(({ kind }) => kind === "free") ?? null,
    plans: plans.map((plan) => ({
      ...plan,
      opens: opensOf(plan.product, benefits, texts),
      freeTrialDays: mayTryHere && !running ? plan.product.freeTrialDays : 0,
    })),
    passes: once("pass").filter(({ prices }) => prices.length > 0),
    bundles: once("bundle").filter(({ prices }) => prices.length > 0),
    single: query.price ? await loadSingle(shown, query) : null,
    benefits,
    texts,
    coupon,
    // Of several prices a code may lower some only; a code that lowers none says why.
    couponRefusal: refusals.some((refusal) => refusal === null) ? null : (refusals[0] ?? "coupon-unknown"),
    couponIsPartial: refusals.some((refusal) => refusal === null) && refusals.some((refusal) => refusal !== null),
    sandbox: !paymentsAreReal(),
  };
}

interface Asking {
  communityId: string;
  userId: string | null;
  coupon: string;
}

/** Every product with its prices quoted. Of a plan only the price of the chosen rhythm is asked for, or its only one. */
async function quoteOffers(offers: readonly CatalogProduct[], asking: Asking, { per }: JoinPageQuery) {
  return Promise.all(
    offers
      .filter(({ postId }) => postId === null)
      .map(async (product) => {
        const chosen = product.prices.find(({ interval }) => interval === per) ?? product.prices[0];
        const wanted = product.kind === "subscription" ? (chosen ? [chosen] : []) : product.prices;
        const prices = await Promise.all(wanted.map((price) => quotePrice(price, asking)));
        return { product, prices: prices.filter((price) => price !== null) };
      }),
  );
}

async function quotePrice(price: CatalogOffer, asking: Asking): Promise<QuotedPrice | null> {
  const found = await findQuote({ ...asking, priceId: price.id });
  if (!found) return null;
  const { id, amount, currency, interval, termDays, termUntil } = price;
  const { quote, coupon, couponRefusal } = found;
  return { id, amount, currency, interval, termDays, termUntil, quote, coupon, couponRefusal };
}

/** What a plan opens, with how many texts; what nothing has been published for yet is not promised. */
function opensOf(
  { benefitIds, name }: CatalogProduct,
  benefits: readonly { id: string; name: string }[],
  texts: ReadonlyMap<string, number>,
) {
  return benefitIds.flatMap((id) => {
    const count = texts.get(id) ?? 0;
    return count > 0 ? [{ name: benefits.find((each) => each.id === id)?.name ?? name, texts: count }] : [];
  });
}

/** What a bundle holds, and which of it this viewer has for good. */
function itemsOf(
  { itemIds }: CatalogProduct,
  offers: readonly CatalogProduct[],
  names: ReadonlyMap<string, string>,
  viewer: Viewer,
) {
  return itemIds.flatMap((id) => {
    const item = offers.find((each) => each.id === id);
    const name = names.get(id);
    if (!item || !name) return [];
    const owned = ownsAlready(
      { benefitIds: item.benefitIds, termDays: null, termUntil: null },
      viewer.grants,
      viewer.at,
    );
    return [{ id, name, owned }];
  });
}

/** The one text a link of its paywall names; null for anything that is not sold singly here. */
async function loadSingle(viewer: Viewer, { price, coupon }: JoinPageQuery) {
  const { communityId } = viewer;
  const found = await findQuote({ communityId, userId: viewer.person?.userId ?? null, priceId: price, coupon });
  if (!found?.product.postId) return null;
  const { termDays, termUntil, amount, currency, id } = found.price;
  return {
    price: { id, amount, currency, interval: null, termDays, termUntil, ...found } satisfies QuotedPrice,
    name: found.product.name,
    post: await findPostSlug(viewer, found.product.postId),
  };
}

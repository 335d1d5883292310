import "server-only";
import { loadCommunity } from "@/lib/communities/loaders";
import { requestAddress } from "@/lib/identity/loaders";
import { Refusal } from "@/lib/platform/errors";
import { spendLimits } from "@/lib/platform/rate-limit";
import { paymentsAreReal } from "../gateway";
import { codeTries } from "../gift-code";
import { findWaitingGift } from "../queries/gifts";
import { listOffers } from "../queries/products";
import { findQuote } from "../queries/quotes";
import { GiftCodeQuery, GiftPageQuery } from "../schema/gifts";
import type { QuotedPrice } from "./join";

type SearchParams = Record<string, string | string[] | undefined>;

/** What can be given here: every pass on sale, at the price a gift of it is charged. */
export async function loadGiftPage(slug: string, params: SearchParams) {
  const { community, viewer } = await loadCommunity(slug);
  const query = GiftPageQuery.parse(params);
  const offers = await listOffers(community.id);
  const passes = offers
    .filter(({ kind }) => kind === "pass")
    .flatMap((product) => product.prices.map((price) => ({ product, price })));
  const userId = viewer.person?.userId ?? null;
  const quoted = await Promise.all(
    passes.map(async ({ product, price }) => {
      const found = await findQuote({
        communityId: community.id,
        priceId: price.id,
        userId,
        coupon: query.coupon,
        isGift: true,
      });
      if (!found || (price.termUntil && price.termUntil <= viewer.at)) return null;
      const { quote, coupon, couponRefusal } = found;
      return { product, price: { ...price, quote, coupon, couponRefusal } satisfies QuotedPrice };
    }),
  );
  return {
    community,
    viewer,
    query,
    gifts: quoted.filter((gift) => gift !== null),
    sandbox: !paymentsAreReal(),
  };
}

/**
 * The page where a code is redeemed. What it opens is shown once it is known; a wrong code tells nothing. Looking counts
 * as a try, like redeeming.
 */
export async function loadRedeemPage(slug: string, params: SearchParams) {
  const { community, viewer } = await loadCommunity(slug);
  const { code } = GiftCodeQuery.parse(params);
  if (code === "") return { community, viewer, code, gift: null, waitMinutes: null };
  const waitMinutes = await minutesToWait();
  const gift = waitMinutes === null ? await findWaitingGift(community.id, code, viewer.at) : null;
  return { community, viewer, code, gift, waitMinutes };
}

/** Spends one look at a code; for how many minutes there is none any more, or null. */
async function minutesToWait(): Promise<number | null> {
  try {
    await spendLimits([codeTries(await requestAddress())]);
    return null;
  } catch (error) {
    if (error instanceof Refusal) return Number(error.options.values?.minutes ?? 60);
    throw error;
  }
}

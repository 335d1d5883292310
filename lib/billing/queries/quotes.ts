import "server-only";
import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import { read } from "@/db/client";
import { bundleItems, orders, prices } from "@/db/schema/billing";
import { listHeldGrants } from "@/lib/access/queries";
import { now } from "@/lib/platform/clock";
import { type CouponTerms, couponRefusal } from "../coupon";
import { leftoverDays } from "../leftover";
import { creditsOf, type OrderCredit, type OwnedItem, type Quote, quote } from "../quote";
import type { CatalogPrice } from "../types";
import { findCoupon } from "./coupons";
import { listRemainders } from "./credits";
import { findPriceOnSale, listPrices } from "./prices";
import { mayTry } from "./trials";

export interface Question {
  communityId: string;
  priceId: string;
  /** Null for a visitor: nothing owned, and a trial as if they were new. */
  userId: string | null;
  /** As typed. */
  coupon?: string;
  /** For somebody else: what the buyer owns or has left does not matter. */
  isGift?: boolean;
}

/** What a price costs this person, and what they would buy. */
export interface PricedOffer {
  price: CatalogPrice;
  product: NonNullable<Awaited<ReturnType<typeof findPriceOnSale>>>["product"];
  coupon: CouponTerms | null;
  /** Why the typed code takes nothing off: a code of the messages `errors`. The quote is then without it. */
  couponRefusal: string | null;
  quote: Quote;
  /** What of a bundle's credit comes from which order. */
  credits: OrderCredit[];
  /** Orders and gifts whose unused days come before the first charge. */
  carriedFrom: string[];
}

/** The price of something on sale for this person, now. The join page and the checkout both ask here. Null: not on sale. */
export async function findQuote(question: Question): Promise<PricedOffer | null> {
  const { communityId, priceId, userId, isGift = false } = question;
  const offer = await findPriceOnSale(communityId, priceId);
  const [price] = offer ? await listPrices([priceId]) : [];
  if (!offer || !price) return null;
  const at = now();
  const purchase = { productId: price.productId, currency: price.currency, at };
  const typed = question.coupon?.trim() ?? "";
  const found = typed === "" ? null : await findCoupon(communityId, typed);
  const refusal = typed === "" ? null : found ? await refusalFor(found, purchase, question) : "coupon-unknown";
  const coupon = refusal === null ? found : null;
  const leftover = userId && !isGift && price.interval ? await findLeftover(price, userId, at) : null;
  const trialDays = offer.product.trialDays;
  const situation = {
    coupon,
    owned: userId && !isGift ? await listOwnedItems(price, userId) : [],
    leftoverUntil: leftover?.until ?? null,
    trialDays: trialDays > 0 && (userId === null || (await mayTry(communityId, userId))) ? trialDays : 0,
    at,
  };
  return {
    price,
    product: offer.product,
    coupon,
    couponRefusal: refusal,
    quote: quote(price, situation),
    credits: creditsOf(price, situation.owned),
    carriedFrom: leftover?.sources ?? [],
  };
}

/** A use that the person's own open checkout holds is theirs, even if it was the last one or the time is over since. */
async function refusalFor(
  coupon: CouponTerms,
  purchase: Parameters<typeof couponRefusal>[1],
  { userId, priceId }: Question,
): Promise<ReturnType<typeof couponRefusal>> {
  const refusal = couponRefusal(coupon, purchase);
  const mayBeHeld = refusal === "coupon-used-up" || refusal === "coupon-over";
  if (!mayBeHeld || userId === null) return refusal;
  return (await holdsCoupon(userId, priceId, coupon.id)) ? null : refusal;
}

async function holdsCoupon(userId: string, priceId: string, couponId: string): Promise<boolean> {
  const [order] = await read()
    .select({ id: orders.id })
    .from(orders)
    .where(
      and(
        eq(orders.userId, userId),
        eq(orders.priceId, priceId),
        eq(orders.couponId, couponId),
        eq(orders.state, "open"),
      ),
    )
    .limit(1);
  return order !== undefined;
}

async function findLeftover(price: CatalogPrice, userId: string, at: Date) {
  return leftoverDays(price.benefitIds, await listHeldGrants(price.communityId, userId), at);
}

/** The things of a bundle that the person has bought for good and not given back, with what they paid. */
async function listOwnedItems(price: CatalogPrice, userId: string): Promise<OwnedItem[]> {
  if (price.productKind !== "bundle") return [];
  const items = await read()
    .select({ productId: bundleItems.productId })
    .from(bundleItems)
    .where(and(eq(bundleItems.communityId, price.communityId), eq(bundleItems.bundleProductId, price.productId)));
  if (items.length === 0) return [];
  const bought = await read()
    .select({
      orderId: orders.id,
      productId: orders.productId,
      currency: orders.currency,
    })
    .from(orders)
    .innerJoin(prices, eq(prices.id, orders.priceId))
    .where(
      and(
        eq(orders.communityId, price.communityId),
        eq(orders.userId, userId),
        eq(orders.kind, "payment"),
        eq(orders.state, "paid"),
        isNull(prices.termDays),
        isNull(prices.termUntil),
        inArray(
          orders.productId,
          items.map(({ productId }) => productId),
        ),
      ),
    )
    .orderBy(asc(orders.paidAt), asc(orders.id));
  const left = await listRemainders(bought.map(({ orderId }) => orderId));
  return bought.map((item) => ({ ...item, paid: left.get(item.orderId) ?? 0 }));
}

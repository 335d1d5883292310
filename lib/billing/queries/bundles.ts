import "server-only";
import { and, asc, eq, isNull } from "drizzle-orm";
import { read } from "@/db/client";
import { countAll } from "@/db/dialect/sql";
import { bundleItems, prices, products } from "@/db/schema/billing";
import { now } from "@/lib/platform/clock";
import type { BundleOffer } from "../types";
import { isHeldBack } from "./held-back";

/** The cheapest bundle on sale that a product is part of, with how many things it holds; null for none. */
export async function findBundleWith(communityId: string, productId: string): Promise<BundleOffer | null> {
  const offers = await read()
    .select({
      productId: products.id,
      priceId: prices.id,
      name: products.name,
      amount: prices.amount,
      currency: prices.currency,
    })
    .from(bundleItems)
    .innerJoin(products, and(eq(products.id, bundleItems.bundleProductId), isNull(products.archivedAt)))
    .innerJoin(prices, and(eq(prices.productId, products.id), isNull(prices.archivedAt)))
    .where(and(eq(bundleItems.communityId, communityId), eq(bundleItems.productId, productId)))
    .orderBy(asc(prices.amount), asc(prices.id));
  const offer = await firstOnSale(communityId, offers);
  if (!offer) return null;
  const [held] = await read()
    .select({ n: countAll() })
    .from(bundleItems)
    .where(eq(bundleItems.bundleProductId, offer.productId));
  return { ...offer, items: held?.n ?? 0 };
}

async function firstOnSale<Offer extends { productId: string }>(communityId: string, offers: readonly Offer[]) {
  for (const offer of offers) if (!(await isHeldBack(communityId, offer.productId, now()))) return offer;
  return null;
}

import "server-only";
import { and, eq, inArray, isNull, or } from "drizzle-orm";
import { read } from "@/db/client";
import { bundleItems, prices, productBenefits, products } from "@/db/schema/billing";
import { now } from "@/lib/platform/clock";
import type { Interval } from "../billing-period";
import type { CatalogPrice, ProductKind, SinglePrice } from "../types";
import { isHeldBack } from "./held-back";
import { listLocalIds } from "./published";

/** Prices by our id (archived ones included) with the benefits they buy; a bundle's are those of its items. */
export async function listPrices(ids: readonly string[]): Promise<CatalogPrice[]> {
  if (ids.length === 0) return [];
  const rows = await read()
    .select({ price: prices, product: products, benefitId: productBenefits.benefitId })
    .from(prices)
    .innerJoin(products, eq(products.id, prices.productId))
    .leftJoin(bundleItems, eq(bundleItems.bundleProductId, products.id))
    .leftJoin(
      productBenefits,
      or(eq(productBenefits.productId, products.id), eq(productBenefits.productId, bundleItems.productId)),
    )
    .where(inArray(prices.id, [...ids]));
  const found = new Map<string, CatalogPrice>();
  for (const { price, product, benefitId } of rows) {
    const known: CatalogPrice = found.get(price.id) ?? {
      id: price.id,
      communityId: price.communityId,
      productId: price.productId,
      productKind: product.kind as ProductKind,
      family: product.family,
      currency: price.currency,
      amount: price.amount,
      interval: price.interval as Interval | null,
      termDays: price.termDays,
      termUntil: price.termUntil,
      benefitIds: [],
      accessAfterRefund: product.accessAfterRefund as CatalogPrice["accessAfterRefund"],
    };
    if (benefitId && !known.benefitIds.includes(benefitId)) known.benefitIds.push(benefitId);
    found.set(price.id, known);
  }
  return [...found.values()];
}

/** Our prices by the ids they have in a Stripe account. What is not ours is left out. */
export async function listPublishedPrices(
  account: string,
  stripeIds: readonly string[],
): Promise<Map<string, CatalogPrice>> {
  const localIds = await listLocalIds(account, "price", stripeIds);
  const found = new Map((await listPrices([...localIds.values()])).map((price) => [price.id, price]));
  return new Map([...localIds].flatMap(([stripeId, id]) => (found.has(id) ? [[stripeId, found.get(id)!]] : [])));
}

/**
 * A price that can be bought now in this community, with its product; null when it is another's, unknown or archived, and
 * while it sells a post that is not public.
 */
export async function findPriceOnSale(communityId: string, priceId: string) {
  const [row] = await read()
    .select({ price: prices, product: products })
    .from(prices)
    .innerJoin(products, eq(products.id, prices.productId))
    .where(
      and(
        eq(prices.communityId, communityId),
        eq(prices.id, priceId),
        isNull(prices.archivedAt),
        isNull(products.archivedAt),
      ),
    )
    .limit(1);
  if (!row) return null;
  const mayBeHeldBack = row.product.postId !== null || row.product.kind === "bundle";
  return mayBeHeldBack && (await isHeldBack(communityId, row.product.id, now())) ? null : row;
}

/** The price at which one post is sold singly, or would be once it is published; null for none. */
export async function findSinglePrice(communityId: string, postId: string): Promise<SinglePrice | null> {
  const [row] = await read()
    .select({
      productId: products.id,
      priceId: prices.id,
      name: products.name,
      amount: prices.amount,
      currency: prices.currency,
    })
    .from(products)
    .innerJoin(prices, and(eq(prices.productId, products.id), isNull(prices.archivedAt)))
    .where(
      and(
        eq(products.communityId, communityId),
        eq(products.postId, postId),
        eq(products.kind, "one_off"),
        isNull(products.archivedAt),
      ),
    )
    .limit(1);
  return row ?? null;
}

import "server-only";
import { and, eq, inArray, isNull } from "drizzle-orm";
import { read } from "@/db/client";
import { prices, productBenefits, products } from "@/db/schema/billing";
import type { Interval } from "../billing-period";
import type { CatalogPrice, ProductKind, SinglePrice } from "../types";

/** A community's prices (archived ones included) by our id or by Stripe's, with the benefits they buy. */
export async function listPrices(by: { ids: string[] } | { stripeIds: string[] }): Promise<CatalogPrice[]> {
  const wanted = "ids" in by ? inArray(prices.id, by.ids) : inArray(prices.stripePriceId, by.stripeIds);
  const rows = await read()
    .select({ price: prices, kind: products.kind, benefitId: productBenefits.benefitId })
    .from(prices)
    .innerJoin(products, eq(products.id, prices.productId))
    .leftJoin(productBenefits, eq(productBenefits.productId, products.id))
    .where(wanted);
  const found = new Map<string, CatalogPrice>();
  for (const { price, kind, benefitId } of rows) {
    const known = found.get(price.id) ?? {
      ...price,
      interval: price.interval as Interval | null,
      productKind: kind as ProductKind,
      benefitIds: [],
    };
    if (benefitId) known.benefitIds.push(benefitId);
    found.set(price.id, known);
  }
  return [...found.values()];
}

/** A price that can be bought now in this community, with its product; null when it is another's, unknown or archived. */
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
  return row ?? null;
}

/** The price at which one post is sold singly, or null. */
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

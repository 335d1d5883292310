import "server-only";
import { and, asc, eq, inArray, isNull, type SQL } from "drizzle-orm";
import { read } from "@/db/client";
import { countAll } from "@/db/dialect/sql";
import { bundleItems, customers, orders, prices, productBenefits, products, subscriptions } from "@/db/schema/billing";
import { now } from "@/lib/platform/clock";
import type { Interval } from "../billing-period";
import type { CatalogOffer, CatalogProduct, ProductKind } from "../types";
import { listHeldBack } from "./held-back";

export async function findProduct(communityId: string, productId: string) {
  const [row] = await read()
    .select()
    .from(products)
    .where(and(eq(products.communityId, communityId), eq(products.id, productId)))
    .limit(1);
  return row ?? null;
}

/**
 * Everything on sale in a community, in the owner's order, with its prices, what it opens and what a bundle holds. What
 * sells a post that is not public, and a bundle with such an item, is not on sale.
 */
export async function listOffers(communityId: string): Promise<CatalogProduct[]> {
  return (await catalogue(communityId, isNull(products.archivedAt))).filter(({ heldBack }) => heldBack === null);
}

/** The same with what is not or no longer on sale: for who runs the community. */
export async function listCatalogue(communityId: string): Promise<CatalogProduct[]> {
  return catalogue(communityId);
}

/** One product of a community, on sale or not; null when there is none. */
export async function findCatalogProduct(communityId: string, productId: string): Promise<CatalogProduct | null> {
  return (await catalogue(communityId, eq(products.id, productId)))[0] ?? null;
}

async function catalogue(communityId: string, narrowed?: SQL): Promise<CatalogProduct[]> {
  const [rows, offers, carried, held, heldBack] = await Promise.all([
    read()
      .select()
      .from(products)
      .where(and(eq(products.communityId, communityId), narrowed))
      .orderBy(asc(products.position), asc(products.createdAt), asc(products.id)),
    read()
      .select()
      .from(prices)
      .where(and(eq(prices.communityId, communityId), isNull(prices.archivedAt)))
      .orderBy(asc(prices.amount), asc(prices.id)),
    read().select().from(productBenefits).where(eq(productBenefits.communityId, communityId)),
    read().select().from(bundleItems).where(eq(bundleItems.communityId, communityId)),
    listHeldBack(communityId, now()),
  ]);
  const pricesOf = gather(offers, ({ productId }) => productId);
  const benefitsOf = gather(carried, ({ productId }) => productId);
  const itemsOf = gather(held, ({ bundleProductId }) => bundleProductId);
  const withItems = rows.map((row) => ({
    row,
    itemIds: (itemsOf.get(row.id) ?? []).map(({ productId }) => productId),
  }));
  return withItems.map(({ row, itemIds }) => ({
    ...row,
    kind: row.kind as ProductKind,
    accessAfterRefund: row.accessAfterRefund as CatalogProduct["accessAfterRefund"],
    prices: (pricesOf.get(row.id) ?? []).map(toOffer),
    benefitIds: (benefitsOf.get(row.id) ?? []).map(({ benefitId }) => benefitId),
    itemIds,
    heldBack: heldBack.has(row.id) ? "post" : itemIds.some((id) => heldBack.has(id)) ? "items" : null,
  }));
}

function toOffer(price: typeof prices.$inferSelect): CatalogOffer {
  return { ...price, interval: price.interval as Interval | null };
}

function gather<Row>(rows: readonly Row[], key: (row: Row) => string): Map<string, Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of rows) found.set(key(row), [...(found.get(key(row)) ?? []), row]);
  return found;
}

/** How many pay a product now (running subscriptions), and how often it was bought once: paid and not given back. */
export async function countHolders(communityId: string): Promise<Map<string, { subscribers: number; sold: number }>> {
  const [running, bought] = await Promise.all([
    read()
      .select({ productId: subscriptions.productId, n: countAll() })
      .from(subscriptions)
      .where(and(eq(subscriptions.communityId, communityId), eq(subscriptions.live, true)))
      .groupBy(subscriptions.productId),
    read()
      .select({ productId: orders.productId, n: countAll() })
      .from(orders)
      .where(
        and(
          eq(orders.communityId, communityId),
          eq(orders.state, "paid"),
          inArray(orders.kind, ["payment", "gift"]),
          isNull(orders.refundedAt),
        ),
      )
      .groupBy(orders.productId),
  ]);
  const counts = new Map<string, { subscribers: number; sold: number }>();
  const of = (productId: string) => {
    const known = counts.get(productId) ?? { subscribers: 0, sold: 0 };
    counts.set(productId, known);
    return known;
  };
  for (const { productId, n } of running) of(productId).subscribers = n;
  for (const { productId, n } of bought) of(productId).sold = n;
  return counts;
}

/** The Stripe customers of everybody with a running subscription to a product, or who bought it or a bundle with it. */
export async function listHolders(
  communityId: string,
  productId: string,
): Promise<{ account: string; customerId: string }[]> {
  const bundles = await read()
    .select({ id: bundleItems.bundleProductId })
    .from(bundleItems)
    .where(and(eq(bundleItems.communityId, communityId), eq(bundleItems.productId, productId)));
  const ids = [productId, ...bundles.map(({ id }) => id)];
  const who = { account: customers.account, customerId: customers.stripeCustomerId };
  const [subscribers, buyers] = await Promise.all([
    read()
      .selectDistinct(who)
      .from(customers)
      .innerJoin(
        subscriptions,
        and(eq(subscriptions.userId, customers.userId), eq(subscriptions.account, customers.account)),
      )
      .where(
        and(
          eq(subscriptions.communityId, communityId),
          eq(subscriptions.live, true),
          inArray(subscriptions.productId, ids),
        ),
      ),
    read()
      .selectDistinct(who)
      .from(customers)
      .innerJoin(orders, and(eq(orders.userId, customers.userId), eq(orders.account, customers.account)))
      .where(and(eq(orders.communityId, communityId), eq(orders.state, "paid"), inArray(orders.productId, ids))),
  ]);
  const found = new Map([...subscribers, ...buyers].map((each) => [`${each.account} ${each.customerId}`, each]));
  return [...found.values()];
}

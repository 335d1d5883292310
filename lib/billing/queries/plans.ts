import "server-only";
import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import { read } from "@/db/client";
import { countAll } from "@/db/dialect/sql";
import { prices, productBenefits, products, subscriptions } from "@/db/schema/billing";
import type { Plan, PlanPrice } from "../types";

/** The plans on sale, in the owner's order. */
export async function listPlans(communityId: string): Promise<Plan[]> {
  const rows = await read()
    .select({ product: products, price: prices })
    .from(products)
    .leftJoin(prices, and(eq(prices.productId, products.id), isNull(prices.archivedAt)))
    .where(and(eq(products.communityId, communityId), eq(products.kind, "subscription"), isNull(products.archivedAt)))
    .orderBy(asc(products.position), asc(products.createdAt));
  const plans = new Map<string, Plan>();
  for (const { product, price } of rows) {
    const plan = plans.get(product.id) ?? {
      productId: product.id,
      name: product.name,
      promise: product.promise,
      month: null,
      year: null,
      benefitIds: [],
    };
    const shown: PlanPrice | null = price && { id: price.id, amount: price.amount, currency: price.currency };
    if (price?.interval === "month") plan.month = shown;
    if (price?.interval === "year") plan.year = shown;
    plans.set(product.id, plan);
  }
  if (plans.size === 0) return [];
  const links = await read()
    .select()
    .from(productBenefits)
    .where(inArray(productBenefits.productId, [...plans.keys()]));
  for (const { productId, benefitId } of links) plans.get(productId)?.benefitIds.push(benefitId);
  return [...plans.values()];
}

/** Plans ever sold with how many live subscriptions each has, archived ones last. For the owner. */
export async function listPlansForOwner(communityId: string) {
  const [rows, counts, offers] = await Promise.all([
    read()
      .select()
      .from(products)
      .where(and(eq(products.communityId, communityId), eq(products.kind, "subscription")))
      .orderBy(asc(products.position), asc(products.createdAt)),
    read()
      .select({ productId: subscriptions.productId, n: countAll() })
      .from(subscriptions)
      .where(and(eq(subscriptions.communityId, communityId), eq(subscriptions.live, true)))
      .groupBy(subscriptions.productId),
    listPlans(communityId),
  ]);
  const subscribers = new Map(counts.map(({ productId, n }) => [productId, n]));
  return rows.map((product) => ({
    product,
    subscribers: subscribers.get(product.id) ?? 0,
    offer: offers.find(({ productId }) => productId === product.id) ?? null,
  }));
}

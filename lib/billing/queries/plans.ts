import "server-only";
import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import { read } from "@/db/client";
import { prices, productBenefits, products } from "@/db/schema/billing";
import type { Plan, PlanPrice } from "../types";

/** The plans on sale, in the owner's order. */
export async function listPlans(communityId: string): Promise<Plan[]> {
  const rows = await read()
    .select({ product: products, price: prices })
    .from(products)
    .leftJoin(prices, and(eq(prices.productId, products.id), isNull(prices.archivedAt)))
    .where(and(eq(products.communityId, communityId), eq(products.kind, "subscription"), isNull(products.archivedAt)))
    .orderBy(asc(products.position), asc(products.createdAt), asc(products.id));
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

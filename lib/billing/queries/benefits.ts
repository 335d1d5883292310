import "server-only";
import { and, asc, eq, isNull } from "drizzle-orm";
import { read } from "@/db/client";
import { prepared, type Slots } from "@/db/prepared";
import { benefits, productBenefits, products } from "@/db/schema/billing";
import type { OwnedBenefit } from "../types";

/** What the plans of a community open: benefits that do not belong to a single post. */
export async function listPlanBenefits(communityId: string) {
  return planBenefitsOf({ communityId });
}

const planBenefitsOf = prepared((reader, { communityId }: Slots<"communityId">) =>
  reader
    .select({ id: benefits.id, name: benefits.name })
    .from(benefits)
    .where(and(eq(benefits.communityId, communityId), isNull(benefits.postId)))
    .orderBy(asc(benefits.createdAt)),
);

/** The benefits of a community in the owner's order, with the products on sale that carry each. Not those of single posts. */
export async function listBenefits(communityId: string): Promise<Omit<OwnedBenefit, "posts">[]> {
  const rows = await read()
    .select({ benefit: benefits, product: products.name })
    .from(benefits)
    .leftJoin(productBenefits, eq(productBenefits.benefitId, benefits.id))
    .leftJoin(products, and(eq(products.id, productBenefits.productId), isNull(products.archivedAt)))
    .where(and(eq(benefits.communityId, communityId), isNull(benefits.postId)))
    .orderBy(asc(benefits.position), asc(benefits.createdAt), asc(benefits.id), asc(products.position));
  const found = new Map<string, Omit<OwnedBenefit, "posts">>();
  for (const { benefit, product } of rows) {
    const { id, name, description, archivedAt } = benefit;
    const known = found.get(id) ?? { id, name, description, archivedAt, products: [] };
    if (product) known.products.push(product);
    found.set(id, known);
  }
  return [...found.values()];
}

export async function findBenefitOfPost(communityId: string, postId: string): Promise<string | null> {
  const [row] = await read()
    .select({ id: benefits.id })
    .from(benefits)
    .where(and(eq(benefits.communityId, communityId), eq(benefits.postId, postId)))
    .limit(1);
  return row?.id ?? null;
}

import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { countAll } from "@/db/dialect/sql";
import { benefits, productBenefits, products } from "@/db/schema/billing";
import { record } from "@/lib/journal/commands";
import { now } from "@/lib/platform/clock";
import { NotFound } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { findProduct } from "../queries/products";
import { addPrice } from "./prices";

interface NewPlan {
  communityId: string;
  name: string;
  promise: string;
  currency: string;
  /** Minor units; null when this rhythm is not offered. At least one is. */
  monthAmount: number | null;
  yearAmount: number | null;
  /** Benefits of other plans that this one opens too. */
  includes?: readonly string[];
  actorId: string | null;
}

/** Puts a plan on sale: the product, the benefit it brings, one price per rhythm. */
export async function createProduct(
  tx: Tx,
  plan: NewPlan,
): Promise<{ productId: string; benefitId: string; monthPriceId: string | null; yearPriceId: string | null }> {
  const { communityId, name, promise } = plan;
  const at = now();
  const productId = newId(at.getTime());
  const benefitId = newId(at.getTime());
  const [last] = await tx.select({ n: countAll() }).from(products).where(eq(products.communityId, communityId));
  const included = await ownBenefits(tx, communityId, plan.includes ?? []);
  await tx.insert(benefits).values({ id: benefitId, communityId, name, postId: null, createdAt: at });
  await tx
    .insert(products)
    .values({ id: productId, communityId, kind: "subscription", name, promise, position: last?.n ?? 0, createdAt: at });
  for (const id of [benefitId, ...included])
    await tx.insert(productBenefits).values({ communityId, productId, benefitId: id });
  const monthPriceId = await addPrice(tx, {
    communityId,
    productId,
    currency: plan.currency,
    amount: plan.monthAmount,
    interval: "month",
  });
  const yearPriceId = await addPrice(tx, {
    communityId,
    productId,
    currency: plan.currency,
    amount: plan.yearAmount,
    interval: "year",
  });
  await record(tx, {
    communityId,
    verb: "product.created",
    actorId: plan.actorId,
    object: { kind: "product", id: productId },
  });
  return { productId, benefitId, monthPriceId, yearPriceId };
}

async function ownBenefits(tx: Tx, communityId: string, ids: readonly string[]): Promise<string[]> {
  const own = await tx
    .select({ id: benefits.id })
    .from(benefits)
    .where(and(eq(benefits.communityId, communityId), isNull(benefits.postId)));
  return own.map(({ id }) => id).filter((id) => ids.includes(id));
}

/** Takes a product off sale. Running subscriptions go on; access that was paid for stays. */
export async function archiveProduct(
  tx: Tx,
  { communityId, productId, actorId }: { communityId: string; productId: string; actorId: string | null },
): Promise<void> {
  const product = await findProduct(communityId, productId);
  if (!product) throw new NotFound();
  if (product.archivedAt) return;
  await tx.update(products).set({ archivedAt: now() }).where(eq(products.id, productId));
  await record(tx, { communityId, verb: "product.archived", actorId, object: { kind: "product", id: productId } });
}

import "server-only";
import { and, asc, eq, inArray, isNull, ne } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { isUniqueViolation } from "@/db/dialect/errors";
import { countAll } from "@/db/dialect/sql";
import { benefits, bundleItems, productBenefits, products } from "@/db/schema/billing";
import { record } from "@/lib/journal/commands";
import { now } from "@/lib/platform/clock";
import { NotFound, Refusal } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { findProduct } from "../queries/products";
import type { ProductKind } from "../types";
import { addPrice } from "./prices";
import { listOfferedBenefits, listSingleThings } from "./product-contents";
import { setTermPrice, type TermPrice } from "./term-prices";

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
  const { communityId, name, promise, actorId } = plan;
  const facts = { kind: "subscription", name, promise, ownBenefit: true } as const;
  const { productId, benefitId } = await addProduct(tx, {
    communityId,
    actorId,
    ...facts,
    benefitIds: plan.includes ?? [],
  });
  const { monthPriceId, yearPriceId } = await addPlanPrices(tx, productId, plan);
  return { productId, benefitId: benefitId!, monthPriceId, yearPriceId };
}

/** What the owner says of a product. What is left out stays as it is (of a new one: the column's default). */
export interface ProductFacts {
  name?: string;
  promise?: string;
  description?: string;
  descriptionHtml?: string;
  featured?: boolean;
  accessAfterRefund?: "ends" | "stays";
  trialDays?: number;
  freeTrialDays?: number;
}

interface Actor {
  communityId: string;
  actorId: string | null;
}
type OwnProduct = Actor & { productId: string };

export interface NewProduct extends Actor, ProductFacts {
  kind: ProductKind;
  name: string;
  promise: string;
  /** Benefits it opens; those of other communities, of single posts and archived ones are left out. */
  benefitIds?: readonly string[];
  /** Brings a benefit of its own, of the same name: for posts published for it alone. */
  ownBenefit?: boolean;
  /** The one-offs of a bundle. */
  itemIds?: readonly string[];
}

/**
 * Makes a product without a price: it is not offered before it has one (the free plan needs none). Refuses a second
 * free plan, a bundle of nothing and anything else that would open nothing.
 */
export async function addProduct(
  tx: Tx,
  { kind, benefitIds = [], ownBenefit = false, itemIds = [], communityId, actorId, ...facts }: NewProduct,
): Promise<{ productId: string; benefitId: string | null }> {
  const at = now();
  const productId = newId(at.getTime());
  const [last] = await tx.select({ n: countAll() }).from(products).where(eq(products.communityId, communityId));
  const opened = await listOfferedBenefits(tx, communityId, benefitIds);
  const items = await listSingleThings(tx, communityId, itemIds);
  if (kind === "bundle" && items.length === 0) throw new Refusal("items-needed", { field: "items" });
  const opensNothing = opened.length === 0 && !ownBenefit;
  if (kind !== "bundle" && kind !== "free" && opensNothing) throw new Refusal("benefit-needed", { field: "opens" });
  await insertProduct(tx, { id: productId, communityId, kind, position: last?.n ?? 0, createdAt: at, ...facts });
  const benefitId = ownBenefit ? newId(at.getTime()) : null;
  if (benefitId) await tx.insert(benefits).values({ id: benefitId, communityId, name: facts.name, createdAt: at });
  for (const id of benefitId ? [benefitId, ...opened] : opened)
    await tx.insert(productBenefits).values({ communityId, productId, benefitId: id });
  for (const id of items)
    await tx.insert(bundleItems).values({ communityId, bundleProductId: productId, productId: id });
  if (facts.featured) await unfeatureOthers(tx, { communityId, productId, kind });
  const object = { kind: "product", id: productId } as const;
  await record(tx, { communityId, verb: "product.created", actorId, object });
  return { productId, benefitId };
}

async function insertProduct(tx: Tx, row: typeof products.$inferInsert): Promise<void> {
  if (row.kind === "free") {
    const [known] = await tx
      .select({ id: products.id })
      .from(products)
      .where(and(eq(products.communityId, row.communityId), eq(products.kind, "free")));
    if (known) throw new Refusal("free-plan-exists");
  }
  try {
    await tx.insert(products).values(row);
  } catch (error) {
    throw isUniqueViolation(error, "products_one_free", "products.community_id")
      ? new Refusal("free-plan-exists")
      : error;
  }
}

interface NewPrices extends Actor {
  currency: string;
  monthAmount: number | null;
  yearAmount: number | null;
}

/** A new subscription's first prices, one per rhythm. */
export async function addPlanPrices(tx: Tx, productId: string, { communityId, currency, ...amounts }: NewPrices) {
  const price = { communityId, productId, currency };
  const monthPriceId = await addPrice(tx, { ...price, amount: amounts.monthAmount, interval: "month" });
  const yearPriceId = await addPrice(tx, { ...price, amount: amounts.yearAmount, interval: "year" });
  return { monthPriceId, yearPriceId };
}

/** A product that is paid once, with its first price. Returns its id. */
export async function addProductPaidOnce(tx: Tx, product: NewProduct, price: TermPrice): Promise<string> {
  const { productId } = await addProduct(tx, product);
  await setTermPrice(tx, { communityId: product.communityId, productId, actorId: product.actorId, ...price });
  return productId;
}

/** Says something else of a product. Its name on receipts that were issued stays. */
export async function changeProduct(tx: Tx, { productId, communityId, actorId, ...facts }: OwnProduct & ProductFacts) {
  const product = await requireProduct(communityId, productId);
  await tx.update(products).set(facts).where(eq(products.id, productId));
  if (facts.featured) await unfeatureOthers(tx, { communityId, productId, kind: product.kind });
  await recordChange(tx, { communityId, productId, actorId }, "facts");
}

/** Of the cards that stand side by side one is recommended. */
async function unfeatureOthers(
  tx: Tx,
  { communityId, productId, kind }: { communityId: string; productId: string; kind: string },
) {
  await tx
    .update(products)
    .set({ featured: false })
    .where(
      and(eq(products.communityId, communityId), inArray(products.kind, groupOf(kind)), ne(products.id, productId)),
    );
}

/** Products that stand in one row and are ordered among themselves: the plans with the free one, and each other kind. */
export function groupOf(kind: string): ProductKind[] {
  return kind === "free" || kind === "subscription" ? ["free", "subscription"] : [kind as ProductKind];
}

/** One place up or down among what is on sale of its group. At the end of the row nothing happens. */
export async function moveProduct(
  tx: Tx,
  { direction, ...own }: OwnProduct & { direction: "up" | "down" },
): Promise<void> {
  const { communityId, productId, actorId } = own;
  const { kind } = await requireProduct(communityId, productId);
  const row = await tx
    .select({ id: products.id, position: products.position })
    .from(products)
    .where(
      and(eq(products.communityId, communityId), inArray(products.kind, groupOf(kind)), isNull(products.archivedAt)),
    )
    .orderBy(asc(products.position), asc(products.createdAt), asc(products.id));
  const from = row.findIndex(({ id }) => id === productId);
  const to = direction === "up" ? from - 1 : from + 1;
  if (from < 0 || to < 0 || to >= row.length) return;
  row.splice(to, 0, ...row.splice(from, 1));
  for (const [position, each] of row.entries())
    if (each.position !== position) await tx.update(products).set({ position }).where(eq(products.id, each.id));
  await record(tx, { communityId, verb: "product.moved", actorId, object: { kind: "product", id: productId } });
}

/** Takes a product off sale. Running subscriptions go on; access that was paid for stays. */
export async function archiveProduct(tx: Tx, { communityId, productId, actorId }: OwnProduct): Promise<void> {
  const product = await requireProduct(communityId, productId);
  if (product.archivedAt) return;
  await tx.update(products).set({ archivedAt: now(), featured: false }).where(eq(products.id, productId));
  await record(tx, { communityId, verb: "product.archived", actorId, object: { kind: "product", id: productId } });
}

/** Puts a product back on sale, at the prices it had. */
export async function restoreProduct(tx: Tx, own: OwnProduct): Promise<void> {
  const product = await requireProduct(own.communityId, own.productId);
  if (!product.archivedAt) return;
  await tx.update(products).set({ archivedAt: null }).where(eq(products.id, own.productId));
  await recordChange(tx, own, "on sale again");
}

async function requireProduct(communityId: string, productId: string) {
  const product = await findProduct(communityId, productId);
  if (!product) throw new NotFound();
  return product;
}

async function recordChange(tx: Tx, { communityId, productId, actorId }: OwnProduct, what: string): Promise<void> {
  const object = { kind: "product", id: productId } as const;
  await record(tx, { communityId, verb: "product.changed", actorId, object, detail: { what } });
}

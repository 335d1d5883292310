import "server-only";
import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { benefits, bundleItems, productBenefits, products } from "@/db/schema/billing";
import { record } from "@/lib/journal/commands";
import { now, wallClock } from "@/lib/platform/clock";
import { NotFound, Refusal } from "@/lib/platform/errors";
import { enqueue } from "@/lib/platform/jobs";
import { listHeldBack } from "../queries/held-back";
import { findProduct, listHolders } from "../queries/products";

interface OwnProduct {
  communityId: string;
  productId: string;
  actorId: string | null;
}

/** Of these ids the benefits that a product may carry: the community's own, not of a single post, not archived. */
export async function listOfferedBenefits(tx: Tx, communityId: string, ids: readonly string[]): Promise<string[]> {
  const own = await tx
    .select({ id: benefits.id })
    .from(benefits)
    .where(and(eq(benefits.communityId, communityId), isNull(benefits.postId), isNull(benefits.archivedAt)));
  return own.map(({ id }) => id).filter((id) => ids.includes(id));
}

/** Of these ids the products that a bundle may newly hold: one-offs of the community that are on sale. */
export async function listSingleThings(tx: Tx, communityId: string, ids: readonly string[]): Promise<string[]> {
  const own = await tx
    .select({ id: products.id })
    .from(products)
    .where(and(eq(products.communityId, communityId), eq(products.kind, "one_off"), isNull(products.archivedAt)));
  const heldBack = await listHeldBack(communityId, now());
  return own.map(({ id }) => id).filter((id) => ids.includes(id) && !heldBack.has(id));
}

/**
 * Sets what a product opens. Whoever has it is looked at again at once: what is new opens for them, what is gone
 * closes. Benefits that are archived meanwhile may stay in it.
 */
export async function setProductBenefits(
  tx: Tx,
  { benefitIds, ...own }: OwnProduct & { benefitIds: readonly string[] },
): Promise<void> {
  const { communityId, productId } = own;
  const product = await findProduct(communityId, productId);
  if (!product || product.postId || product.kind === "bundle" || product.kind === "free") throw new NotFound();
  const held = await tx.select().from(productBenefits).where(eq(productBenefits.productId, productId));
  const carried = held.map(({ benefitId }) => benefitId);
  const offered = await listOfferedBenefits(tx, communityId, benefitIds);
  const wanted = new Set([...offered, ...carried.filter((id) => benefitIds.includes(id))]);
  if (wanted.size === 0) throw new Refusal("benefit-needed", { field: "opens" });
  const gone = carried.filter((id) => !wanted.has(id));
  const mine = eq(productBenefits.productId, productId);
  if (gone.length > 0) await tx.delete(productBenefits).where(and(mine, inArray(productBenefits.benefitId, gone)));
  for (const benefitId of wanted)
    if (!carried.includes(benefitId)) await tx.insert(productBenefits).values({ communityId, productId, benefitId });
  await recordContents(tx, own, "benefits");
}

/** Sets what a bundle holds. Items that are no longer on sale may stay in it. */
export async function setBundleItems(
  tx: Tx,
  { itemIds, ...own }: OwnProduct & { itemIds: readonly string[] },
): Promise<void> {
  const { communityId, productId } = own;
  const product = await findProduct(communityId, productId);
  if (product?.kind !== "bundle") throw new NotFound();
  const held = await tx.select().from(bundleItems).where(eq(bundleItems.bundleProductId, productId));
  const kept = held.map((row) => row.productId).filter((id) => itemIds.includes(id));
  const wanted = new Set([...(await listSingleThings(tx, communityId, itemIds)), ...kept]);
  if (wanted.size === 0) throw new Refusal("items-needed", { field: "items" });
  await tx.delete(bundleItems).where(eq(bundleItems.bundleProductId, productId));
  for (const id of wanted)
    await tx.insert(bundleItems).values({ communityId, bundleProductId: productId, productId: id });
  await recordContents(tx, own, "items");
}

/** Notes the change, and has everybody who paid for the product looked at again: grants are derived, never edited here. */
async function recordContents(tx: Tx, { communityId, productId, actorId }: OwnProduct, what: string): Promise<void> {
  const object = { kind: "product", id: productId } as const;
  await record(tx, { communityId, verb: "product.changed", actorId, object, detail: { what } });
  const receivedAt = String(wallClock().getTime());
  for (const { account, customerId } of await listHolders(communityId, productId))
    await enqueue(tx, { kind: "billing.sync-customer", payload: { account, customerId, receivedAt } });
}

import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { benefits, prices, productBenefits, products } from "@/db/schema/billing";
import { record } from "@/lib/journal/commands";
import { now } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { findBenefitOfPost } from "../queries/benefits";
import { addPrice } from "./prices";

interface SinglePriceChange {
  community: { id: string; currency: string };
  postId: string;
  title: string;
  /** Minor units; null stops selling. */
  amount: number | null;
  actorId?: string | null;
}

/**
 * Sells one post singly at `amount`: a one-off product with the post's own benefit. Setting another amount archives
 * the old price; `null` stops selling. A renamed post is sold under its new name. Returns the benefit's id.
 */
export async function setSinglePrice(tx: Tx, single: SinglePriceChange): Promise<string | null> {
  const { postId, amount } = single;
  const { id: communityId, currency } = single.community;
  const known = await findBenefitOfPost(communityId, postId);
  const sold = await findSold(tx, communityId, postId);
  if (sold) await rename(tx, single, sold);
  const price = sold ? await findPrice(tx, sold.id) : null;
  if ((price?.amount ?? null) === amount && (!price || price.currency === currency)) return known;
  if (price) await tx.update(prices).set({ archivedAt: now() }).where(eq(prices.id, price.id));
  if (amount === null) {
    await recordChange(tx, single, sold!.id, "prices");
    return known;
  }
  const benefitId = known ?? (await addBenefit(tx, single));
  const productId = sold?.id ?? (await addProduct(tx, single, benefitId));
  await addPrice(tx, { communityId, productId, currency, amount, interval: null });
  if (sold) await recordChange(tx, single, productId, "prices");
  return benefitId;
}

async function findSold(tx: Tx, communityId: string, postId: string) {
  const [sold] = await tx
    .select()
    .from(products)
    .where(and(eq(products.communityId, communityId), eq(products.postId, postId), isNull(products.archivedAt)))
    .limit(1);
  return sold ?? null;
}

async function findPrice(tx: Tx, productId: string) {
  const [price] = await tx
    .select()
    .from(prices)
    .where(and(eq(prices.productId, productId), isNull(prices.archivedAt)))
    .limit(1);
  return price ?? null;
}

async function rename(tx: Tx, single: SinglePriceChange, sold: { id: string; name: string }): Promise<void> {
  const { postId, title: name, community } = single;
  if (sold.name === name) return;
  await tx.update(products).set({ name }).where(eq(products.id, sold.id));
  await tx
    .update(benefits)
    .set({ name })
    .where(and(eq(benefits.communityId, community.id), eq(benefits.postId, postId)));
  await recordChange(tx, single, sold.id, "name");
}

async function addBenefit(tx: Tx, { community, postId, title: name }: SinglePriceChange): Promise<string> {
  const id = newId();
  const row = { id, communityId: community.id, kind: "post", name, postId, createdAt: now() };
  await tx.insert(benefits).values(row);
  return id;
}

async function addProduct(tx: Tx, single: SinglePriceChange, benefitId: string): Promise<string> {
  const { community, postId, title: name } = single;
  const communityId = community.id;
  const id = newId();
  const row = { id, communityId, kind: "one_off", name, promise: "", position: 0, postId, createdAt: now() };
  await tx.insert(products).values(row);
  await tx.insert(productBenefits).values({ communityId, productId: id, benefitId });
  const object = { kind: "product", id } as const;
  await record(tx, { communityId, verb: "product.created", actorId: single.actorId, object });
  return id;
}

async function recordChange(tx: Tx, single: SinglePriceChange, id: string, what: string): Promise<void> {
  const { community, actorId } = single;
  const object = { kind: "product", id } as const;
  await record(tx, { communityId: community.id, verb: "product.changed", actorId, object, detail: { what } });
}

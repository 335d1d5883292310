import "server-only";
import { and, eq, inArray, isNull, or } from "drizzle-orm";
import type { Tx } from "@/db/client";
import {
  benefits,
  bundleItems,
  customers,
  grants,
  orders,
  prices,
  productBenefits,
  products,
} from "@/db/schema/billing";
import { posts } from "@/db/schema/posts";
import { record } from "@/lib/journal/commands";
import { now, wallClock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { enqueue } from "@/lib/platform/jobs";
import { findBenefitOfPost } from "../queries/benefits";
import { expireOrder } from "./orders";
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
 * the old price; `null` stops selling. A renamed post is sold under its new name; while it is not published, whoever
 * has it already does not read the new name: see {@link followPost}. Returns the benefit's id.
 */
export async function setSinglePrice(tx: Tx, single: SinglePriceChange): Promise<string | null> {
  const { postId, amount } = single;
  const { id: communityId, currency } = single.community;
  const own = { communityId, actorId: single.actorId };
  const known = await findBenefitOfPost(communityId, postId);
  const sold = await findSold(tx, communityId, postId);
  if (sold && ((await findPublished(tx, communityId, postId)) || !(await isHeld(tx, sold.id, known))))
    await rename(tx, { ...single, communityId }, sold);
  const price = sold ? await findPrice(tx, sold.id) : null;
  if ((price?.amount ?? null) === amount && (!price || price.currency === currency)) return known;
  if (price) await tx.update(prices).set({ archivedAt: now() }).where(eq(prices.id, price.id));
  if (amount === null) {
    await recordChange(tx, own, sold!.id, "prices");
    return known;
  }
  const benefitId = known ?? (await addBenefit(tx, single));
  const productId = sold?.id ?? (await addProduct(tx, single, benefitId));
  await addPrice(tx, { communityId, productId, currency, amount, interval: null });
  if (sold) await recordChange(tx, own, productId, "prices");
  return benefitId;
}

/**
 * Lets what a post is sold as follow a change of its state. Published, it is sold under its present name. Withdrawn or
 * removed, nobody can pay for it or for a bundle with it any more: open checkouts are closed, here now and at Stripe by
 * the sync that follows. What was paid for stays as it is.
 */
export async function followPost(
  tx: Tx,
  { communityId, postId, actorId }: { communityId: string; postId: string; actorId: string },
): Promise<void> {
  const sold = await findSold(tx, communityId, postId);
  if (!sold) return;
  const post = await findPublished(tx, communityId, postId);
  if (post) await rename(tx, { communityId, postId, title: post.title, actorId }, sold);
  else await closeCheckouts(tx, communityId, sold.id);
}

async function closeCheckouts(tx: Tx, communityId: string, productId: string): Promise<void> {
  const bundles = tx
    .select({ id: bundleItems.bundleProductId })
    .from(bundleItems)
    .where(and(eq(bundleItems.communityId, communityId), eq(bundleItems.productId, productId)));
  const open = await tx
    .select({ id: orders.id, account: orders.account, customerId: customers.stripeCustomerId })
    .from(orders)
    .leftJoin(customers, and(eq(customers.userId, orders.userId), eq(customers.account, orders.account)))
    .where(
      and(
        eq(orders.communityId, communityId),
        eq(orders.state, "open"),
        or(eq(orders.productId, productId), inArray(orders.productId, bundles)),
      ),
    );
  const receivedAt = String(wallClock().getTime());
  for (const { id, account, customerId } of open) {
    await expireOrder(tx, id);
    if (customerId) await enqueue(tx, { kind: "billing.sync-customer", payload: { account, customerId, receivedAt } });
  }
}

/** The post while it is public, or has a day on which it will be. */
async function findPublished(tx: Tx, communityId: string, postId: string) {
  const [post] = await tx
    .select({ title: posts.title })
    .from(posts)
    .where(and(eq(posts.communityId, communityId), eq(posts.id, postId), eq(posts.state, "published")))
    .limit(1);
  return post ?? null;
}

/** True when somebody has it, or had it: in their receipts and among what they may read it goes by its name. */
async function isHeld(tx: Tx, productId: string, benefitId: string | null): Promise<boolean> {
  const [granted] = benefitId
    ? await tx.select({ id: grants.id }).from(grants).where(eq(grants.benefitId, benefitId)).limit(1)
    : [];
  const [bought] = await tx
    .select({ id: orders.id })
    .from(orders)
    .where(and(eq(orders.productId, productId), eq(orders.state, "paid")))
    .limit(1);
  return granted !== undefined || bought !== undefined;
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

interface Renaming {
  communityId: string;
  postId: string;
  title: string;
  actorId?: string | null;
}

async function rename(tx: Tx, change: Renaming, sold: { id: string; name: string }): Promise<void> {
  const { communityId, postId, title: name, actorId } = change;
  if (sold.name === name) return;
  await tx.update(products).set({ name }).where(eq(products.id, sold.id));
  await tx
    .update(benefits)
    .set({ name })
    .where(and(eq(benefits.communityId, communityId), eq(benefits.postId, postId)));
  await recordChange(tx, { communityId, actorId }, sold.id, "name");
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

async function recordChange(
  tx: Tx,
  { communityId, actorId }: Pick<Renaming, "communityId" | "actorId">,
  id: string,
  what: string,
): Promise<void> {
  const object = { kind: "product", id } as const;
  await record(tx, { communityId, verb: "product.changed", actorId, object, detail: { what } });
}

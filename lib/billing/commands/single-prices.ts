import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { benefits, prices, productBenefits, products } from "@/db/schema/billing";
import { record } from "@/lib/journal/commands";
import { now } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { findBenefitOfPost } from "../queries/benefits";
import { addPrice } from "./prices";

/**
 * Sells one post singly at `amount` (minor units): a one-off product with the post's own benefit. Setting another
 * amount archives the old price; `null` stops selling. Returns the benefit's id.
 */
export async function setSinglePrice(
  tx: Tx,
  single: {
    community: { id: string; currency: string };
    postId: string;
    title: string;
    amount: number | null;
    actorId?: string | null;
  },
): Promise<string | null> {
  const { postId, title: name, amount } = single;
  const { id: communityId, currency } = single.community;
  const known = await findBenefitOfPost(communityId, postId);
  const [sold] = await tx
    .select()
    .from(products)
    .where(and(eq(products.communityId, communityId), eq(products.postId, postId), isNull(products.archivedAt)))
    .limit(1);
  const [price] = sold
    ? await tx
        .select()
        .from(prices)
        .where(and(eq(prices.productId, sold.id), isNull(prices.archivedAt)))
        .limit(1)
    : [];
  if ((price?.amount ?? null) === amount && (!price || price.currency === currency)) return known;
  if (price) await tx.update(prices).set({ archivedAt: now() }).where(eq(prices.id, price.id));
  if (amount === null) return known;
  const benefitId = known ?? newId();
  if (!known) await tx.insert(benefits).values({ id: benefitId, communityId, name, postId, createdAt: now() });
  const productId = sold?.id ?? newId();
  if (!sold) {
    await tx.insert(products).values({
      id: productId,
      communityId,
      kind: "one_off",
      name,
      promise: "",
      position: 0,
      postId,
      createdAt: now(),
    });
    await tx.insert(productBenefits).values({ communityId, productId, benefitId });
  }
  await addPrice(tx, { communityId, productId, currency, amount, interval: null });
  if (!sold)
    await record(tx, {
      communityId,
      verb: "product.created",
      actorId: single.actorId,
      object: { kind: "product", id: productId },
    });
  return benefitId;
}

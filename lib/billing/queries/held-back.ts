import "server-only";
import { and, eq, inArray, isNotNull, isNull, lte, or, type SQL } from "drizzle-orm";
import { read } from "@/db/client";
import { bundleItems, products } from "@/db/schema/billing";
import { posts } from "@/db/schema/posts";

/** Products of a community that sell a post which is not public: a draft, withdrawn, removed, or not out yet. */
export async function listHeldBack(communityId: string, at: Date): Promise<ReadonlySet<string>> {
  return new Set((await heldBackWhere(communityId, at)).map(({ id }) => id));
}

/** True while a product sells a post that is not public, or holds one that does: nobody may see or buy it then. */
export async function isHeldBack(communityId: string, productId: string, at: Date): Promise<boolean> {
  const held = read()
    .select({ id: bundleItems.productId })
    .from(bundleItems)
    .where(and(eq(bundleItems.communityId, communityId), eq(bundleItems.bundleProductId, productId)));
  const rows = await heldBackWhere(communityId, at, or(eq(products.id, productId), inArray(products.id, held)));
  return rows.length > 0;
}

async function heldBackWhere(communityId: string, at: Date, narrowed?: SQL) {
  return read()
    .select({ id: products.id })
    .from(products)
    .leftJoin(
      posts,
      and(
        eq(posts.id, products.postId),
        eq(posts.communityId, communityId),
        eq(posts.state, "published"),
        lte(posts.publishedAt, at),
      ),
    )
    .where(and(eq(products.communityId, communityId), isNotNull(products.postId), isNull(posts.id), narrowed));
}

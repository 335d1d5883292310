import "server-only";
import { and, eq } from "drizzle-orm";
import { read } from "@/db/client";
import { orders, prices, products } from "@/db/schema/billing";
import type { OrderState } from "../types";

/** The person's unfinished checkouts of one family's plans here: at most one of them may be paid. */
export async function listOpenPlanOrders(communityId: string, userId: string, family: string) {
  const rows = await read()
    .select({ order: orders })
    .from(orders)
    .innerJoin(products, eq(products.id, orders.productId))
    .where(
      and(
        eq(orders.communityId, communityId),
        eq(orders.userId, userId),
        eq(orders.state, "open"),
        eq(orders.kind, "subscription"),
        eq(products.family, family),
      ),
    );
  return rows.map(({ order }) => order);
}

/** One's own order in a community, with what it buys; null for anybody else's. */
export async function findOwnOrder(communityId: string, userId: string, orderId: string) {
  const [row] = await read()
    .select({
      order: orders,
      productName: products.name,
      productKind: products.kind,
      postId: products.postId,
      interval: prices.interval,
    })
    .from(orders)
    .innerJoin(products, eq(products.id, orders.productId))
    .innerJoin(prices, eq(prices.id, orders.priceId))
    .where(and(eq(orders.communityId, communityId), eq(orders.userId, userId), eq(orders.id, orderId)))
    .limit(1);
  return row ? { ...row, order: { ...row.order, state: row.order.state as OrderState } } : null;
}

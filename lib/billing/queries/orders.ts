import "server-only";
import { and, eq } from "drizzle-orm";
import { read } from "@/db/client";
import { orders, prices, products } from "@/db/schema/billing";
import type { OrderFact } from "../books";
import type { OrderState } from "../types";

/** The person's other unfinished checkouts of plans here: at most one of them may be paid. */
export async function listOpenPlanOrders(communityId: string, userId: string) {
  const rows = await read()
    .select({ order: orders })
    .from(orders)
    .innerJoin(products, eq(products.id, orders.productId))
    .where(
      and(
        eq(orders.communityId, communityId),
        eq(orders.userId, userId),
        eq(orders.state, "open"),
        eq(products.kind, "subscription"),
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

/** The person's orders that are paid in this Stripe account. */
export async function listOrderFacts(
  account: string,
  userId: string,
): Promise<(OrderFact & { state: string; stripeSessionId: string | null; createdAt: Date })[]> {
  return read()
    .select({
      id: orders.id,
      communityId: orders.communityId,
      priceId: orders.priceId,
      amount: orders.amount,
      currency: orders.currency,
      state: orders.state,
      stripeSessionId: orders.stripeSessionId,
      createdAt: orders.createdAt,
    })
    .from(orders)
    .where(and(eq(orders.account, account), eq(orders.userId, userId)));
}

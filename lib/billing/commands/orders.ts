import "server-only";
import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { orders, type prices } from "@/db/schema/billing";
import { dayMs, now } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import type { SessionFact } from "../customer-facts";
import { listOrderFacts } from "../queries/orders";

/** The person's open order for a price, made when there is none. Two tabs get the same one. The amount is our row's. */
export async function openOrder(
  tx: Tx,
  { account, userId, price }: { account: string; userId: string; price: typeof prices.$inferSelect },
): Promise<typeof orders.$inferSelect> {
  const at = now();
  const kind = price.interval === null ? "payment" : "subscription";
  await tx
    .insert(orders)
    .values({
      id: newId(at.getTime()),
      communityId: price.communityId,
      account,
      userId,
      kind,
      productId: price.productId,
      priceId: price.id,
      amount: price.amount,
      listAmount: price.amount,
      currency: price.currency,
      state: "open",
      createdAt: at,
    })
    .onConflictDoNothing();
  const [order] = await tx
    .select()
    .from(orders)
    .where(
      and(eq(orders.userId, userId), eq(orders.priceId, price.id), eq(orders.kind, kind), eq(orders.state, "open")),
    )
    .limit(1);
  return order!;
}

export async function noteSession(tx: Tx, orderId: string, stripeSessionId: string): Promise<void> {
  await tx
    .update(orders)
    .set({ stripeSessionId })
    .where(and(eq(orders.id, orderId), eq(orders.state, "open")));
}

/** Closes an order whose checkout can no longer be paid. A settled one stays as it is. */
export async function expireOrder(tx: Tx, orderId: string): Promise<void> {
  await tx
    .update(orders)
    .set({ state: "expired", settledAt: now() })
    .where(and(eq(orders.id, orderId), eq(orders.state, "open")));
}

/** A checkout session is open, complete or expired; an order follows it once, from open. */
export async function settleOrders(
  tx: Tx,
  { account, userId }: { account: string; userId: string },
  sessions: readonly SessionFact[],
): Promise<void> {
  const byOrder = new Map(sessions.map((session) => [session.metadata.orderId, session]));
  for (const order of await listOrderFacts(account, userId)) {
    if (order.state !== "open") continue;
    const session = byOrder.get(order.id);
    const mine = and(eq(orders.id, order.id), eq(orders.state, "open"));
    if (session?.paid)
      await tx
        .update(orders)
        .set({ state: "paid", paidAt: now(), settledAt: now(), stripeSessionId: session.id })
        .where(mine);
    else if (session?.status === "expired")
      await tx.update(orders).set({ state: "expired", settledAt: now(), stripeSessionId: session.id }).where(mine);
    else if (session && order.stripeSessionId === null)
      await tx.update(orders).set({ stripeSessionId: session.id }).where(mine);
    else if (!session && now().getTime() - order.createdAt.getTime() > 2 * dayMs) await expireOrder(tx, order.id);
  }
}

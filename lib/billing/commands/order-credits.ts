import "server-only";
import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { orderCredits, orders } from "@/db/schema/billing";
import { Refusal } from "@/lib/platform/errors";
import { listRemainders } from "../queries/credits";
import type { OrderCredit } from "../quote";

/** Notes what an order costs less because of others. Refuses when one of those was given back a moment ago. */
export async function noteCredits(
  tx: Tx,
  { id: orderId, communityId }: { id: string; communityId: string },
  credits: readonly OrderCredit[],
): Promise<void> {
  if (credits.length === 0) return;
  if (await hasFallen(credits)) throw new Refusal("amount-moved");
  await tx.insert(orderCredits).values(credits.map((credit) => ({ ...credit, orderId, communityId })));
}

/**
 * The person's open checkouts that cost less because of something whose money has gone back since, or may: by a refund
 * or a dispute. Nobody may pay them any more.
 */
export async function listFallenCheckouts(tx: Tx, userId: string): Promise<string[]> {
  const rows = await tx
    .select({
      orderId: orderCredits.orderId,
      creditedOrderId: orderCredits.creditedOrderId,
      amount: orderCredits.amount,
    })
    .from(orderCredits)
    .innerJoin(orders, eq(orders.id, orderCredits.orderId))
    .where(and(eq(orders.userId, userId), eq(orders.state, "open")));
  const fallen: string[] = [];
  for (const orderId of new Set(rows.map((row) => row.orderId)))
    if (await hasFallen(rows.filter((row) => row.orderId === orderId))) fallen.push(orderId);
  return fallen;
}

async function hasFallen(credits: readonly OrderCredit[]): Promise<boolean> {
  const left = await listRemainders(credits.map(({ creditedOrderId }) => creditedOrderId));
  return credits.some(({ creditedOrderId, amount }) => amount > (left.get(creditedOrderId) ?? 0));
}

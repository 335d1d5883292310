import "server-only";
import { and, eq, inArray, isNull, or } from "drizzle-orm";
import { read } from "@/db/client";
import { amongIds, idList, sumOf } from "@/db/dialect/sql";
import { orderCredits, orders, payments, products } from "@/db/schema/billing";
import { refunds } from "@/db/schema/ledger";

/** A bundle that cost less because of what had been bought before, and still opens what it holds. */
export interface GivenCredit {
  orderId: string;
  productName: string;
  amount: number;
}

/**
 * The bundles that were paid with a credit for an order. One that was given back together with its access, or lost to
 * a bank, keeps nothing any more: what paid for part of it is free again.
 */
export async function listCreditsOf(creditedOrderId: string): Promise<GivenCredit[]> {
  const rows = await read()
    .select({ order: orders, productName: products.name, amount: orderCredits.amount })
    .from(orderCredits)
    .innerJoin(orders, eq(orders.id, orderCredits.orderId))
    .innerJoin(products, eq(products.id, orders.productId))
    .where(and(eq(orderCredits.creditedOrderId, creditedOrderId), eq(orders.state, "paid")))
    .orderBy(orders.createdAt, orders.id);
  const given = rows.filter(({ order }) => order.disputeState !== "lost");
  const returned = await listReturnedForGood(given.flatMap(({ order }) => (order.refundedAt ? [order.id] : [])));
  return given
    .filter(({ order }) => !returned.has(order.id))
    .map(({ order, productName, amount }) => ({ orderId: order.id, productName, amount }));
}

/** Of these orders those whose money is back with the buyer, and whose access ended with it. */
async function listReturnedForGood(orderIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (orderIds.length === 0) return new Set();
  const rows = await read()
    .select({ orderId: payments.orderId })
    .from(refunds)
    .innerJoin(payments, eq(payments.id, refunds.paymentId))
    .where(
      and(amongIds(payments.orderId, idList(orderIds)), eq(refunds.endsAccess, true), eq(refunds.state, "succeeded")),
    );
  return new Set(rows.map(({ orderId }) => orderId!));
}

/** Open checkouts of bundles that cost less because of an order: while one can be paid, that order gives nothing back. */
export async function listOpenWithCreditOf(creditedOrderId: string) {
  const rows = await read()
    .select({ order: orders })
    .from(orderCredits)
    .innerJoin(orders, eq(orders.id, orderCredits.orderId))
    .where(and(eq(orderCredits.creditedOrderId, creditedOrderId), eq(orders.state, "open")));
  return rows.map(({ order }) => order);
}

/** The credits an order was made with. */
export async function listCreditsIn(orderId: string) {
  return read()
    .select({ creditedOrderId: orderCredits.creditedOrderId, amount: orderCredits.amount })
    .from(orderCredits)
    .where(eq(orderCredits.orderId, orderId));
}

/** What is left of the money of these orders: nothing of one that is unpaid, disputed, or about to be given back. */
export async function listRemainders(orderIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (orderIds.length === 0) return new Map();
  const ids = idList(orderIds);
  const rows = await read()
    .select({ id: orders.id, amount: orders.amount, refunded: orders.refundedAmount })
    .from(orders)
    .where(
      and(
        amongIds(orders.id, ids),
        eq(orders.state, "paid"),
        or(isNull(orders.disputedAt), eq(orders.disputeState, "won")),
      ),
    );
  const asked = await read()
    .select({ orderId: payments.orderId, amount: sumOf(refunds.amount) })
    .from(refunds)
    .innerJoin(payments, eq(payments.id, refunds.paymentId))
    .where(and(amongIds(payments.orderId, ids), inArray(refunds.state, ["requested", "pending", "succeeded"])))
    .groupBy(payments.orderId);
  const askedOf = new Map(asked.map(({ orderId, amount }) => [orderId, amount]));
  return new Map(rows.map(({ id, amount, refunded }) => [id, amount - Math.max(refunded, askedOf.get(id) ?? 0)]));
}

import "server-only";
import { and, eq, inArray } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { amongIds, idList } from "@/db/dialect/sql";
import { orders, payments } from "@/db/schema/billing";
import { members } from "@/db/schema/communities";
import { disputes, refunds } from "@/db/schema/ledger";
import { gifts } from "@/db/schema/selling";
import { replaceGrants } from "@/lib/access/commands";
import { type PrepaidPurchase, prepaidGrants } from "../prepaid";
import { listPrices } from "../queries/prices";
import type { CatalogPrice, Change } from "../types";

type Purchase = PrepaidPurchase & { communityId: string };
type Order = typeof orders.$inferSelect;

/**
 * Makes a person's grants from everything they paid in advance (passes, single things, bundles, gifts they redeemed)
 * what their order and gift rows say. A function of those rows alone: doing it again changes nothing.
 */
export async function applyPrepaid(tx: Tx, userId: string, changes: Change[] = []): Promise<void> {
  const purchases = await listPurchases(tx, userId);
  const wanted = prepaidGrants(purchases);
  for (const { source, sourceId, communityId, closedAt } of purchases) {
    const changed = await replaceGrants(tx, {
      communityId,
      userId,
      memberId: await findMemberId(tx, communityId, userId),
      sourceKind: source,
      sourceId,
      over: closedAt !== null,
      grants: wanted.get(`${source}:${sourceId}`) ?? [],
    });
    const subject = `${source} ${sourceId}`;
    if (changed > 0) changes.push({ communityId, kind: "grant", subject, ours: "", theirs: `${changed} changed` });
  }
}

async function listPurchases(tx: Tx, userId: string): Promise<Purchase[]> {
  const bought = await tx
    .select()
    .from(orders)
    .where(and(eq(orders.userId, userId), eq(orders.kind, "payment"), eq(orders.state, "paid")));
  const redeemed = await tx
    .select({ gift: gifts, order: orders })
    .from(gifts)
    .innerJoin(orders, eq(orders.id, gifts.orderId))
    .where(and(eq(gifts.redeemedBy, userId), eq(gifts.state, "redeemed")));
  const paidFor = [...bought, ...redeemed.map(({ order }) => order)];
  const found = await listPrices([...new Set(paidFor.map(({ priceId }) => priceId))]);
  const prices = new Map(found.map((price) => [price.id, price]));
  const endings = await listEndings(tx, paidFor);
  return [
    ...bought.map((order) => ({
      source: "order" as const,
      sourceId: order.id,
      takenAt: order.paidAt ?? order.createdAt,
      closedAt: endings.refunded.has(order.id) ? order.refundedAt : null,
      ...whatIsBought(order, prices.get(order.priceId)!, endings),
    })),
    // A gift that was refunded grants nothing more, whatever the product says of refunds.
    ...redeemed.map(({ gift, order }) => ({
      source: "gift" as const,
      sourceId: gift.id,
      takenAt: gift.redeemedAt ?? gift.createdAt,
      closedAt: order.refundedAt,
      ...whatIsBought(order, prices.get(order.priceId)!, endings),
    })),
  ];
}

/** Orders whose refund was meant to end access, and when disputes about them were won. */
interface Endings {
  refunded: Set<string>;
  wonAt: Map<string, Date | null>;
}

async function listEndings(tx: Tx, paidFor: readonly Order[]): Promise<Endings> {
  const ids = idList(paidFor.filter((order) => order.refundedAt || order.disputedAt).map(({ id }) => id));
  const refunded = await tx
    .select({ orderId: payments.orderId })
    .from(refunds)
    .innerJoin(payments, eq(payments.id, refunds.paymentId))
    .where(
      and(
        amongIds(payments.orderId, ids),
        eq(refunds.endsAccess, true),
        inArray(refunds.state, ["pending", "succeeded"]),
      ),
    );
  const won = await tx
    .select({ orderId: payments.orderId, closedAt: disputes.closedAt })
    .from(disputes)
    .innerJoin(payments, eq(payments.id, disputes.paymentId))
    .where(and(amongIds(payments.orderId, ids), eq(disputes.state, "won")));
  return {
    refunded: new Set(refunded.map(({ orderId }) => orderId!)),
    wonAt: new Map(won.map(({ orderId, closedAt }) => [orderId!, closedAt])),
  };
}

function whatIsBought(order: Order, { benefitIds, termDays, termUntil }: CatalogPrice, { wonAt }: Endings) {
  const { communityId, disputedAt, disputeState } = order;
  const restoredAt = disputeState === "won" ? (wonAt.get(order.id) ?? disputedAt) : null;
  const isLost = disputeState === "lost";
  return { communityId, benefitIds, termDays, termUntil, disputedAt, restoredAt, isLost };
}

async function findMemberId(tx: Tx, communityId: string, userId: string): Promise<string | null> {
  const [member] = await tx
    .select({ id: members.id })
    .from(members)
    .where(and(eq(members.communityId, communityId), eq(members.userId, userId)))
    .limit(1);
  return member?.id ?? null;
}

import "server-only";
import { and, desc, eq } from "drizzle-orm";
import { read } from "@/db/client";
import { prices, products, subscriptions } from "@/db/schema/billing";
import { communities } from "@/db/schema/communities";
import type { Interval } from "../billing-period";
import type { SubscriptionStatus, SubscriptionView } from "../types";

const subscriptionColumns = {
  id: subscriptions.id,
  communityId: subscriptions.communityId,
  productId: subscriptions.productId,
  priceId: subscriptions.priceId,
  account: subscriptions.account,
  stripeSubscriptionId: subscriptions.stripeSubscriptionId,
  planName: products.name,
  amount: prices.amount,
  currency: prices.currency,
  interval: prices.interval,
  status: subscriptions.status,
  live: subscriptions.live,
  startedAt: subscriptions.startedAt,
  currentPeriodStart: subscriptions.currentPeriodStart,
  currentPeriodEnd: subscriptions.currentPeriodEnd,
  cancelAtPeriodEnd: subscriptions.cancelAtPeriodEnd,
  endedAt: subscriptions.endedAt,
};

function subscriptionRows() {
  return read()
    .select({
      ...subscriptionColumns,
      communitySlug: communities.slug,
      communityName: communities.name,
      zone: communities.zone,
    })
    .from(subscriptions)
    .innerJoin(products, eq(products.id, subscriptions.productId))
    .innerJoin(prices, eq(prices.id, subscriptions.priceId))
    .innerJoin(communities, eq(communities.id, subscriptions.communityId));
}

const asView = <Row extends { interval: string | null; status: string }>(row: Row) => ({
  ...row,
  interval: (row.interval ?? "month") as Interval,
  status: row.status as SubscriptionStatus,
});

/** Everything the person subscribes or subscribed to on this installation, running ones first. */
export async function listSubscriptions(userId: string) {
  const rows = await subscriptionRows()
    .where(eq(subscriptions.userId, userId))
    .orderBy(desc(subscriptions.live), desc(subscriptions.startedAt));
  return rows.map(asView);
}

/** The person's running subscription in a community, or null. */
export async function findLiveSubscription(communityId: string, userId: string): Promise<SubscriptionView | null> {
  const [row] = await subscriptionRows()
    .where(
      and(eq(subscriptions.communityId, communityId), eq(subscriptions.userId, userId), eq(subscriptions.live, true)),
    )
    .limit(1);
  return row ? asView(row) : null;
}

/** One of the person's own subscriptions by our id, or null. */
export async function findOwnSubscription(userId: string, subscriptionId: string) {
  const [row] = await subscriptionRows()
    .where(and(eq(subscriptions.userId, userId), eq(subscriptions.id, subscriptionId)))
    .limit(1);
  return row ? asView(row) : null;
}

import "server-only";
import { and, eq, inArray, isNull } from "drizzle-orm";
import { read } from "@/db/client";
import { grants, prices, products, subscriptions } from "@/db/schema/billing";
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
  family: subscriptions.family,
  trialEndsAt: subscriptions.trialEndsAt,
  pausedAt: subscriptions.pausedAt,
  resumesAt: subscriptions.resumesAt,
  pendingPriceId: subscriptions.pendingPriceId,
  pendingAt: subscriptions.pendingAt,
  paymentFailedAt: subscriptions.paymentFailedAt,
  carriedFrom: subscriptions.carriedFrom,
  couponId: subscriptions.couponId,
  discountUntil: subscriptions.discountUntil,
  refusedCalls: subscriptions.refusedCalls,
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

/** The person's running subscription in a community, or null; of one family of plans, when there are several. */
export async function findLiveSubscription(
  communityId: string,
  userId: string,
  family?: string,
): Promise<SubscriptionView | null> {
  const [row] = await subscriptionRows()
    .where(
      and(
        eq(subscriptions.communityId, communityId),
        eq(subscriptions.userId, userId),
        eq(subscriptions.live, true),
        family === undefined ? undefined : eq(subscriptions.family, family),
      ),
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

/** Until when a subscription is paid for, by its grants; null when it opens nothing now or later. */
export async function findPaidUntil(communityId: string, subscriptionId: string): Promise<Date | null> {
  const rows = await read()
    .select({ paidUntil: grants.paidUntil })
    .from(grants)
    .where(
      and(
        eq(grants.communityId, communityId),
        eq(grants.sourceKind, "subscription"),
        eq(grants.sourceId, subscriptionId),
      ),
    );
  const ends = rows.flatMap(({ paidUntil }) => paidUntil?.getTime() ?? []);
  return ends.length > 0 ? new Date(Math.max(...ends)) : null;
}

/** Who pays a price and would go on paying it: running, paid, not about to end, pause or change. */
export async function listMovableSubscriptions(communityId: string, priceId: string) {
  return read()
    .select({
      id: subscriptions.id,
      account: subscriptions.account,
      communityId: subscriptions.communityId,
      userId: subscriptions.userId,
      stripeSubscriptionId: subscriptions.stripeSubscriptionId,
    })
    .from(subscriptions)
    .where(
      and(
        eq(subscriptions.communityId, communityId),
        eq(subscriptions.priceId, priceId),
        eq(subscriptions.live, true),
        inArray(subscriptions.status, ["active", "trialing"]),
        eq(subscriptions.cancelAtPeriodEnd, false),
        isNull(subscriptions.pausedAt),
        isNull(subscriptions.resumesAt),
        isNull(subscriptions.pendingPriceId),
      ),
    );
}

import "server-only";
import { and, desc, eq, inArray, lte, or, type SQL, sql } from "drizzle-orm";
import { read } from "@/db/client";
import { benefits, grants, orders, payments, products, subscriptions } from "@/db/schema/billing";
import { users } from "@/db/schema/identity";
import { posts } from "@/db/schema/posts";
import { comps, gifts } from "@/db/schema/selling";
import { now } from "@/lib/platform/clock";
import type { Entitlement, SourcePayment } from "../entitlement";

/** Everything the person may read, will or could, on this installation; the latest to begin first. */
export async function listOwnEntitlements(userId: string): Promise<Entitlement[]> {
  return entitlementsWhere(eq(grants.userId, userId));
}

/** The same in one community, for its staff. */
export async function listEntitlements(communityId: string, userId: string): Promise<Entitlement[]> {
  return entitlementsWhere(and(eq(grants.communityId, communityId), eq(grants.userId, userId)));
}

async function entitlementsWhere(condition: SQL | undefined): Promise<Entitlement[]> {
  const rows = await read()
    .select({
      communityId: grants.communityId,
      benefitId: grants.benefitId,
      benefitName: benefits.name,
      post: posts.slug,
      postTitle: posts.title,
      startsAt: grants.startsAt,
      endsAt: grants.endsAt,
      paidUntil: grants.paidUntil,
      sourceKind: grants.sourceKind,
      sourceId: grants.sourceId,
      sourceNote: grants.sourceNote,
      productName: products.name,
      live: subscriptions.live,
      stops: subscriptions.cancelAtPeriodEnd,
      pausedAt: subscriptions.pausedAt,
      holderId: grants.userId,
      giverId: gifts.buyerId,
      giver: users.name,
      reason: comps.reason,
    })
    .from(grants)
    .innerJoin(benefits, eq(benefits.id, grants.benefitId))
    // A post that is not public any more is known by the name it was sold under, and leads nowhere.
    .leftJoin(posts, and(eq(posts.id, benefits.postId), eq(posts.state, "published"), lte(posts.publishedAt, now())))
    .leftJoin(subscriptions, eq(subscriptions.id, grants.sourceId))
    .leftJoin(orders, eq(orders.id, grants.sourceId))
    .leftJoin(gifts, eq(gifts.id, grants.sourceId))
    .leftJoin(comps, eq(comps.id, grants.sourceId))
    .leftJoin(users, eq(users.id, gifts.buyerId))
    .leftJoin(
      products,
      eq(
        products.id,
        sql`coalesce(${subscriptions.productId}, ${orders.productId}, ${gifts.productId}, ${comps.productId})`,
      ),
    )
    .where(condition)
    .orderBy(desc(grants.startsAt), desc(grants.id))
    .limit(500);
  return rows.map(
    ({ benefitName, post, postTitle, productName, live, stops, pausedAt, holderId, giverId, ...row }) => ({
      ...row,
      name: productName ?? benefitName,
      what: [{ benefitId: row.benefitId, name: postTitle ?? benefitName, post }],
      renews: live === true && stops === false && pausedAt === null,
      reason: row.reason || null,
      payerId: giverId ?? holderId,
    }),
  );
}

/** The charges up to a moment behind each of these, oldest first, by the id of their source (subscription, order, gift). */
export async function listSourcePayments(
  entitlements: readonly Pick<Entitlement, "sourceId" | "payerId">[],
  until: Date,
): Promise<ReadonlyMap<string, SourcePayment[]>> {
  const ids = [...new Set(entitlements.map(({ sourceId }) => sourceId))];
  const payers = [...new Set(entitlements.map(({ payerId }) => payerId))];
  if (ids.length === 0) return new Map();
  const rows = await read()
    .select({
      id: payments.id,
      number: payments.number,
      amount: payments.amount,
      currency: payments.currency,
      method: payments.method,
      at: payments.at,
      periodEnd: payments.periodEnd,
      subscriptionId: payments.subscriptionId,
      orderId: payments.orderId,
      giftId: gifts.id,
    })
    .from(payments)
    .leftJoin(gifts, eq(gifts.orderId, payments.orderId))
    .where(
      and(
        inArray(payments.userId, payers),
        eq(payments.kind, "charge"),
        lte(payments.at, until),
        or(inArray(payments.subscriptionId, ids), inArray(payments.orderId, ids), inArray(gifts.id, ids)),
      ),
    )
    .orderBy(payments.at);
  const found = new Map<string, SourcePayment[]>();
  for (const { subscriptionId, orderId, giftId, ...payment } of rows)
    for (const source of [subscriptionId, orderId, giftId])
      if (source) found.set(source, [...(found.get(source) ?? []), payment]);
  return found;
}

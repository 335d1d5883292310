import "server-only";
import { and, asc, desc, eq, inArray, isNotNull, isNull, or, type SQL } from "drizzle-orm";
import { read } from "@/db/client";
import { grants, orders, prices, products, subscriptions } from "@/db/schema/billing";
import { communities } from "@/db/schema/communities";
import { coupons, gifts } from "@/db/schema/selling";
import type { Interval } from "../billing-period";
import type { OwnPass, OwnSubscription } from "../own-billing";
import type { SubscriptionStatus } from "../types";

const communityColumns = {
  communitySlug: communities.slug,
  communityName: communities.name,
  communityLang: communities.locale,
  zone: communities.zone,
};

/** Everything the person subscribes or subscribed to on this installation, running ones first. */
export async function listOwnSubscriptions(userId: string): Promise<OwnSubscription[]> {
  return subscriptionsWhere(eq(subscriptions.userId, userId));
}

/** One of the person's own subscriptions, or null. */
export async function findOwnBilledSubscription(userId: string, id: string): Promise<OwnSubscription | null> {
  const [found] = await subscriptionsWhere(and(eq(subscriptions.userId, userId), eq(subscriptions.id, id)));
  return found ?? null;
}

async function subscriptionsWhere(condition: SQL | undefined): Promise<OwnSubscription[]> {
  const rows = await read()
    .select({
      ...communityColumns,
      subscription: subscriptions,
      planName: products.name,
      amount: prices.amount,
      currency: prices.currency,
      interval: prices.interval,
      coupon: coupons,
    })
    .from(subscriptions)
    .innerJoin(products, eq(products.id, subscriptions.productId))
    .innerJoin(prices, eq(prices.id, subscriptions.priceId))
    .innerJoin(communities, eq(communities.id, subscriptions.communityId))
    .leftJoin(coupons, eq(coupons.id, subscriptions.couponId))
    .where(condition)
    .orderBy(desc(subscriptions.live), desc(subscriptions.startedAt));
  const [pending, open] = await Promise.all([
    listPriceNames(rows.flatMap(({ subscription }) => subscription.pendingPriceId ?? [])),
    listOpenUntil(rows.map(({ subscription }) => subscription.id)),
  ]);
  return rows.map(({ subscription, interval, coupon, ...row }) => ({
    ...row,
    id: subscription.id,
    priceId: subscription.priceId,
    interval: (interval ?? "month") as Interval,
    status: subscription.status as SubscriptionStatus,
    live: subscription.live,
    startedAt: subscription.startedAt,
    currentPeriodStart: subscription.currentPeriodStart,
    currentPeriodEnd: subscription.currentPeriodEnd,
    cancelAtPeriodEnd: subscription.cancelAtPeriodEnd,
    endedAt: subscription.endedAt,
    trialEndsAt: subscription.trialEndsAt,
    pausedAt: subscription.pausedAt,
    resumesAt: subscription.resumesAt,
    paymentFailedAt: subscription.paymentFailedAt,
    isCarried: Boolean(subscription.carriedFrom),
    openUntil: open.get(subscription.id) ?? null,
    coupon: coupon && {
      code: coupon.code,
      percentBp: coupon.percentBp,
      amountOff: coupon.amountOff,
      currency: coupon.currency,
      until: subscription.discountUntil,
    },
    pending: pendingOf(subscription, pending),
  }));
}

type PriceName = NonNullable<OwnSubscription["pending"]>;

function pendingOf(
  { pendingPriceId, pendingAt }: { pendingPriceId: string | null; pendingAt: Date | null },
  names: ReadonlyMap<string, Omit<PriceName, "at">>,
): PriceName | null {
  const to = pendingPriceId ? names.get(pendingPriceId) : undefined;
  return to && pendingAt ? { ...to, at: pendingAt } : null;
}

async function listPriceNames(ids: readonly string[]): Promise<Map<string, Omit<PriceName, "at">>> {
  if (ids.length === 0) return new Map();
  const rows = await read()
    .select({
      id: prices.id,
      planName: products.name,
      amount: prices.amount,
      currency: prices.currency,
      interval: prices.interval,
    })
    .from(prices)
    .innerJoin(products, eq(products.id, prices.productId))
    .where(inArray(prices.id, [...ids]));
  return new Map(rows.map(({ id, interval, ...row }) => [id, { ...row, interval: (interval ?? "month") as Interval }]));
}

/** Until when each subscription's grants open something: what a grace period adds is in it. */
async function listOpenUntil(subscriptionIds: readonly string[]): Promise<Map<string, Date>> {
  if (subscriptionIds.length === 0) return new Map();
  const rows = await read()
    .select({ id: grants.sourceId, endsAt: grants.endsAt })
    .from(grants)
    .where(and(eq(grants.sourceKind, "subscription"), inArray(grants.sourceId, [...subscriptionIds])))
    .orderBy(asc(grants.endsAt));
  return new Map(rows.flatMap(({ id, endsAt }) => (endsAt ? [[id, endsAt] as const] : [])));
}

/**
 * The person's passes, product by product, bought or given: from when and until when they follow one another, and the
 * price on sale that adds as many days. The latest to end first.
 */
export async function listOwnPasses(userId: string): Promise<OwnPass[]> {
  const rows = await read()
    .select({
      ...communityColumns,
      productId: products.id,
      name: products.name,
      termDays: prices.termDays,
      startsAt: grants.startsAt,
      endsAt: grants.endsAt,
    })
    .from(grants)
    .leftJoin(orders, and(eq(grants.sourceKind, "order"), eq(orders.id, grants.sourceId)))
    .leftJoin(gifts, and(eq(grants.sourceKind, "gift"), eq(gifts.id, grants.sourceId)))
    .innerJoin(prices, or(eq(prices.id, orders.priceId), eq(prices.id, gifts.priceId)))
    .innerJoin(products, and(eq(products.id, prices.productId), eq(products.kind, "pass")))
    .innerJoin(communities, eq(communities.id, grants.communityId))
    .where(and(eq(grants.userId, userId), isNotNull(grants.endsAt)))
    .orderBy(asc(grants.endsAt))
    .limit(500);
  const passes = new Map<string, OwnPass>();
  for (const { endsAt, ...row } of rows) {
    const first = passes.get(row.productId)?.startsAt;
    const startsAt = first && first <= row.startsAt ? first : row.startsAt;
    passes.set(row.productId, { ...row, startsAt, endsAt: endsAt!, renewal: null });
  }
  const onSale = await listTermsOnSale([...passes.keys()]);
  return [...passes.values()]
    .map((pass) => ({ ...pass, renewal: renewalOf(pass, onSale) }))
    .sort((a, b) => b.endsAt.getTime() - a.endsAt.getTime());
}

async function listTermsOnSale(productIds: readonly string[]) {
  if (productIds.length === 0) return [];
  const rows = await read()
    .select({
      productId: prices.productId,
      priceId: prices.id,
      amount: prices.amount,
      currency: prices.currency,
      termDays: prices.termDays,
    })
    .from(prices)
    .innerJoin(products, eq(products.id, prices.productId))
    .where(
      and(
        inArray(prices.productId, [...productIds]),
        isNull(prices.archivedAt),
        isNull(products.archivedAt),
        isNotNull(prices.termDays),
      ),
    )
    .orderBy(asc(prices.amount));
  return rows.map(({ termDays, ...row }) => ({ ...row, termDays: termDays! }));
}

/** The price that adds as many days as the last one did, else the cheapest. */
function renewalOf({ productId, termDays }: OwnPass, onSale: Awaited<ReturnType<typeof listTermsOnSale>>) {
  const own = onSale.filter((price) => price.productId === productId);
  const found = own.find((price) => price.termDays === termDays) ?? own[0];
  return found
    ? { priceId: found.priceId, amount: found.amount, currency: found.currency, termDays: found.termDays }
    : null;
}

import "server-only";
import { and, asc, desc, eq, inArray, isNotNull, isNull, lte, notInArray, or } from "drizzle-orm";
import { read } from "@/db/client";
import { countAll } from "@/db/dialect/sql";
import {
  benefits,
  customers,
  grants,
  orders,
  payments,
  prices,
  productBenefits,
  products,
  stripeEvents,
  subscriptions,
} from "@/db/schema/billing";
import { communities } from "@/db/schema/communities";
import { users } from "@/db/schema/identity";
import { journal } from "@/db/schema/journal";
import { posts } from "@/db/schema/posts";
import type { OrderFact } from "./account-history";
import type { Interval } from "./billing-period";
import type {
  CatalogPrice,
  OrderState,
  Plan,
  PlanPrice,
  ProductKind,
  SinglePrice,
  SubscriptionStatus,
  SubscriptionView,
} from "./types";

/** A community's prices (archived ones included) by our id or by Stripe's, with the benefits they buy. */
export async function listPrices(by: { ids: string[] } | { stripeIds: string[] }): Promise<CatalogPrice[]> {
  const wanted = "ids" in by ? inArray(prices.id, by.ids) : inArray(prices.stripePriceId, by.stripeIds);
  const rows = await read()
    .select({ price: prices, kind: products.kind, benefitId: productBenefits.benefitId })
    .from(prices)
    .innerJoin(products, eq(products.id, prices.productId))
    .leftJoin(productBenefits, eq(productBenefits.productId, products.id))
    .where(wanted);
  const found = new Map<string, CatalogPrice>();
  for (const { price, kind, benefitId } of rows) {
    const known = found.get(price.id) ?? {
      ...price,
      interval: price.interval as Interval | null,
      productKind: kind as ProductKind,
      benefitIds: [],
    };
    if (benefitId) known.benefitIds.push(benefitId);
    found.set(price.id, known);
  }
  return [...found.values()];
}

/** A price that can be bought now in this community, with its product; null when it is another's, unknown or archived. */
export async function findPriceOnSale(communityId: string, priceId: string) {
  const [row] = await read()
    .select({ price: prices, product: products })
    .from(prices)
    .innerJoin(products, eq(products.id, prices.productId))
    .where(
      and(
        eq(prices.communityId, communityId),
        eq(prices.id, priceId),
        isNull(prices.archivedAt),
        isNull(products.archivedAt),
      ),
    )
    .limit(1);
  return row ?? null;
}

export async function findProduct(communityId: string, productId: string) {
  const [row] = await read()
    .select()
    .from(products)
    .where(and(eq(products.communityId, communityId), eq(products.id, productId)))
    .limit(1);
  return row ?? null;
}

/** The plans on sale, in the owner's order. */
export async function listPlans(communityId: string): Promise<Plan[]> {
  const rows = await read()
    .select({ product: products, price: prices })
    .from(products)
    .leftJoin(prices, and(eq(prices.productId, products.id), isNull(prices.archivedAt)))
    .where(and(eq(products.communityId, communityId), eq(products.kind, "subscription"), isNull(products.archivedAt)))
    .orderBy(asc(products.position), asc(products.createdAt));
  const plans = new Map<string, Plan>();
  for (const { product, price } of rows) {
    const plan = plans.get(product.id) ?? {
      productId: product.id,
      name: product.name,
      promise: product.promise,
      month: null,
      year: null,
      benefitIds: [],
    };
    const shown: PlanPrice | null = price && { id: price.id, amount: price.amount, currency: price.currency };
    if (price?.interval === "month") plan.month = shown;
    if (price?.interval === "year") plan.year = shown;
    plans.set(product.id, plan);
  }
  if (plans.size === 0) return [];
  const links = await read()
    .select()
    .from(productBenefits)
    .where(inArray(productBenefits.productId, [...plans.keys()]));
  for (const { productId, benefitId } of links) plans.get(productId)?.benefitIds.push(benefitId);
  return [...plans.values()];
}

/** Plans ever sold with how many live subscriptions each has, archived ones last. For the owner. */
export async function listPlansForOwner(communityId: string) {
  const [rows, counts, offers] = await Promise.all([
    read()
      .select()
      .from(products)
      .where(and(eq(products.communityId, communityId), eq(products.kind, "subscription")))
      .orderBy(asc(products.position), asc(products.createdAt)),
    read()
      .select({ productId: subscriptions.productId, n: countAll() })
      .from(subscriptions)
      .where(and(eq(subscriptions.communityId, communityId), eq(subscriptions.live, true)))
      .groupBy(subscriptions.productId),
    listPlans(communityId),
  ]);
  const subscribers = new Map(counts.map(({ productId, n }) => [productId, n]));
  return rows.map((product) => ({
    product,
    subscribers: subscribers.get(product.id) ?? 0,
    offer: offers.find(({ productId }) => productId === product.id) ?? null,
  }));
}

/** What the plans of a community open: benefits that do not belong to a single post. */
export async function listPlanBenefits(communityId: string) {
  return read()
    .select({ id: benefits.id, name: benefits.name })
    .from(benefits)
    .where(and(eq(benefits.communityId, communityId), isNull(benefits.postId)))
    .orderBy(asc(benefits.createdAt));
}

/** The price at which one post is sold singly, or null. */
export async function findSinglePrice(communityId: string, postId: string): Promise<SinglePrice | null> {
  const [row] = await read()
    .select({
      productId: products.id,
      priceId: prices.id,
      name: products.name,
      amount: prices.amount,
      currency: prices.currency,
    })
    .from(products)
    .innerJoin(prices, and(eq(prices.productId, products.id), isNull(prices.archivedAt)))
    .where(
      and(
        eq(products.communityId, communityId),
        eq(products.postId, postId),
        eq(products.kind, "one_off"),
        isNull(products.archivedAt),
      ),
    )
    .limit(1);
  return row ?? null;
}

export async function findBenefitOfPost(communityId: string, postId: string): Promise<string | null> {
  const [row] = await read()
    .select({ id: benefits.id })
    .from(benefits)
    .where(and(eq(benefits.communityId, communityId), eq(benefits.postId, postId)))
    .limit(1);
  return row?.id ?? null;
}

/** True when the person holds every benefit of a product at `at`. */
export async function ownsProduct(communityId: string, userId: string, productId: string, at: Date): Promise<boolean> {
  const wanted = await read()
    .select({ benefitId: productBenefits.benefitId })
    .from(productBenefits)
    .where(and(eq(productBenefits.communityId, communityId), eq(productBenefits.productId, productId)));
  const held = await read()
    .select({ benefitId: grants.benefitId, endsAt: grants.endsAt })
    .from(grants)
    .where(and(eq(grants.communityId, communityId), eq(grants.userId, userId), lte(grants.startsAt, at)));
  const holding = new Set(
    held.filter(({ endsAt }) => endsAt === null || endsAt > at).map(({ benefitId }) => benefitId),
  );
  return wanted.length > 0 && wanted.every(({ benefitId }) => holding.has(benefitId));
}

export async function findCustomer(userId: string) {
  const [row] = await read().select().from(customers).where(eq(customers.userId, userId)).limit(1);
  return row ?? null;
}

/** Whose customer this is. Stripe's e-mail is never asked: only our own row says who a customer belongs to. */
export async function findCustomerOwner(stripeCustomerId: string) {
  const [row] = await read().select().from(customers).where(eq(customers.stripeCustomerId, stripeCustomerId)).limit(1);
  return row ?? null;
}

/** What Stripe is told of a person when their customer is made. */
export async function findPayer(userId: string) {
  const [row] = await read()
    .select({ email: users.email, name: users.name })
    .from(users)
    .where(eq(users.id, userId))
    .limit(1);
  return row ?? null;
}

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

export async function listOrderFacts(
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
    .where(eq(orders.userId, userId));
}

const subscriptionColumns = {
  id: subscriptions.id,
  communityId: subscriptions.communityId,
  productId: subscriptions.productId,
  priceId: subscriptions.priceId,
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

function receiptRows() {
  return read()
    .select({
      payment: payments,
      productName: products.name,
      communityName: communities.name,
      communitySlug: communities.slug,
      zone: communities.zone,
      payer: users.name,
      email: users.email,
    })
    .from(payments)
    .innerJoin(products, eq(products.id, payments.productId))
    .innerJoin(communities, eq(communities.id, payments.communityId))
    .leftJoin(users, eq(users.id, payments.userId));
}

/** The person's receipts, newest first. */
export async function listReceipts(userId: string, limit = 200) {
  return receiptRows()
    .where(eq(payments.userId, userId))
    .orderBy(desc(payments.at), desc(payments.number))
    .limit(limit);
}

/** One of the person's own receipts, or null. */
export async function findReceipt(userId: string, paymentId: string) {
  const [row] = await receiptRows()
    .where(and(eq(payments.userId, userId), eq(payments.id, paymentId)))
    .limit(1);
  return row ?? null;
}

/** Customers whose state at Stripe may have moved without our hearing of it: something is open, unpaid or overdue. */
export async function listCustomersToReconcile(at: Date): Promise<string[]> {
  const [waiting, overdue] = await Promise.all([
    read()
      .selectDistinct({ id: customers.stripeCustomerId })
      .from(orders)
      .innerJoin(customers, eq(customers.userId, orders.userId))
      .where(eq(orders.state, "open")),
    read()
      .selectDistinct({ id: customers.stripeCustomerId })
      .from(subscriptions)
      .innerJoin(customers, eq(customers.userId, subscriptions.userId))
      .where(
        and(
          eq(subscriptions.live, true),
          or(lte(subscriptions.currentPeriodEnd, at), eq(subscriptions.status, "past_due")),
        ),
      ),
  ]);
  return [...new Set([...waiting, ...overdue].map(({ id }) => id))];
}

export async function isKnownEvent(id: string): Promise<boolean> {
  const [row] = await read().select({ id: stripeEvents.id }).from(stripeEvents).where(eq(stripeEvents.id, id)).limit(1);
  return row !== undefined;
}

/** Which journal entries of these objects exist already, as `object verb instant`. */
export async function listRecorded(communityId: string, objectIds: string[]): Promise<Set<string>> {
  if (objectIds.length === 0) return new Set();
  const rows = await read()
    .select({ objectId: journal.objectId, verb: journal.verb, at: journal.at })
    .from(journal)
    .where(
      and(eq(journal.communityId, communityId), isNotNull(journal.objectId), inArray(journal.objectId, objectIds)),
    );
  return new Set(rows.map(({ objectId, verb, at }) => recordedKey(objectId!, verb, at)));
}

export const recordedKey = (objectId: string, verb: string, at: Date) => `${objectId} ${verb} ${at.getTime()}`;

/** How many published posts each benefit opens, and how many are open to everybody (key ""). */
export async function countPostsByBenefit(communityId: string, at: Date): Promise<Map<string, number>> {
  const rows = await read()
    .select({ benefitId: posts.benefitId, audience: posts.audience, n: countAll() })
    .from(posts)
    .where(
      and(
        eq(posts.communityId, communityId),
        eq(posts.state, "published"),
        lte(posts.publishedAt, at),
        inArray(posts.audience, ["public", "benefit"]),
        notInArray(posts.kind, ["discussion", "question"]),
      ),
    )
    .groupBy(posts.benefitId, posts.audience);
  const counts = new Map<string, number>();
  for (const { benefitId, audience, n } of rows) {
    const key = audience === "public" ? "" : (benefitId ?? "");
    counts.set(key, (counts.get(key) ?? 0) + n);
  }
  return counts;
}

/** The address part of a post that is sold singly, for the way back from the checkout. */
export async function findPostSlug(communityId: string, postId: string): Promise<string | null> {
  const [row] = await read()
    .select({ slug: posts.slug })
    .from(posts)
    .where(and(eq(posts.communityId, communityId), eq(posts.id, postId)))
    .limit(1);
  return row?.slug ?? null;
}

import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { countAll } from "@/db/dialect/sql";
import {
  benefits,
  customers,
  orders,
  payments,
  prices,
  productBenefits,
  products,
  stripeEvents,
  subscriptions,
} from "@/db/schema/billing";
import { communities, members } from "@/db/schema/communities";
import { replaceGrants } from "@/lib/access/commands";
import { record } from "@/lib/journal/commands";
import { joinCommunity } from "@/lib/members/commands";
import { dayMs, now, wallClock } from "@/lib/platform/clock";
import { NotFound, Refusal } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { log } from "@/lib/platform/log";
import type { AccountHistory, MoneyEntry, SubscriptionHistory } from "./account-history";
import type { Interval } from "./billing-period";
import type { SessionFact } from "./customer-facts";
import { findBenefitOfPost, findProduct, listOrderFacts, listRecorded, recordedKey } from "./queries";

interface NewPlan {
  communityId: string;
  name: string;
  promise: string;
  currency: string;
  /** Minor units; null when this rhythm is not offered. At least one is. */
  monthAmount: number | null;
  yearAmount: number | null;
  /** Benefits of other plans that this one opens too. */
  includes?: readonly string[];
  actorId: string | null;
}

/** Puts a plan on sale: the product, the benefit it brings, one price per rhythm. */
export async function createProduct(
  tx: Tx,
  plan: NewPlan,
): Promise<{ productId: string; benefitId: string; monthPriceId: string | null; yearPriceId: string | null }> {
  const { communityId, name, promise } = plan;
  const at = now();
  const productId = newId(at.getTime());
  const benefitId = newId(at.getTime());
  const [last] = await tx.select({ n: countAll() }).from(products).where(eq(products.communityId, communityId));
  const included = await ownBenefits(tx, communityId, plan.includes ?? []);
  await tx.insert(benefits).values({ id: benefitId, communityId, name, postId: null, createdAt: at });
  await tx
    .insert(products)
    .values({ id: productId, communityId, kind: "subscription", name, promise, position: last?.n ?? 0, createdAt: at });
  for (const id of [benefitId, ...included])
    await tx.insert(productBenefits).values({ communityId, productId, benefitId: id });
  const monthPriceId = await addPrice(tx, {
    communityId,
    productId,
    currency: plan.currency,
    amount: plan.monthAmount,
    interval: "month",
  });
  const yearPriceId = await addPrice(tx, {
    communityId,
    productId,
    currency: plan.currency,
    amount: plan.yearAmount,
    interval: "year",
  });
  await record(tx, {
    communityId,
    verb: "product.created",
    actorId: plan.actorId,
    object: { kind: "product", id: productId },
  });
  return { productId, benefitId, monthPriceId, yearPriceId };
}

async function ownBenefits(tx: Tx, communityId: string, ids: readonly string[]): Promise<string[]> {
  const own = await tx
    .select({ id: benefits.id })
    .from(benefits)
    .where(and(eq(benefits.communityId, communityId), isNull(benefits.postId)));
  return own.map(({ id }) => id).filter((id) => ids.includes(id));
}

interface NewPrice {
  communityId: string;
  productId: string;
  currency: string;
  amount: number | null;
  interval: Interval | null;
}

async function addPrice(tx: Tx, { amount, ...price }: NewPrice): Promise<string | null> {
  if (amount === null) return null;
  if (!Number.isSafeInteger(amount) || amount <= 0) throw new Refusal("bad-price");
  const at = now();
  const id = newId(at.getTime());
  await tx.insert(prices).values({ id, amount, createdAt: at, ...price });
  return id;
}

/**
 * Sets what a plan costs from now on. A changed price is a new row and the old one is archived: who pays it goes on
 * paying it, and a checkout that is open keeps it. `null` stops selling that rhythm.
 */
export async function setPlanPrices(
  tx: Tx,
  change: {
    communityId: string;
    productId: string;
    currency: string;
    monthAmount: number | null;
    yearAmount: number | null;
    actorId: string | null;
  },
): Promise<void> {
  const { communityId, productId, currency } = change;
  const product = await findProduct(communityId, productId);
  if (product?.kind !== "subscription" || product.archivedAt) throw new NotFound();
  const current = await tx
    .select()
    .from(prices)
    .where(and(eq(prices.communityId, communityId), eq(prices.productId, productId), isNull(prices.archivedAt)));
  for (const interval of ["month", "year"] as const) {
    const amount = interval === "month" ? change.monthAmount : change.yearAmount;
    const old = current.find((price) => price.interval === interval);
    if (old?.amount === amount && old.currency === currency) continue;
    if (old) await tx.update(prices).set({ archivedAt: now() }).where(eq(prices.id, old.id));
    await addPrice(tx, { communityId, productId, currency, amount, interval });
  }
  await record(tx, {
    communityId,
    verb: "product.created",
    actorId: change.actorId,
    object: { kind: "product", id: productId },
    detail: { repriced: true },
  });
}

/** Takes a product off sale. Running subscriptions go on; access that was paid for stays. */
export async function archiveProduct(
  tx: Tx,
  { communityId, productId, actorId }: { communityId: string; productId: string; actorId: string | null },
): Promise<void> {
  const product = await findProduct(communityId, productId);
  if (!product) throw new NotFound();
  if (product.archivedAt) return;
  await tx.update(products).set({ archivedAt: now() }).where(eq(products.id, productId));
  await record(tx, { communityId, verb: "product.archived", actorId, object: { kind: "product", id: productId } });
}

/**
 * Sells one post singly at `amount` (minor units): a one-off product with the post's own benefit. Setting another
 * amount archives the old price; `null` stops selling. Returns the benefit's id.
 */
export async function setSinglePrice(
  tx: Tx,
  single: {
    community: { id: string; currency: string };
    postId: string;
    title: string;
    amount: number | null;
    actorId?: string | null;
  },
): Promise<string | null> {
  const { postId, title: name, amount } = single;
  const { id: communityId, currency } = single.community;
  const known = await findBenefitOfPost(communityId, postId);
  const [sold] = await tx
    .select()
    .from(products)
    .where(and(eq(products.communityId, communityId), eq(products.postId, postId), isNull(products.archivedAt)))
    .limit(1);
  const [price] = sold
    ? await tx
        .select()
        .from(prices)
        .where(and(eq(prices.productId, sold.id), isNull(prices.archivedAt)))
        .limit(1)
    : [];
  if ((price?.amount ?? null) === amount && (!price || price.currency === currency)) return known;
  if (price) await tx.update(prices).set({ archivedAt: now() }).where(eq(prices.id, price.id));
  if (amount === null) return known;
  const benefitId = known ?? newId();
  if (!known) await tx.insert(benefits).values({ id: benefitId, communityId, name, postId, createdAt: now() });
  const productId = sold?.id ?? newId();
  if (!sold) {
    await tx.insert(products).values({
      id: productId,
      communityId,
      kind: "one_off",
      name,
      promise: "",
      position: 0,
      postId,
      createdAt: now(),
    });
    await tx.insert(productBenefits).values({ communityId, productId, benefitId });
  }
  await addPrice(tx, { communityId, productId, currency, amount, interval: null });
  if (!sold)
    await record(tx, {
      communityId,
      verb: "product.created",
      actorId: single.actorId,
      object: { kind: "product", id: productId },
    });
  return benefitId;
}

export async function noteStripeProduct(tx: Tx, productId: string, stripeProductId: string): Promise<void> {
  await tx
    .update(products)
    .set({ stripeProductId })
    .where(and(eq(products.id, productId), isNull(products.stripeProductId)));
}

export async function noteStripePrice(tx: Tx, priceId: string, stripePriceId: string): Promise<void> {
  await tx
    .update(prices)
    .set({ stripePriceId })
    .where(and(eq(prices.id, priceId), isNull(prices.stripePriceId)));
}

/** Binds a Stripe customer to a person; the first binding stays. */
export async function noteCustomer(tx: Tx, userId: string, stripeCustomerId: string): Promise<void> {
  await tx.insert(customers).values({ userId, stripeCustomerId, createdAt: now() }).onConflictDoNothing();
}

/** The person's open order for a price, made when there is none. Two tabs get the same one. The amount is our row's. */
export async function openOrder(
  tx: Tx,
  { userId, price }: { userId: string; price: typeof prices.$inferSelect },
): Promise<typeof orders.$inferSelect> {
  const at = now();
  await tx
    .insert(orders)
    .values({
      id: newId(at.getTime()),
      communityId: price.communityId,
      userId,
      productId: price.productId,
      priceId: price.id,
      amount: price.amount,
      currency: price.currency,
      state: "open",
      createdAt: at,
    })
    .onConflictDoNothing();
  const [order] = await tx
    .select()
    .from(orders)
    .where(and(eq(orders.userId, userId), eq(orders.priceId, price.id), eq(orders.state, "open")))
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

/** Notes a webhook event. False when it is known already. */
export async function noteEvent(
  tx: Tx,
  event: { id: string; type: string; customerId: string | null; createdAt: Date },
): Promise<boolean> {
  const inserted = await tx
    .insert(stripeEvents)
    .values({ ...event, receivedAt: wallClock() })
    .onConflictDoNothing()
    .returning({ id: stripeEvents.id });
  return inserted.length > 0;
}

interface CustomerState {
  userId: string;
  /** The version the facts were read under: see `customers.syncVersion`. */
  version: number;
  history: AccountHistory;
  sessions: readonly SessionFact[];
}

/**
 * Makes our books say what Stripe says of a customer. False when another sync committed since `version` was read: the
 * facts may then be older than the books and are thrown away. Doing it twice changes nothing.
 */
export async function applyCustomer(tx: Tx, { userId, version, history, sessions }: CustomerState): Promise<boolean> {
  const turn = await tx
    .update(customers)
    .set({ syncVersion: version + 1 })
    .where(and(eq(customers.userId, userId), eq(customers.syncVersion, version)))
    .returning({ userId: customers.userId });
  if (turn.length === 0) return false;
  const memberIds = await joinPayers(tx, userId, history);
  for (const entry of history.money) await applyMoney(tx, userId, memberIds.get(entry.communityId) ?? null, entry);
  // Ended ones first: whoever subscribes again the moment the old one ends has one live row at any time.
  const inOrder = [...history.subscriptions].sort(
    (a, b) => Number(a.live) - Number(b.live) || a.startedAt.getTime() - b.startedAt.getTime(),
  );
  const live = new Set<string>();
  for (const subscription of inOrder) {
    const first = subscription.live && !live.has(subscription.communityId);
    if (subscription.live && !first)
      log.error({ subscription: subscription.stripeSubscriptionId }, "a second live subscription of one person");
    if (first) live.add(subscription.communityId);
    await applySubscription(tx, userId, memberIds.get(subscription.communityId) ?? null, {
      ...subscription,
      live: first,
    });
  }
  for (const purchase of history.purchases) {
    await replaceGrants(tx, {
      communityId: purchase.communityId,
      userId,
      memberId: memberIds.get(purchase.communityId),
      sourceKind: "order",
      sourceId: purchase.orderId,
      grants: purchase.grants,
    });
  }
  await settleOrders(tx, userId, sessions);
  return true;
}

/** Whoever paid is a member from that moment, except when they have left since. Returns the member's id per community. */
async function joinPayers(tx: Tx, userId: string, { money }: AccountHistory): Promise<Map<string, string>> {
  const lastPaid = new Map<string, Date>();
  for (const { communityId, kind, at } of money) if (kind === "charge") lastPaid.set(communityId, at);
  const memberIds = new Map<string, string>();
  for (const [communityId, at] of lastPaid) {
    const [known] = await tx
      .select({ id: members.id, leftAt: members.leftAt })
      .from(members)
      .where(and(eq(members.communityId, communityId), eq(members.userId, userId)))
      .limit(1);
    const stays = known && (known.leftAt === null || known.leftAt >= at);
    memberIds.set(
      communityId,
      stays
        ? known.id
        : await joinCommunity(tx, {
            communityId,
            userId,
            reason: "paid",
            at: known ? at : firstPaid(money, communityId),
          }),
    );
  }
  return memberIds;
}

function firstPaid(money: readonly MoneyEntry[], communityId: string): Date {
  return money.find((entry) => entry.communityId === communityId && entry.kind === "charge")!.at;
}

async function applyMoney(tx: Tx, userId: string, memberId: string | null, entry: MoneyEntry): Promise<void> {
  const { communityId, productId, priceId, kind, amount, currency, stripeId, at } = entry;
  const [known] = await tx.select({ id: payments.id }).from(payments).where(eq(payments.stripeId, stripeId)).limit(1);
  if (known) return;
  const id = newId(at.getTime());
  const number = await nextReceiptNumber(tx, communityId);
  const periodStart = entry.period?.from ?? null;
  const periodEnd = entry.period?.to ?? null;
  await tx.insert(payments).values({
    id,
    communityId,
    userId,
    productId,
    priceId,
    kind,
    amount,
    currency,
    stripeId,
    number,
    periodStart,
    periodEnd,
    at,
  });
  await record(tx, {
    communityId,
    verb: kind === "charge" ? "payment.charged" : "payment.refunded",
    memberId,
    object: { kind: "payment", id },
    amount,
    currency,
    detail: { productKind: entry.productKind, productId },
    at,
  });
}

/** "W-000123": the community's initial and a number without gaps. The unique key decides between two at once. */
async function nextReceiptNumber(tx: Tx, communityId: string): Promise<string> {
  const [community] = await tx
    .select({ slug: communities.slug })
    .from(communities)
    .where(eq(communities.id, communityId))
    .limit(1);
  const [last] = await tx.select({ n: countAll() }).from(payments).where(eq(payments.communityId, communityId));
  return `${community!.slug.charAt(0).toUpperCase()}-${String((last?.n ?? 0) + 1).padStart(6, "0")}`;
}

async function applySubscription(
  tx: Tx,
  userId: string,
  memberId: string | null,
  state: SubscriptionHistory,
): Promise<void> {
  const { communityId, stripeSubscriptionId, grants, story, ...row } = state;
  const [known] = await tx
    .select()
    .from(subscriptions)
    .where(eq(subscriptions.stripeSubscriptionId, stripeSubscriptionId))
    .limit(1);
  // Terminal states win: what has ended cannot come back, whatever a late answer says.
  if (known?.endedAt && !state.endedAt) return;
  const id = known?.id ?? newId(state.startedAt.getTime());
  const values = { ...row, memberId: memberId ?? known?.memberId ?? null, syncedAt: now() };
  if (known) await tx.update(subscriptions).set(values).where(eq(subscriptions.id, id));
  else await tx.insert(subscriptions).values({ id, communityId, userId, stripeSubscriptionId, ...values });
  const recorded = await listRecorded(communityId, [id]);
  for (const { verb, at, detail } of story) {
    if (recorded.has(recordedKey(id, verb, at))) continue;
    const currency = typeof detail.currency === "string" ? detail.currency : undefined;
    const actorId = verb === "subscription.cancelled" ? memberId : null;
    await record(tx, {
      communityId,
      verb,
      actorId,
      memberId,
      object: { kind: "subscription", id },
      currency,
      detail,
      at,
    });
  }
  if (known?.cancelAtPeriodEnd && !state.cancelAtPeriodEnd && !state.endedAt) {
    await record(tx, {
      communityId,
      verb: "subscription.resumed",
      actorId: memberId,
      memberId,
      object: { kind: "subscription", id },
    });
  }
  const over = state.endedAt !== null;
  await replaceGrants(tx, { communityId, userId, memberId, sourceKind: "subscription", sourceId: id, over, grants });
}

/** A checkout session is open, complete or expired; an order follows it once, from open. */
async function settleOrders(tx: Tx, userId: string, sessions: readonly SessionFact[]): Promise<void> {
  const byOrder = new Map(sessions.map((session) => [session.metadata.orderId, session]));
  for (const order of await listOrderFacts(userId)) {
    if (order.state !== "open") continue;
    const session = byOrder.get(order.id);
    const mine = and(eq(orders.id, order.id), eq(orders.state, "open"));
    if (session?.paid)
      await tx.update(orders).set({ state: "paid", settledAt: now(), stripeSessionId: session.id }).where(mine);
    else if (session?.status === "expired")
      await tx.update(orders).set({ state: "expired", settledAt: now(), stripeSessionId: session.id }).where(mine);
    else if (session && order.stripeSessionId === null)
      await tx.update(orders).set({ stripeSessionId: session.id }).where(mine);
    else if (!session && now().getTime() - order.createdAt.getTime() > 2 * dayMs) await expireOrder(tx, order.id);
  }
}

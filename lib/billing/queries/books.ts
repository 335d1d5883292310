import "server-only";
import { and, eq, inArray, isNotNull, isNull, ne, notInArray } from "drizzle-orm";
import { read } from "@/db/client";
import { amongIds, idList } from "@/db/dialect/sql";
import { orders, payments, subscriptions } from "@/db/schema/billing";
import { communities } from "@/db/schema/communities";
import { disputes, refunds } from "@/db/schema/ledger";
import { coupons, trialUses } from "@/db/schema/selling";
import type { Books, LiveSubscription, OrderFact } from "../books";
import type { CouponTerms } from "../coupon";
import type { KnownOfPayments } from "../customer-facts";
import type { CustomerFacts } from "../facts";
import { cardKey, personKey } from "../person-key";
import { liveStatuses, type OrderKind, type OrderState } from "../types";
import { findPayer } from "./customers";
import { listPrices, listPublishedPrices } from "./prices";

/** Everything of ours that decides what follows from a customer's facts. */
export async function readBooks(userId: string, facts: CustomerFacts): Promise<Books> {
  const orderList = await listOrders(facts.account, userId);
  const stripePriceIds = new Set([
    ...facts.subscriptions.flatMap(({ stripePriceId, pending }) => [stripePriceId, pending?.stripePriceId ?? ""]),
    ...facts.invoices.flatMap(({ lines }) => lines.map(({ stripePriceId }) => stripePriceId)),
  ]);
  // One after the other: within a transaction all of them share one connection.
  const prices = await listPublishedPrices(facts.account, [...stripePriceIds]);
  const orderedPrices = await listPrices([...new Set(orderList.map(({ priceId }) => priceId))]);
  const couponList = await listCoupons(orderList.flatMap(({ couponId }) => (couponId ? [couponId] : [])));
  const endsAccess = await listRefundRules(userId);
  const liveElsewhere = await listLiveElsewhere(facts.account, userId);
  const communityIds = new Set([...prices.values()].map(({ communityId }) => communityId));
  return {
    userId,
    prices,
    orderedPrices: byId(orderedPrices),
    orders: byId(orderList),
    coupons: byId(couponList),
    graceDays: await listGraceDays([...communityIds]),
    endsAccess,
    liveElsewhere,
    triedCards: await listTriedCards(userId, [...communityIds], facts),
    triedByMailbox: await listTriedByMailbox(userId, [...communityIds], facts),
  };
}

const byId = <Row extends { id: string }>(rows: readonly Row[]) => new Map(rows.map((row) => [row.id, row]));

/** The person's orders that are paid in this Stripe account. */
async function listOrders(account: string, userId: string): Promise<OrderFact[]> {
  const rows = await read()
    .select({
      id: orders.id,
      communityId: orders.communityId,
      productId: orders.productId,
      priceId: orders.priceId,
      kind: orders.kind,
      amount: orders.amount,
      currency: orders.currency,
      discountAmount: orders.discountAmount,
      couponId: orders.couponId,
      state: orders.state,
    })
    .from(orders)
    .where(and(eq(orders.account, account), eq(orders.userId, userId)));
  return rows.map((row) => ({ ...row, kind: row.kind as OrderKind, state: row.state as OrderState }));
}

async function listCoupons(ids: readonly string[]): Promise<CouponTerms[]> {
  if (ids.length === 0) return [];
  const rows = await read()
    .select()
    .from(coupons)
    .where(amongIds(coupons.id, idList(ids)));
  return rows.map((row) => ({ ...row, duration: row.duration as CouponTerms["duration"] }));
}

/** Whether refunds of the person's payments end access: by Stripe's id and by ours, which Stripe may know earlier. */
async function listRefundRules(userId: string): Promise<Map<string, boolean>> {
  const rows = await read()
    .select({ id: refunds.id, stripeRefundId: refunds.stripeRefundId, endsAccess: refunds.endsAccess })
    .from(refunds)
    .innerJoin(payments, eq(payments.id, refunds.paymentId))
    .where(eq(payments.userId, userId));
  return new Map(
    rows.flatMap(({ id, stripeRefundId, endsAccess }) =>
      [id, stripeRefundId].filter((key) => key !== null).map((key): [string, boolean] => [key, endsAccess]),
    ),
  );
}

async function listLiveElsewhere(account: string, userId: string): Promise<LiveSubscription[]> {
  return read()
    .select({
      account: subscriptions.account,
      stripeSubscriptionId: subscriptions.stripeSubscriptionId,
      communityId: subscriptions.communityId,
      family: subscriptions.family,
      startedAt: subscriptions.startedAt,
    })
    .from(subscriptions)
    .where(
      and(
        eq(subscriptions.userId, userId),
        ne(subscriptions.account, account),
        isNull(subscriptions.endedAt),
        inArray(subscriptions.status, [...liveStatuses]),
      ),
    );
}

async function listGraceDays(communityIds: readonly string[]): Promise<Map<string, number>> {
  if (communityIds.length === 0) return new Map();
  const rows = await read()
    .select({ id: communities.id, graceDays: communities.graceDays })
    .from(communities)
    .where(amongIds(communities.id, idList(communityIds)));
  return new Map(rows.map(({ id, graceDays }) => [id, graceDays]));
}

/** Of the cards that these subscriptions are charged to, those with which somebody else has tried the same community. */
async function listTriedCards(
  userId: string,
  communityIds: readonly string[],
  { subscriptions: subscribed }: CustomerFacts,
): Promise<Set<string>> {
  const fingerprints = new Set(
    subscribed.flatMap(({ status, cardFingerprint }) =>
      status === "trialing" && cardFingerprint ? [cardFingerprint] : [],
    ),
  );
  const byKey = new Map([...fingerprints].map((fingerprint) => [cardKey(fingerprint), fingerprint]));
  if (byKey.size === 0) return new Set();
  const rows = await read()
    .select({ communityId: trialUses.communityId, keyHash: trialUses.keyHash })
    .from(trialUses)
    .where(
      and(
        eq(trialUses.kind, "card"),
        ne(trialUses.userId, userId),
        inArray(trialUses.communityId, [...communityIds]),
        inArray(trialUses.keyHash, [...byKey.keys()]),
      ),
    );
  return new Set(rows.map(({ communityId, keyHash }) => `${communityId} ${byKey.get(keyHash)}`));
}

/** Of two accounts of one mailbox that opened their checkouts at once, the one heard of later has no trial after all. */
async function listTriedByMailbox(
  userId: string,
  communityIds: readonly string[],
  { subscriptions: subscribed }: CustomerFacts,
): Promise<Set<string>> {
  if (!subscribed.some(({ status }) => status === "trialing")) return new Set();
  const payer = await findPayer(userId);
  const key = payer && personKey(payer.email);
  if (!key) return new Set();
  const rows = await read()
    .select({ communityId: trialUses.communityId })
    .from(trialUses)
    .where(
      and(
        eq(trialUses.kind, "email"),
        eq(trialUses.keyHash, key),
        ne(trialUses.userId, userId),
        inArray(trialUses.communityId, [...communityIds]),
      ),
    );
  return new Set(rows.map(({ communityId }) => communityId));
}

/** Stripe's ids of the person's payments with refunds that are not settled, or may have failed, and with disputes. */
export async function listWatchedPayments(account: string, userId: string): Promise<KnownOfPayments> {
  const mine = and(
    eq(payments.account, account),
    eq(payments.userId, userId),
    isNotNull(payments.stripePaymentIntentId),
  );
  const id = { id: payments.stripePaymentIntentId };
  const [refunded, disputed] = await Promise.all([
    read()
      .selectDistinct(id)
      .from(payments)
      .innerJoin(refunds, eq(refunds.paymentId, payments.id))
      .where(and(mine, notInArray(refunds.state, ["refused"]))),
    read().selectDistinct(id).from(payments).innerJoin(disputes, eq(disputes.paymentId, payments.id)).where(mine),
  ]);
  return { refunded: refunded.map((row) => row.id!), disputed: disputed.map((row) => row.id!) };
}

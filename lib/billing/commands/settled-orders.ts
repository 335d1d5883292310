import "server-only";
import { and, eq, ne } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { orders } from "@/db/schema/billing";
import { dayMs, hourMs, now } from "@/lib/platform/clock";
import type { AccountHistory } from "../account-history";
import type { SessionFact } from "../facts";
import type { OrderMoney } from "../purchase-history";
import type { Change } from "../types";
import { settleCouponUse } from "./coupons";
import { makeGift, voidGift } from "./gifts";
import { listFallenCheckouts } from "./order-credits";
import { expireOrder } from "./orders";

type Order = typeof orders.$inferSelect;
/** The columns that follow Stripe. */
type Standing = Pick<
  Order,
  | "state"
  | "stripeSessionId"
  | "stripePaymentIntentId"
  | "paidAt"
  | "settledAt"
  | "refundedAmount"
  | "refundedAt"
  | "disputedAt"
  | "disputeState"
>;

/**
 * Lets the person's orders in an account say what their sessions and payments say: open, paid or expired, given back,
 * disputed. What hangs on an order follows it: a coupon's use, a gift.
 */
export async function settleOrders(
  tx: Tx,
  { account, userId }: { account: string; userId: string },
  history: AccountHistory,
  sessions: readonly SessionFact[],
): Promise<Change[]> {
  const changes: Change[] = [];
  const mine = await tx
    .select()
    .from(orders)
    .where(and(eq(orders.account, account), eq(orders.userId, userId)));
  for (const order of mine) {
    const standing = standingOf(order, history, sessions);
    if (isSame(order, standing)) continue;
    await tx
      .update(orders)
      .set(standing)
      // A paid order stays paid, whatever a page of it does later.
      .where(and(eq(orders.id, order.id), standing.state === "paid" ? undefined : ne(orders.state, "paid")));
    changes.push(changeOf(order, standing));
    if (order.couponId) for (const use of usesOf(standing)) await settleCouponUse(tx, order.id, use);
    if (order.kind === "gift") await settleGift(tx, order.id, standing);
  }
  for (const orderId of await listFallenCheckouts(tx, userId)) await expireOrder(tx, orderId);
  return changes;
}

function standingOf(order: Order, history: AccountHistory, sessions: readonly SessionFact[]): Standing {
  const money = history.orders.find(({ orderId }) => orderId === order.id);
  const own = sessions.filter(({ metadata }) => metadata.orderId === order.id);
  const paidAt = paidSince(order, history, own, money);
  const { stripeSessionId, state, settledAt } = order;
  const untouched = { paidAt: order.paidAt, settledAt, ...moneyOf(order, money) };
  if (paidAt) {
    const session = own.find(({ paid }) => paid);
    const id = session?.id ?? stripeSessionId;
    return { ...untouched, state: "paid", stripeSessionId: id, paidAt, settledAt: paidAt };
  }
  if (state !== "open") return { ...untouched, state, stripeSessionId };
  const running = own.find(({ status, awaitsBank }) => status === "open" || awaitsBank);
  if (running) return { ...untouched, state, stripeSessionId: stripeSessionId ?? running.id };
  const endedAt = own.length > 0 ? latest(own.map((one) => one.expiresAt ?? one.createdAt)) : abandonedAt(order);
  if (!endedAt) return { ...untouched, state, stripeSessionId };
  return { ...untouched, state: "expired", stripeSessionId: stripeSessionId ?? own[0]?.id ?? null, settledAt: endedAt };
}

/** When the order was paid: with its subscription, else with its payment; null while it is not. */
function paidSince(
  order: Order,
  history: AccountHistory,
  sessions: readonly SessionFact[],
  money: OrderMoney | undefined,
): Date | null {
  const begun = history.subscriptions
    .filter(({ row }) => row.orderId === order.id && !neverPaid.has(row.status))
    .map(({ row }) => row.startedAt);
  if (begun.length > 0) return earliest(begun);
  if (money) return money.paidAt;
  // Paid, and nothing of ours hangs on it: the order is not to be paid again all the same.
  const session = sessions.find(({ paid }) => paid);
  return session ? (order.paidAt ?? session.createdAt) : null;
}

const neverPaid: ReadonlySet<string> = new Set(["incomplete", "incomplete_expired"]);

/** An order whose session was never made: nobody can pay it any more. */
function abandonedAt({ createdAt, expiresAt }: Order): Date | null {
  const end = expiresAt ?? new Date(createdAt.getTime() + 2 * dayMs);
  return now().getTime() > end.getTime() + hourMs ? end : null;
}

function moneyOf(order: Order, money: OrderMoney | undefined) {
  const { stripePaymentIntentId, refundedAmount, refundedAt, disputedAt, disputeState } = money ?? order;
  return { stripePaymentIntentId, refundedAmount, refundedAt, disputedAt, disputeState };
}

/** The way of a coupon's use up to here, each step of which counts once. */
function usesOf({ state, refundedAt }: Standing): ("counted" | "released" | "freed")[] {
  if (state === "open") return [];
  if (state === "expired") return ["released"];
  return refundedAt ? ["counted", "freed"] : ["counted"];
}

async function settleGift(tx: Tx, orderId: string, { state, refundedAt, disputeState }: Standing): Promise<void> {
  if (state !== "paid") return;
  await makeGift(tx, orderId);
  if (refundedAt || disputeState === "lost") await voidGift(tx, orderId);
}

function isSame(order: Order, standing: Standing): boolean {
  const plain = (value: unknown) => (value instanceof Date ? value.getTime() : value);
  return Object.entries(standing).every(([key, value]) => plain(order[key as keyof Standing]) === plain(value));
}

function changeOf(order: Order, standing: Standing): Change {
  const text = ({ state, refundedAmount, disputeState }: Standing) =>
    [state, refundedAmount > 0 && `returned ${refundedAmount}`, disputeState].filter(Boolean).join(", ");
  return {
    communityId: order.communityId,
    kind: "order",
    subject: order.id,
    ours: text(order),
    theirs: text(standing),
  };
}

const earliest = (all: readonly Date[]) => new Date(Math.min(...all.map((at) => at.getTime())));
const latest = (all: readonly Date[]) => new Date(Math.max(...all.map((at) => at.getTime())));

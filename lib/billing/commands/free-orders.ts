import "server-only";
import { and, eq, gt, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { countAll } from "@/db/dialect/sql";
import { orders } from "@/db/schema/billing";
import { joinCommunity } from "@/lib/members/commands";
import { dayMs, minuteMs, now } from "@/lib/platform/clock";
import { Refusal } from "@/lib/platform/errors";
import { settleCouponUse } from "./coupons";
import { makeGift } from "./gifts";
import type { WantedOrder } from "./orders";
import { applyPrepaid } from "./prepaid";

/** How long the same click counts as the same order: nothing is paid that could tell two of them apart. */
const sameClickMs = 10 * minuteMs;

/** The order that this very click, or its double, has just settled without a payment. Its id, or null. */
export async function findSameFreeOrder(tx: Tx, wanted: WantedOrder): Promise<string | null> {
  const { userId, price, kind, couponId, gift } = wanted;
  const since = new Date(now().getTime() - sameClickMs);
  const [order] = await tx
    .select({ id: orders.id })
    .from(orders)
    .where(
      and(
        eq(orders.userId, userId),
        eq(orders.priceId, price.id),
        eq(orders.kind, kind),
        eq(orders.state, "paid"),
        eq(orders.amount, 0),
        gt(orders.paidAt, since),
        couponId ? eq(orders.couponId, couponId) : isNull(orders.couponId),
        gift ? eq(orders.giftNote, gift.note) : undefined,
        gift?.toEmail ? eq(orders.giftTo, gift.toEmail) : isNull(orders.giftTo),
      ),
    )
    .limit(1);
  return order?.id ?? null;
}

/** A gift sends a letter, with words of the buyer's own, to any address: what costs nothing could be sent without end. */
export const freeGiftsPerDay = 5;

/** Refuses one more gift without a payment of somebody who has given as many within a day as one may. */
export async function refuseManyFreeGifts(tx: Tx, userId: string): Promise<void> {
  const since = new Date(now().getTime() - dayMs);
  const mine = and(eq(orders.userId, userId), eq(orders.kind, "gift"), eq(orders.amount, 0));
  const [row] = await tx
    .select({ n: countAll() })
    .from(orders)
    .where(and(mine, eq(orders.state, "paid"), gt(orders.paidAt, since)));
  if ((row?.n ?? 0) >= freeGiftsPerDay) throw new Refusal("gift-free-limit", { values: { count: freeGiftsPerDay } });
}

/** Settles an open order that costs nothing: there is no payment to wait for, and Stripe never hears of it. */
export async function settleFreeOrder(tx: Tx, order: typeof orders.$inferSelect): Promise<void> {
  const { id, communityId, userId } = order;
  const at = now();
  await tx.update(orders).set({ state: "paid", paidAt: at, settledAt: at }).where(eq(orders.id, id));
  await settleCouponUse(tx, id, "counted");
  if (order.kind === "gift") {
    await makeGift(tx, id);
    return;
  }
  await joinCommunity(tx, { communityId, userId, reason: "free", at });
  await applyPrepaid(tx, userId);
}

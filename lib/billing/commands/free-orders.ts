import "server-only";
import { and, eq, gt, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { orders } from "@/db/schema/billing";
import { joinCommunity } from "@/lib/members/commands";
import { minuteMs, now } from "@/lib/platform/clock";
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

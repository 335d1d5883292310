import "server-only";
import { and, eq, gt, lte } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customers, orders, prices } from "@/db/schema/billing";
import { gifts } from "@/db/schema/selling";
import { record } from "@/lib/journal/commands";
import { joinCommunity } from "@/lib/members/commands";
import { now, wallClock } from "@/lib/platform/clock";
import { Refusal } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { enqueue } from "@/lib/platform/jobs";
import { periodBoundary } from "../billing-period";
import { giftCode, giftCodeHash } from "../gift-code";
import { owe } from "./notices";
import { applyPrepaid } from "./prepaid";

/** Makes a paid gift order's gift, once, valid for a year. Returns its id. One that was given back already is void. */
export async function makeGift(tx: Tx, orderId: string): Promise<string> {
  const [known] = await tx.select({ id: gifts.id }).from(gifts).where(eq(gifts.orderId, orderId)).limit(1);
  if (known) return known.id;
  const [bought] = await tx
    .select({ order: orders, termDays: prices.termDays, termUntil: prices.termUntil })
    .from(orders)
    .innerJoin(prices, eq(prices.id, orders.priceId))
    .where(eq(orders.id, orderId))
    .limit(1);
  if (bought?.order.kind !== "gift") throw new Error(`order ${orderId} is no gift`);
  const { order, termDays, termUntil } = bought;
  const at = order.paidAt ?? now();
  const id = newId(at.getTime());
  const yearOn = periodBoundary(at, "year", 1);
  await tx.insert(gifts).values({
    id,
    communityId: order.communityId,
    orderId,
    priceId: order.priceId,
    productId: order.productId,
    termDays,
    buyerId: order.userId,
    codeHash: giftCodeHash(giftCode(id)),
    toEmail: order.giftTo,
    note: order.giftNote ?? "",
    state: order.refundedAt ? "void" : "waiting",
    // A pass to a fixed date is worth nothing after it.
    expiresAt: termUntil && termUntil < yearOn ? termUntil : yearOn,
    createdAt: at,
  });
  const { communityId, productId, userId } = order;
  const object = { kind: "gift", id } as const;
  await record(tx, { communityId, verb: "gift.bought", object, detail: { productId }, at });
  const notice = { kind: "gift-code", communityId, userId, at } as const;
  await owe(tx, { ...notice, key: `gift-code:${id}`, payload: { gift: id } });
  if (order.giftTo)
    await owe(tx, { ...notice, key: `gift-code:${id}:recipient`, payload: { gift: id, to: "recipient" } });
  return id;
}

/** Makes a waiting gift void: its order was refunded. A redeemed one stays redeemed and grants nothing from then on. */
export async function voidGift(tx: Tx, orderId: string): Promise<void> {
  const [gift] = await tx
    .update(gifts)
    .set({ state: "void" })
    .where(and(eq(gifts.orderId, orderId), eq(gifts.state, "waiting")))
    .returning({ id: gifts.id, communityId: gifts.communityId });
  if (!gift) return;
  const [order] = await tx.select({ at: orders.refundedAt }).from(orders).where(eq(orders.id, orderId)).limit(1);
  const object = { kind: "gift", id: gift.id } as const;
  await record(tx, { communityId: gift.communityId, verb: "gift.voided", object, at: order?.at ?? undefined });
}

/** Makes every gift void whose year is over. Returns how many there were. */
export async function voidExpiredGifts(tx: Tx, at: Date): Promise<number> {
  const expired = await tx
    .update(gifts)
    .set({ state: "void" })
    .where(and(eq(gifts.state, "waiting"), lte(gifts.expiresAt, at)))
    .returning({ id: gifts.id, communityId: gifts.communityId, expiresAt: gifts.expiresAt });
  for (const { id, communityId, expiresAt } of expired)
    await record(tx, { communityId, verb: "gift.voided", object: { kind: "gift", id }, at: expiresAt });
  return expired.length;
}

/**
 * Redeems a code here: the person joins, and the days begin now or after those they have. Refuses unknown, used, void
 * and expired codes alike, so that nobody learns anything by guessing.
 */
export async function redeemGift(
  tx: Tx,
  { code, userId, communityId }: { code: string; userId: string; communityId: string },
): Promise<{ giftId: string }> {
  const at = now();
  const [gift] = await tx
    .update(gifts)
    .set({ state: "redeemed", redeemedBy: userId, redeemedAt: at })
    .where(
      and(
        eq(gifts.communityId, communityId),
        eq(gifts.codeHash, giftCodeHash(code)),
        eq(gifts.state, "waiting"),
        gt(gifts.expiresAt, at),
      ),
    )
    .returning();
  if (!gift) throw new Refusal("gift-unknown", { field: "code" });
  const memberId = await joinCommunity(tx, { communityId, userId, reason: "gift", at });
  await applyPrepaid(tx, userId);
  const object = { kind: "gift", id: gift.id } as const;
  await record(tx, { communityId, verb: "gift.redeemed", actorId: memberId, memberId, object, at });
  const payload = { gift: gift.id };
  const key = `gift-redeemed:${gift.id}`;
  await owe(tx, { key, kind: "gift-redeemed", communityId, userId: gift.buyerId, payload, at });
  await syncBuyer(tx, gift);
  return { giftId: gift.id };
}

/** The buyer's books are looked at again: what was owed to the holder of the code is earned now. */
async function syncBuyer(tx: Tx, gift: { id: string; orderId: string; buyerId: string }): Promise<void> {
  const [order] = await tx.select({ account: orders.account }).from(orders).where(eq(orders.id, gift.orderId)).limit(1);
  const account = order?.account ?? "";
  const [customer] = await tx
    .select({ id: customers.stripeCustomerId })
    .from(customers)
    .where(and(eq(customers.userId, gift.buyerId), eq(customers.account, account)))
    .limit(1);
  if (!customer) return;
  const payload = { account, customerId: customer.id, receivedAt: String(wallClock().getTime()) };
  await enqueue(tx, { kind: "billing.sync-customer", payload, uniqueKey: `billing.sync-customer:gift:${gift.id}` });
}

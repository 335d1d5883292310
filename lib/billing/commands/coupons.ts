import "server-only";
import { and, eq, gt, inArray, isNull, lt, lte, or, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { orders, products } from "@/db/schema/billing";
import { coupons, couponUses } from "@/db/schema/selling";
import { record } from "@/lib/journal/commands";
import { now } from "@/lib/platform/clock";
import { NotFound, Refusal } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { type CouponTerms, couponKey } from "../coupon";

type NewCoupon = Omit<CouponTerms, "id" | "taken" | "archivedAt"> & { actorId: string | null };

/** Puts a coupon out and returns its id. Its terms never change. Refuses a code that another running one has. */
export async function createCoupon(tx: Tx, { actorId, ...terms }: NewCoupon): Promise<string> {
  const { communityId, code } = terms;
  const codeKey = couponKey(code);
  const [known] = await tx
    .select({ id: coupons.id })
    .from(coupons)
    .where(and(eq(coupons.communityId, communityId), eq(coupons.codeKey, codeKey), isNull(coupons.archivedAt)))
    .limit(1);
  if (known) throw new Refusal("coupon-code-taken", { field: "code" });
  const productIds = await ownProducts(tx, communityId, terms.productIds);
  const at = now();
  const id = newId(at.getTime());
  await tx.insert(coupons).values({ ...terms, id, codeKey, productIds, taken: 0, createdAt: at, createdBy: actorId });
  await record(tx, {
    communityId,
    verb: "coupon.created",
    actorId,
    object: { kind: "coupon", id },
    detail: { code },
  });
  return id;
}

/** A coupon for products that are none of ours would be for no product: naming one is refused. */
async function ownProducts(tx: Tx, communityId: string, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const own = await tx
    .select({ id: products.id })
    .from(products)
    .where(and(eq(products.communityId, communityId), inArray(products.id, [...ids])));
  if (own.length !== new Set(ids).size) throw new NotFound();
  return own.map(({ id }) => id);
}

/** Takes a coupon back: nobody new may use it. Orders that hold a use keep it, subscriptions keep their discount. */
export async function archiveCoupon(
  tx: Tx,
  { communityId, couponId, actorId }: { communityId: string; couponId: string; actorId: string | null },
): Promise<void> {
  const [known] = await tx
    .select()
    .from(coupons)
    .where(and(eq(coupons.communityId, communityId), eq(coupons.id, couponId)))
    .limit(1);
  if (!known) throw new NotFound();
  if (known.archivedAt) return;
  await tx.update(coupons).set({ archivedAt: now() }).where(eq(coupons.id, couponId));
  await record(tx, {
    communityId,
    verb: "coupon.archived",
    actorId,
    object: { kind: "coupon", id: couponId },
    detail: { code: known.code },
  });
}

/** Reserves one use for an open order. Refuses `coupon-used-up` and `coupon-already-yours`. */
export async function reserveCoupon(
  tx: Tx,
  { couponId, orderId, userId, personKey }: { couponId: string; orderId: string; userId: string; personKey: string },
): Promise<void> {
  const at = now();
  // One conditional update: of many who ask at once for the last use exactly one finds it.
  const [coupon] = await tx
    .update(coupons)
    .set({ taken: sql`${coupons.taken} + 1` })
    .where(
      and(
        eq(coupons.id, couponId),
        isNull(coupons.archivedAt),
        or(isNull(coupons.startsAt), lte(coupons.startsAt, at)),
        or(isNull(coupons.endsAt), gt(coupons.endsAt, at)),
        or(isNull(coupons.maxTotal), lt(coupons.taken, coupons.maxTotal)),
      ),
    )
    .returning({ communityId: coupons.communityId, maxPerPerson: coupons.maxPerPerson });
  if (!coupon) throw new Refusal("coupon-used-up", { field: "coupon" });
  const slot = await freeSlot(tx, couponId, personKey);
  if (coupon.maxPerPerson !== null && slot >= coupon.maxPerPerson)
    throw new Refusal("coupon-already-yours", { field: "coupon" });
  const id = newId(at.getTime());
  await tx.insert(couponUses).values({
    id,
    communityId: coupon.communityId,
    couponId,
    orderId,
    userId,
    personKey,
    state: "reserved",
    slot,
    reservedAt: at,
  });
  await tx.update(orders).set({ couponUseId: id }).where(eq(orders.id, orderId));
}

/** The first of the person's places that no use of theirs takes: a unique key makes it theirs alone. */
async function freeSlot(tx: Tx, couponId: string, personKey: string): Promise<number> {
  const held = await tx
    .select({ slot: couponUses.slot })
    .from(couponUses)
    .where(
      and(
        eq(couponUses.couponId, couponId),
        eq(couponUses.personKey, personKey),
        inArray(couponUses.state, ["reserved", "counted"]),
      ),
    );
  const slots = new Set(held.map(({ slot }) => slot));
  let free = 0;
  while (slots.has(free)) free++;
  return free;
}

/** From which states a use gets somewhere. Those that give the use back to the coupon lower its count. */
const ways = {
  counted: { from: ["reserved"], givesBack: false },
  released: { from: ["reserved"], givesBack: true },
  freed: { from: ["reserved", "counted"], givesBack: true },
} as const;

/** Lets a use follow its order, once: paid, run out, or all given back. Orders without a coupon have none. */
export async function settleCouponUse(tx: Tx, orderId: string, to: "counted" | "released" | "freed"): Promise<void> {
  const { from, givesBack } = ways[to];
  const [use] = await tx
    .update(couponUses)
    .set({ state: to, settledAt: now() })
    .where(and(eq(couponUses.orderId, orderId), inArray(couponUses.state, [...from])))
    .returning({ couponId: couponUses.couponId, communityId: couponUses.communityId });
  if (!use) return;
  if (givesBack) {
    await tx
      .update(coupons)
      .set({ taken: sql`${coupons.taken} - 1` })
      .where(eq(coupons.id, use.couponId));
  } else await recordUse(tx, use, orderId);
}

async function recordUse(tx: Tx, use: { couponId: string; communityId: string }, orderId: string): Promise<void> {
  const [order] = await tx
    .select({ discountAmount: orders.discountAmount, currency: orders.currency, paidAt: orders.paidAt })
    .from(orders)
    .where(eq(orders.id, orderId))
    .limit(1);
  await record(tx, {
    communityId: use.communityId,
    verb: "coupon.used",
    object: { kind: "coupon", id: use.couponId },
    currency: order?.currency,
    detail: { orderId, discountAmount: order?.discountAmount ?? 0 },
    at: order?.paidAt ?? undefined,
  });
}

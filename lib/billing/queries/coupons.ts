import "server-only";
import { and, desc, eq, isNull } from "drizzle-orm";
import { read } from "@/db/client";
import { countAll } from "@/db/dialect/sql";
import { coupons, couponUses } from "@/db/schema/selling";
import { type CouponTerms, couponKey } from "../coupon";

/** The running coupon of a typed code in a community, or null. Whether it applies is `couponRefusal`. */
export async function findCoupon(communityId: string, typed: string): Promise<CouponTerms | null> {
  const codeKey = couponKey(typed);
  if (codeKey === "" || codeKey.length > 64) return null;
  const [row] = await read()
    .select()
    .from(coupons)
    .where(and(eq(coupons.communityId, communityId), eq(coupons.codeKey, codeKey), isNull(coupons.archivedAt)))
    .limit(1);
  return row ? toTerms(row) : null;
}

/** A coupon of a community by our id, archived or not. */
export async function findCouponById(communityId: string, couponId: string): Promise<CouponTerms | null> {
  const [row] = await read()
    .select()
    .from(coupons)
    .where(and(eq(coupons.communityId, communityId), eq(coupons.id, couponId)))
    .limit(1);
  return row ? toTerms(row) : null;
}

/** A coupon as its owner sees it: how many uses are paid, and how many wait for an open checkout. */
export interface ManagedCoupon extends CouponTerms {
  createdAt: Date;
  counted: number;
  reserved: number;
}

/** Every coupon of a community, the newest first, archived ones included. */
export async function listCoupons(communityId: string): Promise<ManagedCoupon[]> {
  const [rows, counts] = await Promise.all([
    read()
      .select()
      .from(coupons)
      .where(eq(coupons.communityId, communityId))
      .orderBy(desc(coupons.createdAt), desc(coupons.id))
      .limit(500),
    read()
      .select({ couponId: couponUses.couponId, state: couponUses.state, n: countAll() })
      .from(couponUses)
      .where(eq(couponUses.communityId, communityId))
      .groupBy(couponUses.couponId, couponUses.state),
  ]);
  const uses = (couponId: string, state: string) =>
    counts.find((count) => count.couponId === couponId && count.state === state)?.n ?? 0;
  return rows.map((row) => ({
    ...toTerms(row),
    createdAt: row.createdAt,
    counted: uses(row.id, "counted"),
    reserved: uses(row.id, "reserved"),
  }));
}

function toTerms(row: typeof coupons.$inferSelect): CouponTerms {
  const { codeKey: _key, createdAt: _at, createdBy: _by, ...terms } = row;
  return { ...terms, duration: terms.duration as CouponTerms["duration"] };
}

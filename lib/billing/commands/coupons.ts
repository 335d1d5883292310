import "server-only";
import type { Tx } from "@/db/client";

/** Reserves one use for an open order. Refuses `coupon-used-up` and `coupon-already-yours`. */
export async function reserveCoupon(
  _tx: Tx,
  _use: { couponId: string; orderId: string; userId: string; personKey: string },
): Promise<void> {
  throw new Error("not built yet");
}

/** Lets a use follow its order, once: paid, run out, or all given back. */
export async function settleCouponUse(_tx: Tx, _orderId: string, _to: "counted" | "released" | "freed"): Promise<void> {
  throw new Error("not built yet");
}

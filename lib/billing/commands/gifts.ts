import "server-only";
import type { Tx } from "@/db/client";

/** Makes a paid gift order's gift, once. Returns its id. */
export async function makeGift(_tx: Tx, _orderId: string): Promise<string> {
  throw new Error("not built yet");
}

/** Makes a waiting gift void: its order was refunded. */
export async function voidGift(_tx: Tx, _orderId: string): Promise<void> {
  throw new Error("not built yet");
}

/** Redeems a code here: joins, grants, journal, notices. Refuses unknown, used, void and expired ones alike. */
export async function redeemGift(
  _tx: Tx,
  _redemption: { code: string; userId: string; communityId: string },
): Promise<{ giftId: string }> {
  throw new Error("not built yet");
}

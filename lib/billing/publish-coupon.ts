import "server-only";

/** Makes sure that a coupon of ours exists in a Stripe account and returns Stripe's id of it. */
export async function publishCoupon(_account: string, _communityId: string, _couponId: string): Promise<string> {
  throw new Error("not built yet");
}

import type { CouponTerms } from "../../lib/billing/coupon";

/** A tenth off the first payment of anything, for anybody, at any time; unless said otherwise. */
export const couponTerms = (over: Partial<CouponTerms> = {}): CouponTerms => ({
  id: "coupon",
  communityId: "here",
  code: "TENTH",
  percentBp: 1000,
  amountOff: null,
  currency: null,
  duration: "once",
  months: null,
  startsAt: null,
  endsAt: null,
  maxTotal: null,
  maxPerPerson: null,
  taken: 0,
  productIds: [],
  archivedAt: null,
  ...over,
});

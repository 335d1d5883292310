/** What a coupon takes off and when. Its terms never change. */
export interface CouponTerms {
  id: string;
  communityId: string;
  code: string;
  /** Hundredths of a percent, or minor units of `currency`: exactly one of both. */
  percentBp: number | null;
  amountOff: number | null;
  currency: string | null;
  duration: "once" | "months" | "forever";
  months: number | null;
  startsAt: Date | null;
  endsAt: Date | null;
  maxTotal: number | null;
  maxPerPerson: number | null;
  taken: number;
  /** Empty for every product. */
  productIds: string[];
  archivedAt: Date | null;
}

/** The form in which typed codes are compared: NFKC, upper case, without spaces and dashes. */
export function couponKey(typed: string): string {
  return typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s\p{Pd}]+/gu, "");
}

/** What a coupon takes off an amount, in minor units: percentages round half up, nothing falls below zero. */
export function discountOf(
  coupon: Pick<CouponTerms, "percentBp" | "amountOff" | "currency">,
  amount: number,
  currency: string,
): number {
  if (coupon.percentBp !== null) return Math.min(amount, Math.floor((amount * coupon.percentBp + 5000) / 10_000));
  return coupon.currency === currency ? Math.min(amount, coupon.amountOff ?? 0) : 0;
}

/** Why a coupon takes nothing off this purchase now: a code of the messages. Null when it does. */
export function couponRefusal(
  coupon: CouponTerms,
  purchase: { productId: string; currency: string; at: Date },
): "coupon-unknown" | "coupon-not-yet" | "coupon-over" | "coupon-used-up" | "coupon-elsewhere" | null {
  const { at } = purchase;
  if (coupon.archivedAt) return "coupon-unknown";
  if (coupon.startsAt && at < coupon.startsAt) return "coupon-not-yet";
  if (coupon.endsAt && at >= coupon.endsAt) return "coupon-over";
  if (coupon.maxTotal !== null && coupon.taken >= coupon.maxTotal) return "coupon-used-up";
  const covered = coupon.productIds.length === 0 || coupon.productIds.includes(purchase.productId);
  const spendable = coupon.currency === null || coupon.currency === purchase.currency;
  return covered && spendable ? null : "coupon-elsewhere";
}

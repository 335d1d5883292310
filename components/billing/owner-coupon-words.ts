import { shortDate } from "@/components/ui/relative-time";
import type { CouponTerms } from "@/lib/billing/coupon";
import type { Words } from "@/lib/i18n/words";
import { formatMoney } from "@/lib/platform/money";

export type CouponState = "running" | "soon" | "over" | "usedUp" | "archived";

/** Whether somebody could use a coupon at `at`, and if not, why. */
export function couponState(
  coupon: Pick<CouponTerms, "archivedAt" | "startsAt" | "endsAt" | "maxTotal" | "taken">,
  at: Date,
): CouponState {
  if (coupon.archivedAt) return "archived";
  if (coupon.endsAt && at >= coupon.endsAt) return "over";
  if (coupon.maxTotal !== null && coupon.taken >= coupon.maxTotal) return "usedUp";
  return coupon.startsAt && at < coupon.startsAt ? "soon" : "running";
}

/** "20% off, the first 3 months". */
export function couponTermsInWords(
  coupon: Pick<CouponTerms, "percentBp" | "amountOff" | "currency" | "duration" | "months">,
  { t, format, locale }: Words,
): string {
  const off =
    coupon.percentBp !== null
      ? t("selling.coupons.percent", {
          percent: format.number(coupon.percentBp / 10_000, { style: "percent", maximumFractionDigits: 2 }),
        })
      : t("selling.coupons.amount", { amount: formatMoney(coupon.amountOff ?? 0, coupon.currency ?? "USD", locale) });
  const duration =
    coupon.duration === "months"
      ? t("selling.coupons.months", { count: coupon.months ?? 1 })
      : t(`selling.coupons.${coupon.duration}`);
  return t("selling.coupons.terms", { off, duration });
}

/** When it can be used, with the last day and not the first moment after it; null for always. */
export function couponWindowInWords(
  { startsAt, endsAt }: Pick<CouponTerms, "startsAt" | "endsAt">,
  now: Date,
  zone: string,
  { t, locale }: Words,
): string | null {
  const day = (at: Date) => shortDate(at, now, locale, zone);
  const from = startsAt ? day(startsAt) : null;
  const until = endsAt ? day(new Date(endsAt.getTime() - 1)) : null;
  if (from && until) return t("selling.coupons.window", { from, until });
  if (from) return t("selling.coupons.windowFrom", { from });
  return until ? t("selling.coupons.windowUntil", { until }) : null;
}

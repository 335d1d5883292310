import { shortDate } from "@/components/ui/relative-time";
import type { Interval } from "@/lib/billing/billing-period";
import type { CouponTerms } from "@/lib/billing/coupon";
import { lastDayOf } from "@/lib/billing/last-day";
import type { Quote } from "@/lib/billing/quote";
import type { Words } from "@/lib/i18n/words";
import { formatMoney } from "@/lib/platform/money";

interface Place {
  at: Date;
  zone: string;
}

/** "¥39 / month": what is charged again and again. */
export function recurringText(amount: number, currency: string, interval: Interval, { t, locale }: Words): string {
  return t(`billing.account.price.${interval}`, { price: formatMoney(amount, currency, locale) });
}

/**
 * What a person should know of a price beyond its figure: what they own of it already, until when it costs nothing,
 * and what a code takes off for how long. One finished sentence each; none for a plain price.
 */
export function quoteSentences(quote: Quote, coupon: CouponTerms | null, { at, zone }: Place, words: Words): string[] {
  const { t, locale } = words;
  const { currency, renews } = quote;
  const money = (amount: number) => formatMoney(amount, currency, locale);
  const lines: string[] = [];
  if (quote.creditAmount > 0) lines.push(t("billing.quote.credit", { credit: money(quote.creditAmount) }));
  if (quote.discountAmount > 0 && coupon) lines.push(discountSentence(quote, coupon, words));
  if (!renews) return lines;
  const price = recurringText(quote.amount, currency, renews, words);
  if (quote.trialUntil)
    lines.push(t("billing.quote.leftover", { date: shortDate(quote.trialUntil, at, locale, zone), price }));
  if (quote.trialDays > 0) lines.push(t("billing.quote.trial", { days: quote.trialDays, price }));
  return lines;
}

function discountSentence(
  { amount, listAmount, creditAmount, currency, renews }: Quote,
  coupon: CouponTerms,
  words: Words,
) {
  const { t, locale } = words;
  const money = (minor: number) => formatMoney(minor, currency, locale);
  const list = money(listAmount - creditAmount);
  if (!renews) return t("billing.quote.instead", { list });
  const per = t(`billing.quote.${renews}`);
  const price = recurringText(listAmount, currency, renews, words);
  if (coupon.duration === "forever") return t("billing.quote.forever", { amount: money(amount), per, list });
  const months = coupon.months ?? 1;
  // A year is charged at once: a code for some months of it lowers that one charge.
  const isOneCharge = coupon.duration === "once" || (renews === "year" && months <= 12);
  if (isOneCharge) return t("billing.quote.once", { amount: money(amount), per, price });
  return t("billing.quote.months", { amount: money(amount), per, months, price });
}

/** "10% off, for 3 months": what a code does, for the line that says that it applies. */
export function couponText(coupon: CouponTerms, { t, locale, format }: Words): string {
  const off =
    coupon.percentBp === null
      ? t("billing.coupon.amount", { amount: formatMoney(coupon.amountOff ?? 0, coupon.currency ?? "USD", locale) })
      : t("billing.coupon.percent", {
          percent: format.number(coupon.percentBp / 10_000, { style: "percent", maximumFractionDigits: 2 }),
        });
  const time =
    coupon.duration === "months"
      ? t("billing.coupon.months", { months: coupon.months ?? 1 })
      : t(`billing.coupon.${coupon.duration}`);
  return locale === "zh-CN" ? `${off}，${time}` : `${off}, ${time}`;
}

/** How long something paid once lasts: "30 days", "until 31 Dec 2026" (its last day), "for good". */
export function termText(
  { termDays, termUntil }: { termDays: number | null; termUntil: Date | null },
  { at, zone }: Place,
  { t, locale }: Words,
): string {
  if (termDays !== null) return t("billing.term.days", { days: termDays });
  if (termUntil === null) return t("billing.term.forGood");
  const lastDay = new Date(`${lastDayOf(termUntil, zone)}T12:00:00Z`);
  return t("billing.term.until", { date: shortDate(lastDay, at, locale, "UTC") });
}

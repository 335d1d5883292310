import type { Locale } from "@/lib/i18n/locales";

/** Minor units per major unit, as powers of ten: JPY has none (ISO 4217). */
export function minorDigits(currency: string): number {
  return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** "¥39", "$9.50": an amount in minor units for people to read; whole amounts carry no ".00". */
export function formatMoney(amount: number, currency: string, locale: Locale): string {
  const digits = minorDigits(currency);
  const major = amount / 10 ** digits;
  const text = new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    minimumFractionDigits: Number.isInteger(major) ? 0 : digits,
    maximumFractionDigits: digits,
  }).format(major);
  return text.replace("-", "−");
}

/** Currencies a community may choose, those that Stripe charges and people here ask for. */
export const currencies = ["CNY", "USD", "EUR", "GBP", "HKD", "SGD", "TWD", "JPY"] as const;
export type Currency = (typeof currencies)[number];

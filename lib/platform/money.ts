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

/**
 * Minor units of an amount as a person types it ("39", "9.90", "1,290"), or null when it is not a price above zero
 * that the currency can express.
 */
export function parseAmount(text: string, currency: string): number | null {
  const plain = text.trim().replace(/[,，\s]/g, "");
  if (!/^\d{1,7}(\.\d{1,3})?$/.test(plain)) return null;
  const digits = minorDigits(currency);
  const [whole = "0", fraction = ""] = plain.split(".");
  if (fraction.length > digits) return null;
  const amount = Number(whole) * 10 ** digits + Number(fraction.padEnd(digits, "0") || 0);
  return amount > 0 ? amount : null;
}

/** An amount in minor units as a person would type it: 990 fen → "9.90", 3900 → "39". */
export function amountToType(amount: number, currency: string): string {
  const digits = minorDigits(currency);
  const major = amount / 10 ** digits;
  return Number.isInteger(major) ? String(major) : major.toFixed(digits);
}

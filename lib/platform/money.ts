import { type Locale, locales } from "@/lib/i18n/locales";
import { numberFormat } from "./formats";

/** Minor units per major unit, as powers of ten: JPY has none (ISO 4217). */
export function minorDigits(currency: string): number {
  return numberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** "¥39", "$9.50": an amount in minor units for people to read; whole amounts carry no ".00". */
export function formatMoney(amount: number, currency: string, locale: Locale): string {
  const digits = minorDigits(currency);
  const major = amount / 10 ** digits;
  const text = numberFormat(locale, {
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

/** The largest price, in minor units: a million dollars, a hundred million yen. */
const largestPrice = 100_000_000;

/**
 * Minor units of a price as a person types it ("39", "9.90", "¥1,290", "９．９０"), or null when it is none: not above
 * zero, finer than the currency, beyond {@link largestPrice}, or with the sign of another currency. A comma (or a
 * space) stands before exactly three digits: "9,90" is refused, because it means 9.90 to some people and 990 to us.
 */
export function parseAmount(typed: string, currency: string): number | null {
  // NFKC makes full-width digits, signs, commas and points plain; Chinese input methods also write 、 and 。.
  const plain = typed.normalize("NFKC").replaceAll("、", ",").replaceAll("。", ".");
  const match = /^(\d{1,9}|\d{1,3}(?:[, ]\d{3}){1,2})(?:\.(\d+))?$/.exec(withoutSign(plain, currency));
  if (!match) return null;
  const [, whole = "", fraction = ""] = match;
  const digits = minorDigits(currency);
  if (fraction.length > digits) return null;
  const amount = Number(whole.replace(/[, ]/g, "")) * 10 ** digits + Number(fraction.padEnd(digits, "0"));
  return amount > 0 && amount <= largestPrice ? amount : null;
}

/** The text without the currency's own sign, which may stand before or after the number. */
function withoutSign(text: string, currency: string): string {
  const plain = text.trim();
  for (const sign of signsOf(currency)) {
    if (plain.startsWith(sign)) return plain.slice(sign.length).trim();
    if (plain.endsWith(sign)) return plain.slice(0, -sign.length).trim();
  }
  return plain;
}

/** How a currency is written in our languages, the longest first: "CN¥", "CNY", "¥". */
function signsOf(currency: string): string[] {
  const written = locales.flatMap((locale) =>
    (["code", "symbol", "narrowSymbol"] as const).map(
      (currencyDisplay) =>
        numberFormat(locale, { style: "currency", currency, currencyDisplay })
          .formatToParts(0)
          .find(({ type }) => type === "currency")?.value,
    ),
  );
  return [...new Set(written)].filter((sign) => sign !== undefined).sort((a, b) => b.length - a.length);
}

/** An amount in minor units as a person would type it: 990 fen → "9.90", 3900 → "39". */
export function amountToType(amount: number, currency: string): string {
  const digits = minorDigits(currency);
  const major = amount / 10 ** digits;
  return Number.isInteger(major) ? String(major) : major.toFixed(digits);
}

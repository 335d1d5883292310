import { minorDigits } from "@/lib/platform/money";

const largest = 100_000_000;

/**
 * What somebody typed into a price field ("39", "9.90", "￥1,200") in minor units of `currency`; null when it is empty,
 * not above zero, finer than the currency or beyond a million.
 */
export function parseAmount(typed: string, currency: string): number | null {
  const text = typed.normalize("NFKC").replace(/[\s,¥$€£]/g, "");
  const digits = minorDigits(currency);
  const match = /^(\d{1,9})(?:\.(\d+))?$/.exec(text);
  if (!match || (match[2] ?? "").length > digits) return null;
  const amount = Number(match[1]) * 10 ** digits + Number((match[2] ?? "").padEnd(digits, "0") || 0);
  return amount > 0 && amount <= largest ? amount : null;
}

/** The amount as one would type it, for a form field. */
export function typedAmount(amount: number, currency: string): string {
  const digits = minorDigits(currency);
  const text = (amount / 10 ** digits).toFixed(digits);
  return text.replace(/\.0+$/, "");
}

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { locales } from "@/lib/i18n/locales";
import { amountToType, currencies, formatMoney, minorDigits, parseAmount } from "./money";

const currency = fc.constantFrom(...currencies);
/** Every price there may be, in minor units. */
const amount = fc.integer({ min: 1, max: 100_000_000 });

describe("an amount", () => {
  it("typed as it is shown in a form comes back the same, in every currency", () => {
    fc.assert(
      fc.property(amount, currency, (minor, code) => {
        expect(parseAmount(amountToType(minor, code), code)).toBe(minor);
      }),
    );
  });

  it("copied from where it is shown comes back the same, in every currency and language", () => {
    fc.assert(
      fc.property(amount, currency, fc.constantFrom(...locales), (minor, code, locale) => {
        expect(parseAmount(formatMoney(minor, code, locale), code)).toBe(minor);
      }),
    );
  });

  it("is a whole number of minor units above zero, whatever is typed", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.float().map(String),
          fc.string({ unit: fc.constantFrom(..."0123456789.,- e¥$￥，。９") }),
        ),
        currency,
        (text, code) => {
          const parsed = parseAmount(text, code);
          expect(parsed === null || (Number.isSafeInteger(parsed) && parsed > 0 && parsed <= 100_000_000)).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("never loses a cent to binary fractions", () => {
    fc.assert(
      fc.property(fc.nat(999_999), fc.integer({ min: 1, max: 99 }), (whole, cents) => {
        expect(parseAmount(`${whole}.${String(cents).padStart(2, "0")}`, "USD")).toBe(whole * 100 + cents);
      }),
    );
  });

  it.each([
    ["39", "CNY", 3900],
    ["9.90", "CNY", 990],
    ["9.9", "CNY", 990],
    ["1,290", "USD", 129_000],
    ["1，290", "CNY", 129_000],
    [" 12 ", "USD", 1200],
    ["1200", "JPY", 1200],
    ["500", "JPY", 500],
    ["0.01", "USD", 1],
    ["1200.5", "JPY", null],
    ["9.999", "USD", null],
    ["0", "USD", null],
    ["0.00", "USD", null],
    ["-5", "USD", null],
    ["1e3", "USD", null],
    ["99999999", "USD", null],
    ["", "USD", null],
    ["NaN", "USD", null],
    ["abc", "USD", null],
    ["1.2.3", "USD", null],
    ["99999999999", "USD", null],
    ["9.5", "JPY", null],
  ] as const)("%j in %s is %j", (text, code, expected) => {
    expect(parseAmount(text, code)).toBe(expected);
  });

  it.each([
    ["¥39", "CNY", 3900],
    ["￥1,200", "CNY", 120_000],
    ["39 ¥", "CNY", 3900],
    ["CN¥39", "CNY", 3900],
    ["39 CNY", "CNY", 3900],
    [" $12 ", "USD", 1200],
    ["US$12", "USD", 1200],
    ["HK$ 12.50", "HKD", 1250],
    ["$12", "CNY", null],
    ["￥39", "USD", null],
    ["€39", "GBP", null],
    ["¥¥39", "CNY", null],
    ["3¥9", "CNY", null],
    ["¥", "CNY", null],
    ["¥-5", "CNY", null],
  ] as const)("%j in %s is %j: only that currency's own sign, once, before or after", (text, code, expected) => {
    expect(parseAmount(text, code)).toBe(expected);
  });

  it.each([
    ["３９", "CNY", 3900],
    ["９．９０", "CNY", 990],
    ["9。90", "CNY", 990],
    ["1、290", "CNY", 129_000],
    ["＄１，２９０．５０", "USD", 129_050],
    ["－5", "CNY", null],
    ["−5", "CNY", null],
  ] as const)("%j in %s is %j: as Chinese input methods write it", (text, code, expected) => {
    expect(parseAmount(text, code)).toBe(expected);
  });

  it.each([
    ["1,234,567", "JPY", 1_234_567],
    ["1 290", "EUR", 129_000],
    ["9,90", "EUR", null],
    ["12,5", "EUR", null],
    ["1,2900", "USD", null],
    ["1290,000", "USD", null],
    [",290", "USD", null],
    ["39.", "USD", null],
    [".5", "USD", null],
  ] as const)("%j in %s is %j: commas group thousands and never stand for a decimal point", (text, code, expected) => {
    expect(parseAmount(text, code)).toBe(expected);
  });

  it.each([
    ["1,000,000", "USD", 100_000_000],
    ["1000000.01", "USD", null],
    ["9999999", "USD", null],
    ["100000000", "JPY", 100_000_000],
    ["100000001", "JPY", null],
  ] as const)("%j in %s is %j: up to a hundred million minor units", (text, code, expected) => {
    expect(parseAmount(text, code)).toBe(expected);
  });

  it("is written with its currency's sign, and without needless zeros", () => {
    expect(formatMoney(3900, "CNY", "zh-CN")).toBe("¥39");
    expect(formatMoney(950, "USD", "en")).toBe("$9.50");
    expect(formatMoney(-1200, "USD", "en")).toBe("−$12");
    expect(formatMoney(1200, "JPY", "en")).toBe("¥1,200");
    expect([minorDigits("JPY"), minorDigits("USD")]).toEqual([0, 2]);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { amountToType, currencies, formatMoney, minorDigits, parseAmount } from "./money";

const currency = fc.constantFrom(...currencies);
/** Up to seven digits of major units can be typed; JPY has no others. */
const amount = fc.integer({ min: 1, max: 9_999_999 });

describe("an amount", () => {
  it("typed as it is shown in a form comes back the same, in every currency", () => {
    fc.assert(
      fc.property(amount, currency, (minor, code) => {
        expect(parseAmount(amountToType(minor, code), code)).toBe(minor);
      }),
    );
  });

  it("is a whole number of minor units above zero, whatever is typed", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.float().map(String), fc.string({ unit: fc.constantFrom(..."0123456789.,- e") })),
        currency,
        (text, code) => {
          const parsed = parseAmount(text, code);
          expect(parsed === null || (Number.isSafeInteger(parsed) && parsed > 0)).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("never loses a cent to binary fractions", () => {
    fc.assert(
      fc.property(fc.nat(9_999_999), fc.integer({ min: 1, max: 99 }), (whole, cents) => {
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
    ["¥39", "CNY", null],
  ] as const)("%j in %s is %j", (text, code, expected) => {
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

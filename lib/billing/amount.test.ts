import fc from "fast-check";
import { expect, it } from "vitest";
import { parseAmount, typedAmount } from "./amount";

it("reads what people type into a price field", () => {
  expect(["39", "9.9", "9.90", "￥1,200", " $12 ", "３９"].map((text) => parseAmount(text, "CNY"))).toEqual([
    3900, 990, 990, 120_000, 1200, 3900,
  ]);
  expect(parseAmount("500", "JPY")).toBe(500);
});

it("refuses what is not a price", () => {
  for (const text of ["", "0", "0.00", "-5", "9.999", "1e3", "abc", "1.2.3", "99999999999", "NaN"])
    expect(parseAmount(text, "USD")).toBeNull();
  expect(parseAmount("9.5", "JPY")).toBeNull();
});

it("reads its own writing", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000_000 }), fc.constantFrom("CNY", "USD", "JPY"), (amount, currency) => {
      expect(parseAmount(typedAmount(amount, currency), currency)).toBe(amount);
    }),
  );
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Amounts } from "./amounts";

const sumOf = (amounts: readonly number[]) => {
  const sum = new Amounts();
  for (const amount of amounts) sum.add(amount);
  return sum;
};

describe("sums of amounts", () => {
  it("are the same to the last bit in any order, with repeats told at once or one by one", () => {
    const amount = fc.oneof(fc.double({ min: -1e9, max: 1e9, noNaN: true }), fc.constantFrom(0.1, 0.2, 1000 / 3));
    fc.assert(
      fc.property(fc.array(amount), fc.array(fc.nat()), (amounts, keys) => {
        const shuffled = amounts
          .map((value, i) => ({ value, key: keys[i] ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ value }) => value);
        const grouped = new Amounts();
        for (const [value, same] of Map.groupBy(amounts, (one) => one)) grouped.add(value, same.length);
        expect(sumOf(shuffled).sum).toBe(sumOf(amounts).sum);
        expect(grouped.sum).toBe(sumOf(amounts).sum);
        expect(grouped.count).toBe(amounts.length);
      }),
    );
  });

  it("keep fractions, and are 0 for nothing", () => {
    expect(sumOf([39_000 / 12, 39_000 / 12]).sum).toBe(6500);
    expect(new Amounts().sum).toBe(0);
  });
});

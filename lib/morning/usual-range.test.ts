import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findUnusual } from "./usual-range";

const weeks = fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 8, maxLength: 12 });

describe("a week outside of its usual range", () => {
  it("is told with the range it left", () => {
    const before = [100, 104, 96, 101, 99, 102, 98, 100];
    expect(findUnusual(60, before)).toEqual({ value: 60, usual: 100, low: 80, high: 120, direction: "down" });
    expect(findUnusual(140, before)).toMatchObject({ direction: "up", high: 120 });
    expect(findUnusual(118, before)).toBeNull();
  });

  it("is never told from fewer than eight weeks", () => {
    expect(findUnusual(1000, [1, 1, 1, 1, 1, 1, 1])).toBeNull();
  });

  it("is not a matter of a few people", () => {
    expect(findUnusual(5, new Array(8).fill(0))).toBeNull();
    expect(findUnusual(6, new Array(8).fill(0))).toMatchObject({ usual: 0, high: 5 });
  });

  it("is not hidden by one wild week among the others", () => {
    const calm = [50, 51, 49, 50, 52, 48, 50, 51, 49];
    expect(findUnusual(90, [...calm, 100_000])).not.toBeNull();
  });

  it("never holds of the median itself, nor depends on the order of the weeks", () => {
    fc.assert(
      fc.property(weeks, fc.integer({ min: 0, max: 1000 }), (before, value) => {
        const found = findUnusual(value, before);
        expect(findUnusual(value, before.toReversed())).toEqual(found);
        if (found) {
          expect(value < found.low || value > found.high).toBe(true);
          expect(findUnusual(found.usual, before)).toBeNull();
        }
      }),
    );
  });
});

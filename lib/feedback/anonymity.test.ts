import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { leastShown, roundedTime, shownOf, shuffled } from "./anonymity";

describe("what may be seen of anonymous answers", () => {
  it("grows by nothing or by five, so that one more answer changes nothing or hides among four others", () => {
    fc.assert(
      fc.property(fc.nat(10_000), (given) => {
        const step = shownOf(given + 1) - shownOf(given);
        expect([0, leastShown]).toContain(step);
        expect(shownOf(given)).toBeLessThanOrEqual(given);
        expect(shownOf(given) % leastShown).toBe(0);
      }),
    );
    expect(shownOf(4)).toBe(0);
  });

  it("is put into another order without losing or doubling anything", () => {
    fc.assert(
      fc.property(fc.array(fc.nat()), (items) => {
        expect(shuffled(items).toSorted()).toEqual(items.toSorted());
      }),
    );
    const places = new Set(Array.from({ length: 200 }, () => shuffled([1, 2, 3, 4, 5]).indexOf(5)));
    expect(places.size).toBe(5);
  });

  it("leaves only its day, in the community's zone", () => {
    expect(roundedTime(new Date("2026-03-01T20:30:15Z"), "Asia/Shanghai")).toEqual(new Date("2026-03-01T16:00:00Z"));
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { difference, wilson } from "./proportion";

const round = (value: number) => Number(value.toFixed(4));
const arm = fc.integer({ min: 1, max: 400 }).chain((n) => fc.record({ n: fc.constant(n), hits: fc.nat(n) }));

describe("Wilson's interval", () => {
  it("gives the values of Newcombe's table I (Statistics in Medicine 17, 857–872, 1998), method 3", () => {
    const table = [
      [81, 263, 0.2553, 0.3662],
      [15, 148, 0.0624, 0.1605],
      [0, 20, 0, 0.1611],
      [1, 29, 0.0061, 0.1718],
    ] as const;
    for (const [hits, n, low, high] of table) {
      const interval = wilson(hits, n)!;
      expect([round(interval.low), round(interval.high)]).toEqual([low, high]);
    }
  });

  it("says nothing about nobody", () => {
    expect(wilson(0, 0)).toBeNull();
  });

  it("contains the share, stays between 0 and 1, and mirrors when hits and misses change places", () => {
    fc.assert(
      fc.property(arm, ({ n, hits }) => {
        const interval = wilson(hits, n)!;
        const mirrored = wilson(n - hits, n)!;
        expect(interval.low).toBeGreaterThanOrEqual(0);
        expect(interval.high).toBeLessThanOrEqual(1);
        expect(interval.low).toBeLessThanOrEqual(hits / n + 1e-12);
        expect(interval.high).toBeGreaterThanOrEqual(hits / n - 1e-12);
        expect(interval.low).toBeCloseTo(1 - mirrored.high, 12);
      }),
    );
  });
});

describe("the difference of two shares", () => {
  it("gives the values of Newcombe's table II (Statistics in Medicine 17, 873–890, 1998), method 10", () => {
    const table = [
      [56, 70, 48, 80, 0.0524, 0.3339],
      [9, 10, 3, 10, 0.1705, 0.809],
      [6, 7, 2, 7, 0.0582, 0.8062],
      [5, 56, 0, 29, -0.0381, 0.1926],
      [0, 10, 0, 20, -0.1611, 0.2775],
      [0, 10, 0, 10, -0.2775, 0.2775],
      [10, 10, 0, 20, 0.6791, 1],
      [10, 10, 0, 10, 0.6075, 1],
    ] as const;
    for (const [a, m, b, n, low, high] of table) {
      const found = difference({ hits: a, n: m }, { hits: b, n })!;
      expect([a, m, b, n, round(found.low), round(found.high)]).toEqual([a, m, b, n, low, high]);
    }
  });

  it("is undefined as soon as an arm is empty", () => {
    expect(difference({ hits: 0, n: 0 }, { hits: 1, n: 3 })).toBeNull();
    expect(difference({ hits: 1, n: 3 }, { hits: 0, n: 0 })).toBeNull();
  });

  it("lies within its interval, within −1 and 1, and changes its sign when the arms change places", () => {
    fc.assert(
      fc.property(arm, arm, (a, b) => {
        const found = difference(a, b)!;
        const turned = difference(b, a)!;
        expect(found.low).toBeLessThanOrEqual(found.difference);
        expect(found.high).toBeGreaterThanOrEqual(found.difference);
        expect(found.low).toBeGreaterThanOrEqual(-1);
        expect(found.high).toBeLessThanOrEqual(1);
        expect(turned.difference).toBeCloseTo(-found.difference, 12);
        expect(turned.low).toBeCloseTo(-found.high, 12);
        expect(turned.high).toBeCloseTo(-found.low, 12);
      }),
    );
  });

  it("becomes narrower with ten times as many people of the same shares", () => {
    fc.assert(
      fc.property(arm, arm, (a, b) => {
        const more = ({ n, hits }: typeof a) => ({ n: n * 10, hits: hits * 10 });
        const [few, many] = [difference(a, b)!, difference(more(a), more(b))!];
        expect(many.high - many.low).toBeLessThan(few.high - few.low + 1e-12);
      }),
    );
  });
});

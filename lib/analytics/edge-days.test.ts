import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MrrDays, SpanDays, type ValueEdge } from "./edge-days";

const edge: fc.Arbitrary<ValueEdge> = fc.record({
  day: fc.constantFrom("2026-01-01", "2026-01-02"),
  direction: fc.constantFrom("in", "out"),
  currency: fc.constantFrom("CNY", "USD", null),
  productId: fc.constantFrom("small", "big", null),
  interval: fc.constantFrom("month", "year", null),
  monthlyAmount: fc.constantFrom(3900, 39_000 / 12, 1000 / 3, null),
});

describe("monthly value by day", () => {
  it("is the same for any order, and conserves what begins and ends", () => {
    fc.assert(
      fc.property(fc.array(edge), (edges) => {
        const days = (of: readonly ValueEdge[]) => {
          const sums = new MrrDays();
          for (const one of of) sums.add(one);
          return sums.rows();
        };
        const rows = days(edges);
        const sorted = (of: typeof rows) => of.map((row) => JSON.stringify(row)).sort();
        expect(sorted(days(edges.toReversed()))).toEqual(sorted(rows));
        const begun = edges.filter(({ direction }) => direction === "in");
        expect(rows.reduce((n, row) => n + row.countIn, 0)).toBe(begun.length);
        expect(rows.reduce((n, row) => n + row.countOut, 0)).toBe(edges.length - begun.length);
        const amount = begun.reduce((sum, { monthlyAmount }) => sum + (monthlyAmount ?? 0), 0);
        expect(rows.reduce((sum, row) => sum + row.amountIn, 0)).toBeCloseTo(amount, 6);
      }),
    );
  });
});

describe("spans by day", () => {
  it("are counted by kind and reason", () => {
    const days = new SpanDays();
    const end = { day: "2026-01-02", scope: "paying", kind: "end", reason: "refunded" } as const;
    days.add(end);
    days.add(end);
    days.add({ ...end, reason: "" });
    days.add({ ...end, kind: "start", reason: "" }, 3);
    expect(days.rows().map(({ kind, reason, count }) => [kind, reason, count])).toEqual([
      ["end", "refunded", 2],
      ["end", "", 1],
      ["start", "", 3],
    ]);
  });
});

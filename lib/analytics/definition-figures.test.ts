import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DefinitionFacts, figuresBy } from "./definition-figures";
import { definitions } from "./schema";

const still = { start: 0, newAmount: 0, reactivation: 0, expansion: 0, contraction: 0, churn: 0, end: 0 };

const facts = (over: Partial<DefinitionFacts> = {}): DefinitionFacts => ({
  from: 0,
  to: 0,
  lost: 0,
  ended: 0,
  firstStarts: 0,
  monthlyFrom: 0,
  monthlyEnded: 0,
  lossesInYear: 0,
  mrr: 0,
  discounts: 0,
  planRevenue: 0,
  movements: still,
  happenings: still,
  happeningsNet: still,
  ...over,
});

describe("churn and MRR by five definitions", () => {
  it("are undefined, never 0, NaN or infinite, where nobody pays", () => {
    for (const definition of definitions) {
      const figures = figuresBy(definition, facts());
      expect(figures.churn).toBeNull();
      expect(Object.values(figures)).not.toContain(Number.NaN);
      expect(Object.values(figures)).not.toContain(Number.POSITIVE_INFINITY);
    }
  });

  it("has no quick ratio when nothing was lost, and says why", () => {
    const grown = { ...still, start: 100, newAmount: 50, end: 150 };
    const none = figuresBy("guildhall", facts({ movements: grown }));
    expect(none).toMatchObject({ quickRatio: null, nothingLost: true });
    const shrunk = { ...still, start: 100, newAmount: 50, churn: -20, end: 130 };
    expect(figuresBy("guildhall", facts({ movements: shrunk }))).toMatchObject({ quickRatio: 2.5, nothingLost: false });
  });

  it("computes a lifetime from thirty losses in twelve months on, and not from twenty-nine", () => {
    const year = { from: 100, to: 100, lost: 10, planRevenue: 300_000 };
    expect(figuresBy("guildhall", facts({ ...year, lossesInYear: 29 })).lifetimeValue).toBeNull();
    expect(figuresBy("guildhall", facts({ ...year, lossesInYear: 30 })).lifetimeValue).toBeCloseTo(30_000);
    expect(figuresBy("guildhall", facts({ ...year, lost: 0, lossesInYear: 30 })).lifetimeValue).toBeNull();
  });

  it("never gives a lifetime below what a member brings in one period, and both grow with the money of plans alone", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.nat(500),
        fc.nat(500),
        fc.nat(10_000_000),
        (from, to, n, money) => {
          const year = { from, to, lost: Math.min(n, from), lossesInYear: 30 };
          const own = figuresBy("guildhall", facts({ ...year, planRevenue: money }));
          expect(own.perMember! * ((from + to) / 2)).toBeCloseTo(money, 4);
          if (own.lifetimeValue !== null) expect(own.lifetimeValue).toBeGreaterThanOrEqual(own.perMember! - 1e-6);
          const twice = figuresBy("guildhall", facts({ ...year, planRevenue: 2 * money }));
          expect(twice.perMember).toBeCloseTo(2 * own.perMember!, 6);
        },
      ),
    );
  });

  it("the article's loss is the net change turned round: 100 → 80 loses 20%, growth loses less than nothing", () => {
    expect(figuresBy("article", facts({ from: 100, to: 80 }))).toMatchObject({ churn: 0.2, mrr: null });
    expect(figuresBy("article", facts({ from: 120, to: 129 })).churn).toBeCloseTo(-0.075);
    expect(Object.is(figuresBy("article", facts({ from: 5, to: 5 })).churn, 0)).toBe(true);
  });

  it("never lets one definition's churn pass the next: ours ≤ Baremetrics, Stripe ≤ Baremetrics", () => {
    fc.assert(
      fc.property(fc.nat(50), fc.nat(50), fc.nat(50), fc.nat(50), (from, lost, more, firstStarts) => {
        const one = facts({ from: from + lost, lost, ended: lost + more, firstStarts });
        const churn = (definition: (typeof definitions)[number]) => figuresBy(definition, one).churn ?? 0;
        expect(churn("guildhall")).toBeLessThanOrEqual(one.from === 0 ? 0 : churn("baremetrics"));
        if (one.from > 0) expect(churn("stripe")).toBeLessThanOrEqual(churn("baremetrics"));
      }),
    );
  });
});

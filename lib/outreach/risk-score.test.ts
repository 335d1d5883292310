import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bandFloors, bandOf, type RiskFacts, riskReasons, riskWeights, scoreRisk } from "./risk-score";

/** Somebody about whom there is nothing to worry. */
const fine: RiskFacts = {
  memberDays: 200,
  visits: { recent: 6, usual: 12 },
  interactions: { recent: 4, usual: 8 },
  everActive: true,
  unpaidDays: null,
  cancelledDays: null,
  unanswered: 0,
  stalled: 0,
  endsInDays: null,
};
const score = (facts: Partial<RiskFacts>) => scoreRisk({ ...fine, ...facts });
const reasonsOf = (facts: Partial<RiskFacts>) => score(facts).reasons.map(({ reason, points }) => [reason, points]);

describe("the score", () => {
  it("is nothing for whom nothing applies", () => {
    expect(score({})).toEqual({ points: 0, band: "low", reasons: [] });
  });

  it.each([
    ["a cancellation", { cancelledDays: 3 }, [["cancelled", 60]]],
    ["a renewal that could not be charged", { unpaidDays: 2 }, [["payment", 40]]],
    ["half as many days here", { visits: { recent: 3, usual: 12 } }, [["visits", 10]]],
    ["a quarter as many", { visits: { recent: 1, usual: 12 } }, [["visits", 15]]],
    ["not one day here", { visits: { recent: 0, usual: 3 } }, [["visits", 20]]],
    ["half as many interactions", { interactions: { recent: 2, usual: 8 } }, [["interactions", 5]]],
    ["one question left waiting", { unanswered: 1 }, [["unanswered", 10]]],
    ["two of them", { unanswered: 2 }, [["unanswered", 15]]],
    ["one text left", { stalled: 1 }, [["stalled", 5]]],
    ["three of them", { stalled: 3 }, [["stalled", 10]]],
    ["never having taken part", { everActive: false }, [["neverActive", 10]]],
  ] as const)("counts %s", (_name, facts, expected) => {
    expect(reasonsOf(facts as Partial<RiskFacts>)).toEqual(expected);
  });

  it("counts the end of a year or a pass only for who is quiet", () => {
    const quiet = { visits: { recent: 0, usual: 0 }, interactions: { recent: 0, usual: 0 } };
    expect(reasonsOf({ endsInDays: 20 })).toEqual([]);
    expect(reasonsOf({ ...quiet, endsInDays: 31 })).toEqual([]);
    expect(reasonsOf({ ...quiet, endsInDays: 30 })).toEqual([["renewal", 15]]);
    expect(reasonsOf({ ...quiet, endsInDays: 7 })).toEqual([["renewal", 20]]);
    expect(reasonsOf({ ...quiet, visits: null, endsInDays: 7 })).toEqual([["renewal", 20]]);
  });

  it("asks nothing of visits before they have been counted for long enough, and of who is new", () => {
    const gone = { recent: 0, usual: 28 };
    expect(reasonsOf({ visits: null })).toEqual([]);
    expect(reasonsOf({ memberDays: 41, visits: gone })).toEqual([]);
    expect(reasonsOf({ memberDays: 42, visits: gone })).toEqual([["visits", 20]]);
    expect(reasonsOf({ memberDays: 13, everActive: false })).toEqual([]);
  });

  it("names the figures behind a reason", () => {
    const { reasons } = score({ visits: { recent: 1, usual: 12 }, cancelledDays: 3 });
    expect(reasons).toEqual([
      { reason: "cancelled", points: 60, value: 3 },
      { reason: "visits", points: 15, value: 1, usual: 6 },
    ]);
  });

  it("has its bands where the table says", () => {
    expect([0, 19, 20, 39, 40, 500].map(bandOf)).toEqual(["low", "low", "medium", "medium", "high", "high"]);
    expect(bandFloors).toEqual({ low: 0, medium: 20, high: 40 });
  });
});

const pair = (max: number) => fc.record({ recent: fc.nat(max), usual: fc.nat(max * 2) });
const maybeDays = fc.option(fc.nat(60), { nil: null });
const facts: fc.Arbitrary<RiskFacts> = fc.record({
  memberDays: fc.nat(500),
  visits: fc.option(pair(14), { nil: null }),
  interactions: pair(40),
  everActive: fc.boolean(),
  unpaidDays: maybeDays,
  cancelledDays: maybeDays,
  unanswered: fc.nat(5),
  stalled: fc.nat(6),
  endsInDays: maybeDays,
});

/** Each fact a little worse, the others as they are. */
const worse: Record<string, (facts: RiskFacts) => RiskFacts> = {
  "a visit less": (one) =>
    one.visits ? { ...one, visits: { ...one.visits, recent: Math.max(0, one.visits.recent - 1) } } : one,
  "a visit more in the usual time": (one) =>
    one.visits ? { ...one, visits: { ...one.visits, usual: one.visits.usual + 1 } } : one,
  "an interaction less": (one) => ({
    ...one,
    interactions: { ...one.interactions, recent: Math.max(0, one.interactions.recent - 1) },
  }),
  "an interaction more in the usual time": (one) => ({
    ...one,
    interactions: { ...one.interactions, usual: one.interactions.usual + 1 },
  }),
  "never active": (one) => ({ ...one, everActive: false }),
  unpaid: (one) => ({ ...one, unpaidDays: one.unpaidDays ?? 0 }),
  cancelled: (one) => ({ ...one, cancelledDays: one.cancelledDays ?? 0 }),
  "a question more": (one) => ({ ...one, unanswered: one.unanswered + 1 }),
  "a text more": (one) => ({ ...one, stalled: one.stalled + 1 }),
  "a day nearer to the end": (one) =>
    one.endsInDays === null ? one : { ...one, endsInDays: Math.max(0, one.endsInDays - 1) },
};

describe("over random members", () => {
  it.each(Object.entries(worse))("gives no fewer points for %s", (_name, worsen) => {
    fc.assert(
      fc.property(facts, (one) => {
        expect(scoreRisk(worsen(one)).points).toBeGreaterThanOrEqual(scoreRisk(one).points);
      }),
    );
  });

  it("is the sum of its reasons, each from the table and at most once, those with most points first", () => {
    fc.assert(
      fc.property(facts, (one) => {
        const { points, band, reasons } = scoreRisk(one);
        expect(points).toBe(reasons.reduce((sum, reason) => sum + reason.points, 0));
        expect(new Set(reasons.map(({ reason }) => reason)).size).toBe(reasons.length);
        expect(reasons.map((reason) => reason.points)).toEqual(
          reasons.map((reason) => reason.points).sort((a, b) => b - a),
        );
        for (const { reason, points: given } of reasons)
          expect(riskWeights[reason].map((step) => step.points)).toContain(given);
        expect(band).toBe(bandOf(points));
      }),
    );
  });

  it("does not depend on the order in which facts are written down", () => {
    fc.assert(
      fc.property(facts, (one) => {
        const turned = Object.fromEntries(Object.entries(one).reverse()) as unknown as RiskFacts;
        expect(scoreRisk(turned)).toEqual(scoreRisk(one));
      }),
    );
  });
});

describe("the table of weights", () => {
  it("has an entry for each reason, and later steps give more", () => {
    expect(Object.keys(riskWeights).sort()).toEqual([...riskReasons].sort());
    for (const steps of Object.values(riskWeights)) {
      const points = steps.map((step) => step.points);
      expect(points).toEqual([...points].sort((a, b) => a - b));
    }
  });
});

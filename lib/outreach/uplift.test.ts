import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { leastInArm, upliftOf, widestInterval } from "./uplift";

const createdAt = new Date(Date.UTC(2026, 8, 1, 9));
const after = new Date(Date.UTC(2026, 9, 1, 9));
const trial = (reached: [chosen: number, stayed: number], held: [chosen: number, stayed: number]) => ({
  reached: { chosen: reached[0], stayed: reached[1] },
  held: { chosen: held[0], stayed: held[1] },
  createdAt,
  horizonDays: 30,
});

describe("the effect of an outreach", () => {
  it("is known on the horizon's day and not a moment before", () => {
    const told = upliftOf(trial([90, 80], [10, 5]), new Date(after.getTime() - 1));
    expect(told).toEqual({ state: "waiting", knownAt: after });
    expect(upliftOf(trial([90, 80], [10, 5]), after).state).not.toBe("waiting");
  });

  it("is claimed for nobody when nobody was held out, not even later", () => {
    expect(upliftOf(trial([9, 9], [0, 0]), after)).toEqual({ state: "unmeasured" });
    expect(upliftOf(trial([9, 9], [0, 0]), createdAt)).toEqual({ state: "unmeasured" });
  });

  it("is the difference of those who still pay, with its interval", () => {
    const found = upliftOf(trial([180, 162], [20, 12]), after);
    expect(found).toMatchObject({ state: "known", reached: 0.9, held: 0.6 });
    if (found.state !== "known") throw new Error("not known");
    expect(found.difference).toBeCloseTo(0.3, 12);
    expect([found.low.toFixed(3), found.high.toFixed(3)]).toEqual(["0.111", "0.516"]);
  });

  it("is too little to say with fewer than five in an arm", () => {
    expect(upliftOf(trial([36, 30], [4, 1]), after)).toEqual({ state: "tooFew", reached: 30 / 36, held: 0.25 });
  });

  it("is too little to say when the interval spans more than 60 points", () => {
    expect(upliftOf(trial([5, 3], [5, 3]), after).state).toBe("tooFew");
  });

  it("never says a difference that few people or a wide interval cannot carry", () => {
    const chosen = fc.integer({ min: 1, max: 60 });
    const arm = chosen.chain((n) => fc.tuple(fc.constant(n), fc.nat(n)));
    fc.assert(
      fc.property(arm, arm, (reached, held) => {
        const found = upliftOf(trial(reached, held), after);
        if (found.state !== "known") return;
        expect(Math.min(reached[0], held[0])).toBeGreaterThanOrEqual(leastInArm);
        expect(found.high - found.low).toBeLessThanOrEqual(widestInterval);
      }),
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { channels } from "@/lib/sightings/types";
import { funnelOf, type JourneyGroup, weightedMedian } from "./funnel";

const group = (more: Partial<JourneyGroup> = {}): JourneyGroup => ({
  channel: "search",
  joinedHours: null,
  wroteHours: null,
  paidHours: null,
  people: 1,
  ...more,
});
const all = { withPayments: true };

describe("the funnel", () => {
  const visits = [
    { channel: "search", visitors: 80, views: 200 },
    { channel: "direct", visitors: 20, views: 20 },
  ];
  const groups = [
    group({ people: 6 }),
    group({ people: 2, joinedHours: 1, wroteHours: 30 }),
    group({ people: 1, joinedHours: 3, paidHours: 0 }),
    group({ people: 1, joinedHours: 48, wroteHours: 10, paidHours: 24, channel: "social" }),
  ];

  it("counts each step and measures it against the one it follows", () => {
    const { steps, views } = funnelOf(visits, groups, all);
    expect(steps).toEqual([
      { step: "visits", count: 100, share: null, medianHours: null },
      { step: "arrived", count: 10, share: 0.1, medianHours: null },
      { step: "joined", count: 4, share: 0.4, medianHours: 2 },
      { step: "wrote", count: 3, share: 0.75, medianHours: 30 },
      { step: "paid", count: 2, share: 0.5, medianHours: 12 },
    ]);
    expect(views).toBe(220);
  });

  it("has a row for every channel that brought anybody, in a fixed order", () => {
    expect(funnelOf(visits, groups, all).byChannel).toEqual([
      { channel: "search", visits: 80, arrived: 9, joined: 3, wrote: 2, paid: 1 },
      { channel: "social", visits: 0, arrived: 1, joined: 1, wrote: 1, paid: 1 },
      { channel: "direct", visits: 20, arrived: 0, joined: 0, wrote: 0, paid: 0 },
    ]);
  });

  it("says nothing of payments to who may not see money, and nothing over nobody", () => {
    const { steps } = funnelOf([], [], { withPayments: false });
    expect(steps.map(({ step, share }) => [step, share])).toEqual([
      ["visits", null],
      ["arrived", null],
      ["joined", null],
      ["wrote", null],
    ]);
  });

  it("loses nobody: channels sum to the steps, and later steps never exceed who joined", () => {
    const hours = fc.option(fc.nat(5000));
    const any = fc
      .record({
        channel: fc.constantFrom(...channels),
        joinedHours: hours,
        wroteHours: hours,
        paidHours: hours,
        people: fc.integer({ min: 1, max: 50 }),
      })
      .map((one) => (one.joinedHours === null ? { ...one, wroteHours: null, paidHours: null } : one));
    fc.assert(
      fc.property(fc.array(any, { maxLength: 30 }), (some) => {
        const { steps, byChannel } = funnelOf(visits, some, all);
        const count = Object.fromEntries(steps.map((step) => [step.step, step.count]));
        for (const { step } of steps) expect(byChannel.reduce((sum, row) => sum + row[step], 0)).toBe(count[step]);
        expect(count.arrived).toBeGreaterThanOrEqual(count.joined!);
        expect(count.joined).toBeGreaterThanOrEqual(Math.max(count.wrote!, count.paid!));
      }),
    );
  });
});

describe("the median of repeated values", () => {
  it("is that of the values written out", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(100), fc.integer({ min: 1, max: 5 })), { maxLength: 12 }), (pairs) => {
        const all = pairs.flatMap(([value, times]) => Array<number>(times).fill(value)).sort((a, b) => a - b);
        const middle = all.length >> 1;
        const expected =
          all.length === 0 ? null : all.length % 2 === 1 ? all[middle]! : (all[middle - 1]! + all[middle]!) / 2;
        expect(weightedMedian(pairs)).toBe(expected);
      }),
    );
  });
});

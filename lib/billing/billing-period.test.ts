import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  cutAt,
  intervals,
  joinStretches,
  monthlyAmount,
  periodBoundary,
  periodEndAfter,
  yearlySaving,
} from "./billing-period";

const day = (text: string) => new Date(`${text}T08:30:00Z`);
const moments = fc.date({ min: new Date("2000-01-01"), max: new Date("2060-01-01"), noInvalidDate: true });

describe("period boundaries", () => {
  it("keep the 31st where there is one and take the last day where there is none", () => {
    const starts = [0, 1, 2, 3, 4, 13].map((count) => periodBoundary(day("2026-01-31"), "month", count));
    expect(starts).toEqual(
      ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31", "2027-02-28"].map(day),
    );
  });

  it("bring 29 February back in leap years", () => {
    const starts = [0, 1, 3, 4].map((count) => periodBoundary(day("2024-02-29"), "year", count));
    expect(starts).toEqual(["2024-02-29", "2025-02-28", "2027-02-28", "2028-02-29"].map(day));
  });

  it("grow with every step and keep the time of day", () => {
    fc.assert(
      fc.property(
        moments,
        fc.constantFrom(...intervals),
        fc.integer({ min: -50, max: 600 }),
        (anchor, interval, count) => {
          const [here, next] = [periodBoundary(anchor, interval, count), periodBoundary(anchor, interval, count + 1)];
          expect(next.getTime()).toBeGreaterThan(here.getTime());
          expect(here.toISOString().slice(11)).toBe(anchor.toISOString().slice(11));
          expect(anchor.getUTCDate() - here.getUTCDate()).toBeLessThanOrEqual(3);
        },
      ),
    );
  });

  it("divide time into half-open periods: each moment lies in exactly one, and an end begins the next", () => {
    fc.assert(
      fc.property(moments, fc.constantFrom(...intervals), moments, (anchor, interval, moment) => {
        const end = periodEndAfter(anchor, interval, moment);
        expect(end.getTime()).toBeGreaterThan(moment.getTime());
        expect(periodEndAfter(anchor, interval, new Date(end.getTime() - 1))).toEqual(end);
        expect(periodEndAfter(anchor, interval, end).getTime()).toBeGreaterThan(end.getTime());
      }),
    );
  });
});

describe("stretches", () => {
  const stretch = fc
    .tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 40 }))
    .map(([from, length]) => ({ from: new Date(from), to: new Date(from + length) }));
  const covers = (all: readonly { from: Date; to: Date }[], at: number) =>
    all.some(({ from, to }) => from.getTime() <= at && at < to.getTime());

  it("cover after joining exactly what they covered before, in order and without touching", () => {
    fc.assert(
      fc.property(fc.array(stretch), (stretches) => {
        const joined = joinStretches(stretches);
        for (let at = 0; at <= 250; at++) expect(covers(joined, at)).toBe(covers(stretches, at));
        for (const [index, next] of joined.slice(1).entries()) expect(joined[index]!.to < next.from).toBe(true);
      }),
    );
  });

  it("cover nothing from the moment they are cut at, and everything before it", () => {
    fc.assert(
      fc.property(fc.array(stretch), fc.integer({ min: 0, max: 250 }), (stretches, limit) => {
        const cut = cutAt(stretches, new Date(limit));
        for (let at = 0; at <= 250; at++) expect(covers(cut, at)).toBe(at < limit && covers(stretches, at));
      }),
    );
  });
});

it("a year counts a twelfth per month, its fraction kept, and saves what it saves", () => {
  expect(monthlyAmount(39_000, "year")).toBe(3250);
  expect(monthlyAmount(100, "year")).toBeCloseTo(8.3333, 4);
  expect(yearlySaving(3900, 39_000)).toBe(7800);
  expect(yearlySaving(3900, 50_000)).toBe(0);
});

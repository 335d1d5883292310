import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  countAt,
  headcount,
  membersAt,
  mergePeriods,
  netGrowth,
  type Period,
  ratio,
  runsAt,
  takeCensus,
} from "./membership";

const at = (day: number) => new Date(Date.UTC(2026, 5, 1) + day * 86_400_000);
const period = (memberId: string, from: number, to: number | null): Period => ({
  memberId,
  startsAt: at(from),
  endsAt: to === null ? null : at(to),
});

/** Small numbers on purpose: they make periods touch, overlap and repeat often. */
const anyPeriod = fc
  .record({
    memberId: fc.constantFrom("a", "b", "c", "d"),
    from: fc.integer({ min: 0, max: 20 }),
    length: fc.option(fc.integer({ min: 0, max: 8 })),
  })
  .map(({ memberId, from, length }) => period(memberId, from, length === null ? null : from + length));
const anyPeriods = fc.array(anyPeriod, { maxLength: 14 });
const anyMoments = fc.tuple(fc.integer({ min: -1, max: 30 }), fc.integer({ min: 0, max: 20 }));

describe("R, net growth", () => {
  it("the article's first example: 100 members become 80, R = −0.2, and the ratio is 0.8", () => {
    expect(netGrowth(100, 80)).toBe(-0.2);
    expect(ratio(100, 80)).toBe(0.8);
  });

  it("the article's first example, counted from periods", () => {
    const stay = Array.from({ length: 70 }, (_, i) => period(`stay${i}`, 0, null));
    const leave = Array.from({ length: 30 }, (_, i) => period(`leave${i}`, 0, 10));
    const join = Array.from({ length: 10 }, (_, i) => period(`join${i}`, 12, null));
    const count = headcount(takeCensus([...stay, ...leave, ...join]), at(1), at(20));
    expect(count).toMatchObject({ from: 100, to: 80, joined: 10, left: 30, netGrowth: -0.2, ratio: 0.8 });
    expect(count.retainedShare).toBe(0.7);
  });

  it("is undefined, not 0 or infinite, when nobody was there at the start", () => {
    const count = headcount(takeCensus([period("a", 5, null)]), at(0), at(10));
    expect(count).toMatchObject({ from: 0, to: 1, netGrowth: null, ratio: null, retainedShare: null });
  });
});

describe("N(t)", () => {
  it("counts a membership from the instant it starts up to, not including, the instant it ends", () => {
    const census = takeCensus([period("a", 1, 2)]);
    const edge = (ms: number, day: number) => countAt(census, new Date(at(day).getTime() + ms));
    expect([edge(-1, 1), edge(0, 1), edge(-1, 2), edge(0, 2)]).toEqual([0, 1, 1, 0]);
  });

  it("counts somebody with two overlapping periods once", () => {
    expect(countAt(takeCensus([period("a", 0, 9), period("a", 3, null)]), at(5))).toBe(1);
  });

  it("sees no departure where one period touches the next, and one where there is a gap of a millisecond", () => {
    const touching = headcount(takeCensus([period("a", 0, 5), period("a", 5, null)]), at(1), at(9));
    expect(touching).toMatchObject({ joined: 0, left: 0, retained: 1 });
    const gap = { ...period("a", 5, null), startsAt: new Date(at(5).getTime() + 1) };
    expect(headcount(takeCensus([period("a", 0, 5), gap]), at(1), at(9))).toMatchObject({
      joined: 1,
      left: 1,
      retained: 1,
    });
  });

  it("equals a plain count over the rows at any moment", () => {
    fc.assert(
      fc.property(anyPeriods, fc.integer({ min: -1, max: 30 }), (periods, day) => {
        const plain = new Set(periods.filter((p) => runsAt(p, at(day))).map((p) => p.memberId)).size;
        const census = takeCensus(periods);
        expect(countAt(census, at(day))).toBe(plain);
        expect(membersAt(census, at(day)).size).toBe(plain);
      }),
    );
  });
});

describe("movements of members", () => {
  it("add up: N(from) + joined − left = N(to), and retained never exceeds N(from)", () => {
    fc.assert(
      fc.property(anyPeriods, anyMoments, (periods, [from, length]) => {
        const count = headcount(takeCensus(periods), at(from), at(from + length));
        expect(count.from + count.joined - count.left).toBe(count.to);
        expect(count.retained).toBeLessThanOrEqual(Math.min(count.from, count.to));
      }),
    );
  });
});

describe("merging periods", () => {
  it("is idempotent and does not depend on the order of the rows", () => {
    const shuffled = anyPeriods.chain((periods) =>
      fc.tuple(fc.constant(periods), fc.shuffledSubarray(periods, { minLength: periods.length })),
    );
    fc.assert(
      fc.property(shuffled, ([periods, otherOrder]) => {
        const merged = mergePeriods(periods);
        expect(mergePeriods(merged)).toEqual(merged);
        expect(mergePeriods(otherOrder)).toEqual(merged);
      }),
    );
  });

  it("leaves the rows it was given alone", () => {
    const rows = [period("a", 0, 5), period("a", 5, 9)];
    mergePeriods(rows);
    expect(rows).toEqual([period("a", 0, 5), period("a", 5, 9)]);
  });
});

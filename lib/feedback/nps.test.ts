import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { npsLeast, npsOf } from "./nps";

const marks = fc.array(fc.integer({ min: 0, max: 10 }), { maxLength: 400 });
const countsOf = (list: readonly number[]) => {
  const counts = Array.from({ length: 11 }, () => 0);
  for (const mark of list) counts[mark]!++;
  return counts;
};

describe("NPS", () => {
  it("is % 9–10 minus % 0–6, with the margin of its variance", () => {
    // 50 promoters, 30 passives, 20 detractors: 50 − 20 = 30; var = 0.7 − 0.09 = 0.61; 196·√(0.61 / 100) = 15.31.
    const nps = npsOf([5, 5, 5, 5, 0, 0, 0, 15, 15, 25, 25]);
    expect(nps).toMatchObject({ n: 100, promoters: 50, passives: 30, detractors: 20 });
    expect(nps.score).toBeCloseTo(30, 10);
    expect(nps.margin).toBeCloseTo(15.31, 2);
  });

  it("says too few below five answers, and no margin where all are of one kind", () => {
    expect(npsOf([0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2])).toMatchObject({ n: 4, score: null, margin: null });
    expect(npsOf([0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 2])).toMatchObject({ n: 5, score: 100, margin: null });
    expect(npsOf([])).toMatchObject({ n: 0, score: null, margin: null });
  });

  it("lies between −100 and 100, and depends on the answers and not on their order", () => {
    fc.assert(
      fc.property(marks, (list) => {
        const nps = npsOf(countsOf(list));
        expect(nps).toEqual(npsOf(countsOf(list.toReversed())));
        expect(nps.promoters + nps.passives + nps.detractors).toBe(list.length);
        expect(nps.score === null).toBe(list.length < npsLeast);
        expect(Math.abs(nps.score ?? 0)).toBeLessThanOrEqual(100);
      }),
    );
  });

  it("does not care which mark of a kind was given", () => {
    fc.assert(
      fc.property(marks, (list) => {
        const kind = (mark: number) => (mark >= 9 ? 10 : mark >= 7 ? 7 : 0);
        expect(npsOf(countsOf(list.map(kind)))).toEqual(npsOf(countsOf(list)));
      }),
    );
  });

  it("turns its sign when promoters and detractors change places", () => {
    fc.assert(
      fc.property(marks, (list) => {
        const nps = npsOf(countsOf(list));
        const turned = npsOf([nps.promoters, 0, 0, 0, 0, 0, 0, nps.passives, 0, nps.detractors, 0]);
        expect(turned.score === null).toBe(nps.score === null);
        expect((turned.score ?? 0) + (nps.score ?? 0)).toBeCloseTo(0, 9);
        if (nps.margin !== null) expect(turned.margin).toBeCloseTo(nps.margin, 9);
      }),
    );
  });

  it("keeps its score and narrows its margin by the root of k when everybody answers k times", () => {
    fc.assert(
      fc.property(marks, fc.integer({ min: 2, max: 9 }), (list, k) => {
        const once = npsOf(countsOf(list));
        const often = npsOf(countsOf(list).map((count) => count * k));
        if (once.score === null) return;
        expect(often.score).toBeCloseTo(once.score, 9);
        expect(often.margin === null).toBe(once.margin === null);
        if (once.margin === null) return;
        expect(often.margin).toBeCloseTo(once.margin / Math.sqrt(k), 9);
        expect(often.margin).toBeLessThan(once.margin);
      }),
    );
  });

  it("has a margin of at most 196 points over the root of n", () => {
    fc.assert(
      fc.property(marks, (list) => {
        const { n, margin } = npsOf(countsOf(list));
        if (margin !== null) expect(margin).toBeLessThanOrEqual(195.9965 / Math.sqrt(n));
      }),
    );
  });
});

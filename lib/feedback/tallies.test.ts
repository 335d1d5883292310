import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { leastShown } from "./anonymity";
import { npsByMonth, resultOf } from "./tallies";
import type { SurveyQuestion } from "./types";

const scale: SurveyQuestion = { id: "q", kind: "scale", prompt: "?", options: [], required: true };
const tally = (counts: [number, number][], n: number) => ({ counts: new Map(counts), n });

describe("what came of a question", () => {
  it("is counts and shares of those who answered it, and the mean of a scale", () => {
    const result = resultOf(
      scale,
      tally(
        [
          [1, 1],
          [5, 3],
        ],
        4,
      ),
      { anonymous: false },
    );
    expect(result.bars.map(({ count }) => count)).toEqual([1, 0, 0, 0, 3]);
    expect(result.bars[4]!.share).toBe(0.75);
    expect(result.mean).toBe(4);
    expect(resultOf(scale, tally([], 0), { anonymous: false })).toMatchObject({ mean: null, n: 0 });
  });

  it("adds to more than everybody where several choices may be made", () => {
    const several: SurveyQuestion = { ...scale, kind: "multiple", options: ["a", "b"] };
    const result = resultOf(
      several,
      tally(
        [
          [0, 3],
          [1, 2],
        ],
        3,
      ),
      { anonymous: false },
    );
    expect(result.bars.map(({ share }) => share)).toEqual([1, 2 / 3]);
  });

  it("is kept back in an anonymous survey while fewer than five answered it", () => {
    const few = resultOf(scale, tally([[5, 4]], 4), {
      anonymous: true,
      texts: [{ text: "x", person: null }],
    });
    expect(few).toMatchObject({ tooFew: true, n: 0, bars: [], mean: null, texts: [], textCount: 0 });
    expect(resultOf(scale, tally([[5, 5]], 5), { anonymous: true })).toMatchObject({ tooFew: false, mean: 5 });
  });

  it("is NPS by month, oldest first", () => {
    const rows = [
      { month: "2026-02", choice: 10, count: 5 },
      { month: "2026-01", choice: 0, count: 3 },
      { month: "2026-02", choice: 0, count: 5 },
    ];
    const told = (anonymous: boolean) =>
      npsByMonth(rows, { anonymous }).map(({ from, to, nps }) => [from, to, nps.n, nps.score]);
    expect(told(false)).toEqual([
      ["2026-01", "2026-01", 3, null],
      ["2026-02", "2026-02", 10, 0],
    ]);
    expect(told(true)).toEqual([["2026-01", "2026-02", 13, expect.closeTo((100 * (5 - 8)) / 13)]]);
  });
});

const names = Array.from({ length: 9 }, (_, i) => `2026-0${i + 1}`);
const rowsOf = (counts: readonly number[]) =>
  counts.flatMap((count, i) => (count > 0 ? [{ month: names[i]!, choice: i, count }] : []));
const stretches = (counts: readonly number[]) => npsByMonth(rowsOf(counts), { anonymous: true });

describe("NPS by month of an anonymous survey", () => {
  it.each([
    ["nothing at all below five", [0, 1], []],
    ["not a single answer of an optional question", [0, 0, 1], []],
    ["a short month together with the next", [3, 7, 5], ["2026-01 2026-02 10", "2026-03 2026-03 5"]],
    ["a short month at the end together with the one before", [5, 1], ["2026-01 2026-02 6"]],
    [
      "whole fives month by month, months without answers left out",
      [5, 0, 10],
      ["2026-01 2026-01 5", "2026-03 2026-03 10"],
    ],
  ])("shows %s", (_, counts, expected) => {
    expect(stretches(counts).map(({ from, to, nps }) => `${from} ${to} ${nps.n}`)).toEqual(expected);
  });

  it("leaves nothing out, and shows no stretch of fewer than five", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(12), { maxLength: 9 }), (counts) => {
        const shown = stretches(counts);
        const total = counts.reduce((sum, count) => sum + count, 0);
        expect(shown.reduce((sum, { nps }) => sum + nps.n, 0)).toBe(total < leastShown ? 0 : total);
        for (const { nps } of shown) expect(nps.n).toBeGreaterThanOrEqual(leastShown);
        for (const [i, { from }] of shown.entries()) if (i > 0) expect(from > shown[i - 1]!.to).toBe(true);
      }),
    );
  });

  it("gives nobody fewer than five answers by putting looks side by side, from whatever it began with", () => {
    // The first months may hold anything (groups of five responses in which not all answered); then fives are added.
    const began = fc.array(fc.nat(12), { minLength: 1, maxLength: 4 });
    const added = fc.array(fc.record({ later: fc.nat(2), fives: fc.integer({ min: 1, max: 3 }) }), { maxLength: 4 });
    fc.assert(
      fc.property(began, added, (counts, steps) => {
        const now = [...counts];
        // One entry for each answer: its month, and at which step it came.
        const answers = counts.flatMap((count, month) => Array.from({ length: count }, () => ({ month, step: -1 })));
        const looks = [stretches(now)];
        for (const [step, { later, fives }] of steps.entries()) {
          const month = Math.min(now.length - 1 + later, names.length - 1);
          while (now.length <= month) now.push(0);
          now[month]! += fives * leastShown;
          for (let i = 0; i < fives * leastShown; i++) answers.push({ month, step });
          looks.push(stretches(now));
        }
        const placeIn = (look: number, { month, step }: (typeof answers)[number]) =>
          step < look ? looks[look]!.findIndex(({ from, to }) => from <= names[month]! && names[month]! <= to) : -1;
        const alike = Map.groupBy(answers, (answer) => looks.map((_, look) => placeIn(look, answer)).join());
        for (const [places, group] of alike)
          if (places.split(",").some((place) => place !== "-1"))
            expect(group.length).toBeGreaterThanOrEqual(leastShown);
      }),
    );
  });
});

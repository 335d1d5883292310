import { describe, expect, it } from "vitest";
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
      texts: [{ key: "a", text: "x", person: null }],
    });
    expect(few).toMatchObject({ tooFew: true, bars: [], mean: null, texts: [], textCount: 0 });
    expect(resultOf(scale, tally([[5, 5]], 5), { anonymous: true })).toMatchObject({ tooFew: false, mean: 5 });
  });

  it("is NPS by month, oldest first", () => {
    const rows = [
      { month: "2026-02", choice: 10, count: 5 },
      { month: "2026-01", choice: 0, count: 3 },
      { month: "2026-02", choice: 0, count: 5 },
    ];
    expect(npsByMonth(rows).map(({ month, nps }) => [month, nps.n, nps.score])).toEqual([
      ["2026-01", 3, null],
      ["2026-02", 10, 0],
    ]);
  });
});

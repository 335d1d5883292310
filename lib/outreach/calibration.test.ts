import { describe, expect, it } from "vitest";
import { calibrate } from "./calibration";

const day = (name: string, counts: Record<string, [members: number, left: number]>) =>
  Object.entries(counts).map(([band, [members, left]]) => ({ day: name, band, members, left }));

describe("the calibration", () => {
  const rows = [
    ...day("2026-09-01", { high: [20, 10], medium: [30, 4], low: [150, 1], cancelled: [8, 7] }),
    ...day("2026-10-01", { high: [20, 8], medium: [20, 2], low: [160, 0], cancelled: [6, 5] }),
  ];

  it("adds the days up and says what share of each band left, with Wilson's interval", () => {
    const found = calibrate(rows);
    expect(found.days).toEqual(["2026-10-01", "2026-09-01"]);
    expect([found.members, found.left]).toEqual([400, 25]);
    expect(found.bands.map(({ band, members, left, share }) => [band, members, left, share])).toEqual([
      ["high", 40, 18, 0.45],
      ["medium", 50, 6, 0.12],
      ["low", 310, 1, 1 / 310],
    ]);
    const [high] = found.bands;
    expect([high!.interval!.low.toFixed(4), high!.interval!.high.toFixed(4)]).toEqual(["0.3071", "0.6017"]);
  });

  it("says how many of those who left stood in the high band, and how much more often that band left", () => {
    const found = calibrate(rows);
    expect(found.caught).toBeCloseTo(18 / 25, 12);
    expect(found.precision).toBeCloseTo(18 / 40, 12);
    expect(found.lift).toBeCloseTo(0.45 / (25 / 400), 12);
  });

  it("does not take credit for those who had cancelled already", () => {
    const { withoutCancelled } = calibrate(rows);
    expect(withoutCancelled).toMatchObject({ members: 26, left: 6, precision: null });
    expect(withoutCancelled.caught).toBeCloseTo(6 / 13, 12);
  });

  it("says nothing about a band of fewer than thirty", () => {
    const found = calibrate(day("2026-10-01", { high: [29, 20], medium: [30, 3], low: [100, 1], cancelled: [0, 0] }));
    expect(found.bands.map(({ share }) => share === null)).toEqual([true, false, false]);
    expect([found.precision, found.lift]).toEqual([null, null]);
    expect(found.caught).toBeCloseTo(20 / 24, 12);
  });

  it("is undefined without a past, and without anybody who left", () => {
    expect(calibrate([])).toMatchObject({ members: 0, left: 0, caught: null, precision: null, lift: null, days: [] });
    const stayed = calibrate(day("2026-10-01", { high: [40, 0], medium: [40, 0], low: [40, 0], cancelled: [0, 0] }));
    expect([stayed.caught, stayed.precision, stayed.lift]).toEqual([null, 0, null]);
  });
});

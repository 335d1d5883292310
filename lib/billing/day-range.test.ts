import { describe, expect, it } from "vitest";
import { dayRange } from "./day-range";

const text = (from: string, to: string, zone: string) => {
  const range = dayRange(from, to, zone);
  return [range.from?.toISOString() ?? null, range.until?.toISOString() ?? null];
};

describe("a range of days", () => {
  it("covers its first and its last day in the community's zone", () => {
    expect(text("2026-03-01", "2026-03-31", "Asia/Shanghai")).toEqual([
      "2026-02-28T16:00:00.000Z",
      "2026-03-31T16:00:00.000Z",
    ]);
  });

  it("knows days of 23 and 25 hours", () => {
    expect(text("2026-03-08", "2026-03-08", "America/New_York")).toEqual([
      "2026-03-08T05:00:00.000Z",
      "2026-03-09T04:00:00.000Z",
    ]);
  });

  it("is open where no day was given, or none that exists", () => {
    expect(text("", "2026-01-31", "UTC")[0]).toBeNull();
    expect(text("2026-02-30", "yesterday", "UTC")).toEqual([null, null]);
  });
});

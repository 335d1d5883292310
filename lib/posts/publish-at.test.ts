import { describe, expect, it } from "vitest";
import { formatLocalTime, parseLocalTime } from "./publish-at";

const utc = (text: string, zone: string) => parseLocalTime(text, zone)?.toISOString() ?? null;

describe("a local time", () => {
  it.each([
    ["2026-11-27T09:00", "Asia/Shanghai", "2026-11-27T01:00:00.000Z"],
    ["2026-07-01T09:00", "America/New_York", "2026-07-01T13:00:00.000Z"],
    ["2028-02-29T00:00", "UTC", "2028-02-29T00:00:00.000Z"],
    // New York, 8 March 2026: 02:30 does not exist, 1 November: 01:30 happens twice.
    ["2026-03-08T02:30", "America/New_York", "2026-03-08T07:30:00.000Z"],
    ["2026-11-01T01:30", "America/New_York", "2026-11-01T05:30:00.000Z"],
  ])("%s in %s is %s", (text, zone, expected) => {
    expect(utc(text, zone)).toBe(expected);
    const at = parseLocalTime(text, zone)!;
    if (!text.startsWith("2026-03-08")) expect(formatLocalTime(at, zone)).toBe(text);
  });

  it.each([
    "",
    "tomorrow",
    "2026-13-01T00:00",
    "2026-11-27",
    "2026-11-27T25:00",
    "2026-11-27T09:00Z",
    "9999999-01-01T00:00",
  ])("%j is none", (text) => {
    expect(parseLocalTime(text, "UTC")).toBeNull();
  });
});

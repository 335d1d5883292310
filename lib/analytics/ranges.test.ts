import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addMonths, dayOf, startOfDay, startOfMonth } from "@/lib/platform/calendar";
import { asOfInstant, monthsUpTo, previousRange, rangeEndingAt, rangeKeys } from "./ranges";

const instant = (text: string) => new Date(text);

describe("days of a zone", () => {
  it("begin at the zone's midnight, not at UTC's", () => {
    expect(dayOf(instant("2026-11-21T16:00:00Z"), "Asia/Shanghai")).toBe("2026-11-22");
    expect(dayOf(instant("2026-11-21T15:59:59.999Z"), "Asia/Shanghai")).toBe("2026-11-21");
  });

  it("have 23 and 25 hours when New York changes its clocks", () => {
    const hours = (day: string, next: string) =>
      (startOfDay(next, "America/New_York").getTime() - startOfDay(day, "America/New_York").getTime()) / 3_600_000;
    expect(hours("2026-03-08", "2026-03-09")).toBe(23);
    expect(hours("2026-11-01", "2026-11-02")).toBe(25);
    expect(hours("2026-11-02", "2026-11-03")).toBe(24);
  });

  it("begin at one o'clock where summer time takes midnight away", () => {
    expect(startOfDay("2026-04-24", "Africa/Cairo").toISOString()).toBe("2026-04-23T22:00:00.000Z");
    expect(dayOf(startOfDay("2026-04-24", "Africa/Cairo"), "Africa/Cairo")).toBe("2026-04-24");
  });
});

describe("ranges", () => {
  const asOf = instant("2026-11-22T06:30:00Z");

  it("of 30 days hold today and the 29 days before it", () => {
    const range = rangeEndingAt("30d", asOf, "Asia/Shanghai");
    expect([range.days[0], range.days.at(-1), range.days.length]).toEqual(["2026-10-24", "2026-11-22", 30]);
    expect(range.from.toISOString()).toBe("2026-10-23T16:00:00.000Z");
    expect(range.to).toBe(asOf);
  });

  it("of 12 months begin on the day after the same day a year ago", () => {
    const range = rangeEndingAt("12m", asOf, "Asia/Shanghai");
    expect([range.days[0], range.days.length]).toEqual(["2025-11-23", 365]);
  });

  it("that end exactly at midnight hold nothing of the day that begins there", () => {
    const range = rangeEndingAt("7d", instant("2026-11-21T16:00:00Z"), "Asia/Shanghai");
    expect(range.days.at(-1)).toBe("2026-11-21");
  });

  it("cross a change of clocks without losing or doubling a day", () => {
    const range = rangeEndingAt("7d", instant("2026-11-04T12:00:00Z"), "America/New_York");
    expect(range.days).toHaveLength(7);
    expect((startOfDay("2026-11-05", "America/New_York").getTime() - range.from.getTime()) / 3_600_000).toBe(
      7 * 24 + 1,
    );
  });

  it("join the range before without a gap, and the two are of equal length", () => {
    const anyInstant = fc.date({
      min: instant("2020-01-01T00:00:00Z"),
      max: instant("2030-01-01T00:00:00Z"),
      noInvalidDate: true,
    });
    const zones = fc.constantFrom("Asia/Shanghai", "America/New_York", "Africa/Cairo", "Pacific/Apia", "UTC");
    fc.assert(
      fc.property(anyInstant, zones, fc.constantFrom(...rangeKeys), (at, zone, key) => {
        const range = rangeEndingAt(key, at, zone);
        const before = previousRange(range);
        expect(before.to).toEqual(range.from);
        expect(startOfDay(range.days[0]!, zone)).toEqual(range.from);
        expect(range.from < range.to).toBe(true);
        expect(dayOf(new Date(before.to.getTime() - 1), zone)).toBe(before.days.at(-1));
        if (key !== "12m") expect(before.days.length).toBe(range.days.length);
      }),
      { numRuns: 60 },
    );
  });
});

describe("months", () => {
  it("are counted across a year's end", () => {
    expect(addMonths("2025-11", 3)).toBe("2026-02");
    expect(monthsUpTo(instant("2026-01-15T00:00:00Z"), "UTC", 3)).toEqual(["2025-11", "2025-12", "2026-01"]);
    expect(startOfMonth("2026-01", "Asia/Shanghai").toISOString()).toBe("2025-12-31T16:00:00.000Z");
  });
});

describe("as of", () => {
  const now = instant("2026-11-22T06:30:00Z");

  it("a past day is its end, today and later are now", () => {
    expect(asOfInstant("2026-10-31", now, "Asia/Shanghai").toISOString()).toBe("2026-10-31T16:00:00.000Z");
    expect(asOfInstant("2026-11-22", now, "Asia/Shanghai")).toBe(now);
    expect(asOfInstant("2027-01-01", now, "Asia/Shanghai")).toBe(now);
    expect(asOfInstant(undefined, now, "Asia/Shanghai")).toBe(now);
  });
});

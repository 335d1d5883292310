import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, daysBetween, unitName } from "@/lib/platform/calendar";
import { partsOf, windowOf } from "./windows";

describe("a window of days", () => {
  it("ends with the day of the moment, and a moment at which a day begins closes the day before", () => {
    const noon = windowOf(3, new Date("2026-03-10T12:00:00Z"), "UTC");
    expect(noon).toEqual({ firstDay: "2026-03-08", lastDay: "2026-03-10", from: new Date("2026-03-08T00:00:00Z") });
    expect(windowOf(1, new Date("2026-03-10T00:00:00Z"), "UTC")).toMatchObject({ firstDay: "2026-03-09" });
  });

  it("begins when the day begins in its zone, in summer time too", () => {
    const asOf = new Date("2026-03-10T12:00:00Z");
    expect(windowOf(2, asOf, "America/New_York").from).toEqual(new Date("2026-03-09T04:00:00Z"));
    expect(windowOf(4, asOf, "America/New_York").from).toEqual(new Date("2026-03-07T05:00:00Z"));
  });

  it("is each of its days exactly once, in days and whole months", () => {
    const anyWindow = fc.record({ days: fc.integer({ min: 1, max: 365 }), last: fc.integer({ min: 0, max: 800 }) });
    fc.assert(
      fc.property(anyWindow, ({ days, last }) => {
        const window = windowOf(days, new Date(Date.UTC(2024, 0, 1, 12) + last * 86_400_000), "UTC");
        const parts = partsOf(window);
        const [from, to] = parts.months ?? [0, -1];
        const inMonths = daysBetween(`${unitName(from, "month")}-01`, `${unitName(to + 1, "month")}-01`);
        const covered = [
          ...parts.days.flatMap(([first, end]) => daysBetween(first, addDays(end, 1))),
          ...(parts.months ? inMonths : []),
        ];
        expect(covered.toSorted()).toEqual(daysBetween(window.firstDay, addDays(window.lastDay, 1)));
        expect(parts.days.length).toBeLessThanOrEqual(2);
        // Without a whole month inside, two parts of months are at most sixty days.
        for (const [first, end] of parts.days) expect(daysBetween(first, addDays(end, 1)).length).toBeLessThan(61);
      }),
    );
  });
});

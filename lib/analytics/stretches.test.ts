import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, daysBetween, startOfDay, unitName } from "@/lib/platform/calendar";
import { rangeEndingAt, rangeKeys } from "./ranges";
import { daysReadSingly, stretchesOf } from "./stretches";

/** The days that stretches read. */
function daysRead({ months, days }: ReturnType<typeof stretchesOf>, last: string): string[] {
  const ofMonths = months
    ? Array.from({ length: months[1] - months[0] + 1 }, (_, i) => unitName(months[0] + i, "month")).flatMap((month) =>
        daysBetween(`${month}-01`, addDays(`${month}-01`, 31)).filter((day) => day.startsWith(month) && day <= last),
      )
    : [];
  return [...ofMonths, ...days.flatMap(([from, to]) => daysBetween(from, addDays(to, 1)))].sort();
}

describe("how a range is read", () => {
  it("holds each of its days once, whether its last day runs or not", () => {
    const day = fc.date({ min: new Date("2023-01-01"), max: new Date("2027-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(day, fc.constantFrom(...rangeKeys), fc.boolean(), (date, key, runsStill) => {
        const last = date.toISOString().slice(0, 10);
        const range = rangeEndingAt(key, startOfDay(addDays(last, 1), "Europe/Berlin"), "Europe/Berlin");
        expect(daysRead(stretchesOf(range, runsStill), last)).toEqual(range.days);
      }),
    );
  });

  it("reads single days up to 45, and of a year no more than the days before its first and after its last month", () => {
    const read = (key: "30d" | "12m", runsStill: boolean) =>
      stretchesOf(rangeEndingAt(key, startOfDay("2026-11-23", "UTC"), "UTC"), runsStill);
    expect(daysReadSingly).toBe(45);
    expect(read("30d", true)).toEqual({ months: null, days: [["2026-10-24", "2026-11-22"]] });
    expect(read("12m", true).days).toEqual([["2025-11-23", "2025-11-30"]]);
    expect(read("12m", false).days).toEqual([
      ["2025-11-23", "2025-11-30"],
      ["2026-11-01", "2026-11-22"],
    ]);
  });
});

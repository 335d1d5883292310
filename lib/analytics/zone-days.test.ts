import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, dayOf, startOfDay, startOfUnit, unitNumberAt } from "@/lib/platform/calendar";
import { boundaryFrom, daysOfUnit, monthsBetween, unitOfDay, zoneDays } from "./zone-days";

const zones = ["UTC", "Asia/Shanghai", "America/New_York", "Pacific/Apia", "America/Havana", "Africa/Casablanca"];
const zone = fc.constantFrom(...zones);
const instant = fc.date({
  min: new Date(Date.UTC(2011, 10, 1)),
  max: new Date(Date.UTC(2027, 0, 1)),
  noInvalidDate: true,
});

describe("days of a zone", () => {
  it("are the calendar's, in whatever order one asks", () => {
    fc.assert(
      fc.property(zone, fc.array(instant, { minLength: 1, maxLength: 40 }), (name, instants) => {
        const dayAt = zoneDays(name);
        for (const at of [...instants, ...instants]) {
          const day = dayAt(at);
          expect(day.name).toBe(dayOf(at, name));
          expect(day.from).toBe(startOfDay(day.name, name).getTime());
          expect(day.to).toBe(startOfDay(addDays(day.name, 1), name).getTime());
          expect([day.month, day.week]).toEqual([unitNumberAt(at, "month", name), unitNumberAt(at, "week", name)]);
        }
      }),
    );
  });

  it("know a day that never was, a day of 23 hours and one of 25", () => {
    const hours = (name: string, at: string) => {
      const { name: day, from, to } = zoneDays(name)(new Date(at));
      return [day, (to - from) / 3_600_000];
    };
    expect(hours("Pacific/Apia", "2011-12-30T09:59:59Z")).toEqual(["2011-12-29", 24]);
    expect(hours("Pacific/Apia", "2011-12-30T10:00:00Z")).toEqual(["2011-12-31", 24]);
    expect(hours("America/New_York", "2026-03-08T12:00:00Z")).toEqual(["2026-03-08", 23]);
    expect(hours("America/New_York", "2026-11-01T12:00:00Z")).toEqual(["2026-11-01", 25]);
  });
});

describe("boundaries", () => {
  it("are the first unit that does not begin before the instant", () => {
    fc.assert(
      fc.property(zone, instant, fc.boolean(), (name, at, exactly) => {
        const dayAt = zoneDays(name);
        const moment = exactly ? startOfUnit(unitNumberAt(at, "month", name), "month", name) : at;
        const { month, week } = boundaryFrom(moment, dayAt);
        for (const [unit, number] of [
          ["month", month],
          ["week", week],
        ] as const) {
          expect(startOfUnit(number, unit, name) >= moment).toBe(true);
          expect(startOfUnit(number - 1, unit, name) < moment).toBe(true);
        }
      }),
    );
  });
});

describe("units as days", () => {
  it("hold each of their days, leap days included", () => {
    const february = unitOfDay("2024-02-29", "month");
    expect(daysOfUnit(february, "month")).toEqual({ first: "2024-02-01", end: "2024-03-01" });
    expect(monthsBetween(february, february + 1).map(({ first }) => first)).toEqual(["2024-02-01", "2024-03-01"]);
    expect(daysOfUnit(unitOfDay("2024-03-03", "week"), "week")).toEqual({ first: "2024-02-26", end: "2024-03-04" });
  });
});

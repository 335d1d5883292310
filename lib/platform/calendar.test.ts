import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { addDays, addMonths, startOfUnit, unitName, unitNumber, unitNumberAt, weekOf } from "./calendar";

const zones = ["Asia/Shanghai", "America/New_York", "Europe/Berlin", "Pacific/Apia", "America/Sao_Paulo", "UTC"];
const instants = fc.date({ min: new Date("1996-01-01"), max: new Date("2045-12-31"), noInvalidDate: true });

describe("days", () => {
  it("are added as the calendar has them", () => {
    expect([addDays("2024-02-28", 1), addDays("2026-02-28", 1), addDays("2026-01-01", -1)]).toEqual([
      "2024-02-29",
      "2026-03-01",
      "2025-12-31",
    ]);
    fc.assert(
      fc.property(instants, fc.integer({ min: -4000, max: 4000 }), (at, count) => {
        const day = at.toISOString().slice(0, 10);
        expect(addDays(day, count)).toBe(Temporal.PlainDate.from(day).add({ days: count }).toString());
      }),
    );
  });
});

describe("weeks and months", () => {
  it("names a week by its Monday, across a year's end", () => {
    expect([weekOf("2026-11-22"), weekOf("2026-11-23"), weekOf("2027-01-01")]).toEqual([
      "2026-11-16",
      "2026-11-23",
      "2026-12-28",
    ]);
  });

  it("numbers units one after another, and back", () => {
    expect(unitNumber("2026-12", "month") + 1).toBe(unitNumber("2027-01", "month"));
    expect(unitNumber("2026-12-28", "week") + 1).toBe(unitNumber("2027-01-04", "week"));
    expect(unitName(unitNumber(addMonths("2024-02", 11), "month"), "month")).toBe("2025-01");
    expect(unitName(unitNumber("2024-02-26", "week"), "week")).toBe("2024-02-26");
  });

  it("holds every instant between the start of its unit and that of the next, in every zone", () => {
    fc.assert(
      fc.property(instants, fc.constantFrom(...zones), fc.constantFrom("week", "month"), (at, zone, unit) => {
        const number = unitNumberAt(at, unit, zone);
        expect(startOfUnit(number, unit, zone) <= at && at < startOfUnit(number + 1, unit, zone)).toBe(true);
      }),
    );
  });
});

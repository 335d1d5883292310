import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { endOfDay, lastDayOf } from "./last-day";

describe("a last day", () => {
  it("ends with the first moment of the next, in the community's zone", () => {
    expect(endOfDay("2026-12-31", "Asia/Shanghai")).toEqual(new Date("2026-12-31T16:00:00Z"));
    expect(endOfDay("2028-02-29", "UTC")).toEqual(new Date("2028-03-01T00:00:00Z"));
  });

  it("is an hour shorter or longer where the clocks change", () => {
    expect(endOfDay("2026-03-08", "America/New_York")).toEqual(new Date("2026-03-09T04:00:00Z"));
    expect(endOfDay("2026-11-01", "America/New_York")).toEqual(new Date("2026-11-02T05:00:00Z"));
  });

  it("is null for what is no day", () => {
    for (const text of ["", "soon", "2026-02-30", "2026-13-01", "31.12.2026"]) expect(endOfDay(text, "UTC")).toBeNull();
  });

  it("comes back as the same day", () => {
    const days = fc.date({ min: new Date("2000-01-01"), max: new Date("2100-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(days, fc.constantFrom("UTC", "Asia/Shanghai", "America/New_York", "Pacific/Apia"), (date, zone) => {
        const day = date.toISOString().slice(0, 10);
        // Samoa had no 30 December 2011.
        fc.pre(!(zone === "Pacific/Apia" && day === "2011-12-30"));
        expect(lastDayOf(endOfDay(day, zone)!, zone)).toBe(day);
      }),
    );
  });
});

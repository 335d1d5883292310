import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, daysBetween } from "@/lib/platform/calendar";
import { activeWindows, stepsOf, stickiness, weekdayMeans } from "./active-windows";

const days = daysBetween("2026-02-20", "2026-03-12");
const visits = fc.array(
  fc.record({ memberId: fc.constantFrom("a", "b", "c", "d"), back: fc.nat(60) }).map(({ memberId, back }) => ({
    memberId,
    day: addDays("2026-03-11", -back),
  })),
);

describe("DAU, WAU, MAU", () => {
  it("are distinct people in the 1, 7 and 30 days that end with each day", () => {
    fc.assert(
      fc.property(visits, (rows) => {
        const people = (day: string, width: number) =>
          new Set(rows.filter((row) => row.day <= day && row.day > addDays(day, -width)).map((row) => row.memberId))
            .size;
        expect(activeWindows(stepsOf(rows), days)).toEqual(
          days.map((day) => ({ day, day1: people(day, 1), days7: people(day, 7), days30: people(day, 30) })),
        );
      }),
    );
  });
});

describe("stickiness", () => {
  it("is the mean DAU over the mean MAU of the same days", () => {
    const day = (day1: number, days30: number) => ({ day: "2026-03-01", day1, days7: 0, days30 });
    expect(stickiness([day(10, 50), day(20, 70)])).toEqual({ meanDay1: 15, meanDays30: 60, share: 0.25 });
  });

  it("is undefined while nobody has interacted", () => {
    expect(stickiness([]).share).toBeNull();
    expect(stickiness([{ day: "2026-03-01", day1: 0, days7: 0, days30: 0 }]).share).toBeNull();
  });
});

describe("weekdays", () => {
  it("are means over as many Mondays as there are", () => {
    const totals = daysBetween("2026-03-02", "2026-03-17").map((period, i) => ({ period, total: i }));
    expect(weekdayMeans(totals)).toEqual([7, 4.5, 5.5, 6.5, 7.5, 8.5, 9.5]);
  });
});

import { describe, expect, it } from "vitest";
import { addDays } from "@/lib/platform/calendar";
import { figuresOfWeek, unusualFigures, type WeekRows } from "./weekly-sums";

const last = "2026-11-22";
const days = Array.from({ length: 13 * 7 }, (_, i) => addDays(last, -i));
const calm: WeekRows = {
  active: days.map((day) => ({ day, interactions: 10, active: 30 })),
  spans: days.map((day) => ({ day, scope: "member", kind: "start", count: 2 })),
};

describe("a week's figures", () => {
  it("sum its seven days and nothing of the days beside them", () => {
    const spans = [
      { day: addDays(last, -7), scope: "member", kind: "end", count: 100 },
      { day: addDays(last, -6), scope: "member", kind: "end", count: 1 },
      { day: last, scope: "member", kind: "return", count: 3 },
      { day: last, scope: "paying", kind: "start", count: 5 },
    ];
    expect(figuresOfWeek({ ...calm, spans }, last)).toEqual({
      interactions: 70,
      active: 30,
      joined: 3,
      left: 1,
      started: 5,
      ended: 0,
    });
  });
});

describe("unusual figures", () => {
  it("are none while every week is like the others", () => {
    expect(unusualFigures(calm, last, "2026-01-01")).toEqual([]);
  });

  it("name what moved, with the range it left", () => {
    const rows = {
      ...calm,
      active: calm.active.map((row) => (row.day > "2026-11-15" ? { ...row, interactions: 2 } : row)),
    };
    expect(unusualFigures(rows, last, "2026-01-01")).toEqual([
      { metric: "interactions", value: 14, usual: 70, low: 56, high: 84, direction: "down" },
    ]);
  });

  it("do not compare with weeks in which the community was not there", () => {
    const rows = { ...calm, active: calm.active.filter(({ day }) => day > "2026-11-15") };
    expect(unusualFigures(rows, last, "2026-11-10")).toEqual([]);
  });
});

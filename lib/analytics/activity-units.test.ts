import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { activityCohortsOf, activityMonthOf, interactionDaysOf } from "./activity-units";

describe("a month of activity", () => {
  it("adds up kinds and days, and counts reactions as done but not written", () => {
    const row = (day: string, memberId: string, kind: string, count: number) => ({ day, memberId, kind, count });
    const rows = [
      row("2026-02-01", "a", "comment", 2),
      row("2026-02-01", "a", "reaction", 3),
      row("2026-02-27", "a", "question", 1),
      row("2026-02-03", "b", "reaction", 1),
    ];
    expect(activityMonthOf(24_313, rows)).toEqual([
      { month: 24_313, memberId: "a", interactions: 6, written: 3, days: 2 },
      { month: 24_313, memberId: "b", interactions: 1, written: 0, days: 1 },
    ]);
  });
});

describe("interactions of a day", () => {
  it("are everybody's, by kind", () => {
    const row = (day: string, kind: string, count: number) => ({ day, kind, count });
    expect(interactionDaysOf([row("a", "comment", 2), row("a", "comment", 3), row("b", "comment", 1)])).toEqual([
      row("a", "comment", 5),
      row("b", "comment", 1),
    ]);
  });
});

describe("active cohorts", () => {
  it("hold everybody who has begun, once in each scope", () => {
    const people = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d", "e", "f"));
    const starts = fc.dictionary(fc.constantFrom("a", "b", "c", "d", "e", "f"), fc.integer({ min: 0, max: 9 }));
    fc.assert(
      fc.property(people, starts, starts, fc.integer({ min: 0, max: 9 }), (active, member, paying, period) => {
        const cohorts = { member: new Map(Object.entries(member)), paying: new Map(Object.entries(paying)) };
        const rows = activityCohortsOf("month", period, active, cohorts);
        for (const scope of ["member", "paying"] as const) {
          const begun = active.filter((person) => (cohorts[scope].get(person) ?? 99) <= period);
          const own = rows.filter((row) => row.scope === scope);
          expect(own.reduce((sum, row) => sum + row.active, 0)).toBe(begun.length);
          expect(new Set(own.map(({ cohort }) => cohort)).size).toBe(own.length);
        }
      }),
    );
  });
});

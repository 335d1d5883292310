import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { startOfUnit } from "@/lib/platform/calendar";
import { mergePeriods } from "./membership";
import type { ProjectedPeriod } from "./periods";
import { spansOf } from "./spans";
import { zoneDays } from "./zone-days";

const zone = "America/New_York";
const dayAt = zoneDays(zone);
const day = (text: string) => new Date(`${text}T12:00:00Z`);

function period(startsAt: Date, endsAt: Date | null, more: Partial<ProjectedPeriod> = {}): ProjectedPeriod {
  return {
    memberId: "m",
    scope: "paying",
    startsAt,
    sourceId: "sub",
    endsAt,
    monthlyAmount: 3900,
    currency: "CNY",
    productId: "plan",
    interval: "month",
    endReason: endsAt ? "ended" : null,
    discountMonthly: null,
    discountEndsAt: null,
    ...more,
  };
}

const periods = fc.array(
  fc.record({
    start: fc.integer({ min: 0, max: 400 }),
    length: fc.oneof(fc.integer({ min: 0, max: 120 }), fc.constant(null)),
    source: fc.constantFrom("a", "b", "c"),
  }),
  { maxLength: 8 },
);

describe("spans of a member", () => {
  it("are the merged periods, numbered, whatever the order and the overlaps", () => {
    fc.assert(
      fc.property(periods, (drawn) => {
        const made = drawn.map(({ start, length, source }) => {
          const from = Date.UTC(2025, 0, 1) + start * 86_400_000;
          return period(new Date(from), length === null ? null : new Date(from + length * 86_400_000), {
            sourceId: source,
          });
        });
        const spans = spansOf(made, dayAt);
        expect(spans.map(({ startsAt, endsAt }) => [startsAt, endsAt])).toEqual(
          mergePeriods(made).map(({ startsAt, endsAt }) => [startsAt, endsAt]),
        );
        expect(spans.map(({ ordinal }) => ordinal)).toEqual(spans.map((_, i) => i));
        for (const { startsAt, endsAt, fromMonth, toMonth, fromWeek, toWeek } of spans) {
          for (let month = fromMonth - 2; month <= (toMonth ?? fromMonth) + 2; month++) {
            const at = startOfUnit(month, "month", zone);
            const runs = startsAt <= at && (endsAt === null || at < endsAt);
            expect(fromMonth <= month && (toMonth === null || month < toMonth)).toBe(runs);
          }
          for (let week = fromWeek - 2; week <= (toWeek ?? fromWeek) + 2; week++) {
            const at = startOfUnit(week, "week", zone);
            const runs = startsAt <= at && (endsAt === null || at < endsAt);
            expect(fromWeek <= week && (toWeek === null || week < toWeek)).toBe(runs);
          }
        }
      }),
    );
  });

  it("keep scopes apart, and what the first one was bought as", () => {
    const spans = spansOf(
      [
        period(day("2026-05-01"), null, { productId: "big", interval: "year" }),
        period(day("2026-01-10"), day("2026-02-10")),
        period(day("2026-01-10"), null, { scope: "member", sourceId: "", productId: null, interval: null }),
      ],
      dayAt,
    );
    expect(spans.map(({ scope, ordinal, productId, interval }) => [scope, ordinal, productId, interval])).toEqual([
      ["member", 0, null, null],
      ["paying", 0, "plan", "month"],
      ["paying", 1, "plan", "month"],
    ]);
    expect(new Set(spans.map(({ cohortMonth }) => cohortMonth)).size).toBe(1);
  });

  it("end for the reason of the period that ends them, not of one that only changed", () => {
    const end = day("2026-03-10");
    const made = [
      period(day("2026-01-10"), day("2026-02-10"), { endReason: "changed" }),
      period(day("2026-02-10"), end, { endReason: "refunded" }),
      period(day("2026-02-15"), end, { endReason: "changed", sourceId: "other" }),
    ];
    for (const order of [made, made.toReversed()]) {
      expect(spansOf(order, dayAt).map(({ endsAt, endReason }) => [endsAt, endReason])).toEqual([[end, "refunded"]]);
    }
  });
});

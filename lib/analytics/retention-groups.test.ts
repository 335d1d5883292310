import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, addMonths, startOfDay, startOfMonth } from "@/lib/platform/calendar";
import { takeCensus } from "./membership";
import type { ProjectedPeriod } from "./periods";
import { cohortRetention, retentionOfGroups, type SpanGroup, sizesOf } from "./retention";
import { spansOf } from "./spans";
import { zoneDays } from "./zone-days";

const zones = ["UTC", "Asia/Shanghai", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe"] as const;
const hourMs = 3_600_000;

const period = (memberId: string, startsAt: Date, endsAt: Date | null, over: Partial<ProjectedPeriod> = {}) => ({
  memberId,
  scope: "paying" as const,
  startsAt,
  endsAt,
  sourceId: "s",
  monthlyAmount: 1,
  currency: "CNY",
  productId: "plan",
  interval: "month",
  endReason: endsAt ? "ended" : null,
  discountMonthly: null,
  discountEndsAt: null,
  ...over,
});

/** Instants where counting goes wrong: midnights, month ends, 29 February, the hours of both clock changes. */
const anyInstant = (zone: string) =>
  fc.oneof(
    fc.tuple(fc.nat(500), fc.nat(23)).map(([days, hours]) => new Date(Date.UTC(2023, 10, 1 + days, hours))),
    fc.nat(16).map((months) => startOfMonth(addMonths("2023-11", months), zone)),
    fc.nat(16).map((months) => new Date(startOfMonth(addMonths("2023-11", months), zone).getTime() - 1)),
    fc.nat(70).map((weeks) => startOfDay(addDays("2023-11-06", weeks * 7), zone)),
    fc
      .constantFrom("2024-02-29", "2024-03-10", "2024-03-31", "2024-11-03", "2024-10-27")
      .map((day) => startOfDay(day, zone)),
  );

const anyPeriods = (zone: string) =>
  fc.array(
    fc
      .tuple(fc.constantFrom("a", "b", "c", "d", "e", "f"), anyInstant(zone), fc.option(anyInstant(zone)), fc.nat(3))
      .map(([memberId, one, other, source]) => {
        const [startsAt, endsAt] = other !== null && other < one ? [other, one] : [one, other];
        return period(memberId, startsAt, endsAt, { sourceId: `s${source}` });
      }),
    { maxLength: 18 },
  );

const anyStory = fc
  .constantFrom(...zones)
  .chain((zone) => fc.record({ zone: fc.constant(zone), periods: anyPeriods(zone), asOf: anyInstant(zone) }));

/** What SQL groups: the spans that begin by `asOf`. */
function groupsOf(periods: readonly ProjectedPeriod[], zone: string, unit: "week" | "month", asOf: Date): SpanGroup[] {
  const dayAt = zoneDays(zone);
  const members = Map.groupBy(periods, (p) => p.memberId);
  return [...members.values()]
    .flatMap((own) => spansOf(own, dayAt))
    .filter((span) => span.startsAt <= asOf)
    .map((span) => ({
      cohort: unit === "month" ? span.cohortMonth : span.cohortWeek,
      from: unit === "month" ? span.fromMonth : span.fromWeek,
      to: unit === "month" ? span.toMonth : span.toWeek,
      returned: span.ordinal > 0,
      count: 1,
    }));
}

describe("cohort tables from groups of spans", () => {
  it.each(["month", "week"] as const)("equal the definition over random histories, by %s", (unit) => {
    fc.assert(
      fc.property(anyStory, ({ zone, periods, asOf }) => {
        const groups = groupsOf(periods, zone, unit, asOf);
        for (const variant of ["boundary", "continuous"] as const) {
          const options = { zone, asOf, unit, columns: 14, variant };
          expect(retentionOfGroups(groups, options)).toEqual(cohortRetention(takeCensus(periods), options));
        }
      }),
      { numRuns: 150 },
    );
  });

  it("conserve members; retained is at most the size, and continuous at most boundary", () => {
    fc.assert(
      fc.property(anyStory, fc.constantFrom("week" as const, "month" as const), ({ zone, periods, asOf }, unit) => {
        const groups = groupsOf(periods, zone, unit, asOf);
        const options = { zone, asOf, unit, columns: 14 };
        const boundary = retentionOfGroups(groups, { ...options, variant: "boundary" });
        const continuous = retentionOfGroups(groups, { ...options, variant: "continuous" });
        const begun = takeCensus(periods).periods.filter((p) => p.startsAt <= asOf);
        const size = (rows: { size: number }[]) => rows.reduce((sum, row) => sum + row.size, 0);
        expect(size(boundary.cohorts)).toBe(new Set(begun.map((p) => p.memberId)).size);
        for (const [row, cohort] of boundary.cohorts.entries()) {
          for (const [k, retained] of cohort.retained.entries()) {
            const unbroken = continuous.cohorts[row]!.retained[k]!;
            if (retained === null) expect(unbroken).toBeNull();
            else expect([unbroken <= retained, retained <= cohort.size]).toEqual([true, true]);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it("sum over plans to the whole", () => {
    fc.assert(
      fc.property(anyStory, fc.array(fc.nat(2), { minLength: 18, maxLength: 18 }), ({ zone, periods, asOf }, plans) => {
        const sold = periods.map((p, i) => ({ ...p, productId: `plan${plans[i]}` }));
        const dayAt = zoneDays(zone);
        const planOf = new Map(
          [...Map.groupBy(sold, (p) => p.memberId)].map(([id, own]) => [id, spansOf(own, dayAt)[0]?.productId]),
        );
        const options = { zone, asOf, unit: "month" as const, columns: 14, variant: "boundary" as const };
        const tableOf = (rows: typeof sold) => retentionOfGroups(groupsOf(rows, zone, "month", asOf), options);
        const parts = ["plan0", "plan1", "plan2"].map((plan) =>
          tableOf(sold.filter((p) => planOf.get(p.memberId) === plan)),
        );
        for (const cohort of tableOf(sold).cohorts) {
          const own = parts.flatMap((part) => part.cohorts.filter(({ name }) => name === cohort.name));
          expect(own.reduce((sum, { size }) => sum + size, 0)).toBe(cohort.size);
          for (const [k, retained] of cohort.retained.entries()) {
            if (retained !== null) expect(own.reduce((sum, row) => sum + row.retained[k]!, 0)).toBe(retained);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it("count an instant exactly on a boundary as there when it begins, and as gone when it ends", () => {
    const zone = "Europe/Berlin";
    const april = startOfMonth("2026-04", zone);
    const groups = groupsOf(
      [period("begins", april, null), period("ends", new Date(april.getTime() - 50 * hourMs), april)],
      zone,
      "month",
      startOfMonth("2026-06", zone),
    );
    const options = { zone, asOf: startOfMonth("2026-06", zone), unit: "month" as const, columns: 2 };
    const { cohorts } = retentionOfGroups(groups, { ...options, variant: "boundary" });
    expect(cohorts.map(({ name, retained }) => [name, retained])).toEqual([
      ["2026-03", [0, 0]],
      ["2026-04", [1, 1]],
      ["2026-05", [0, null]],
    ]);
    expect([...sizesOf(groups).values()]).toEqual([1, 1]);
  });
});

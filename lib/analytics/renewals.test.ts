import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { periodBoundary } from "@/lib/billing/billing-period";
import { unitNumber } from "@/lib/platform/calendar";
import type { ProjectedPeriod } from "./periods";
import { renewalRetention, renewalsOf, termRuns } from "./renewals";

const dayMs = 86_400_000;
const day = (text: string) => new Date(`${text}T09:30:00Z`);
const late = day("2030-01-01");

const paid = (startsAt: Date, endsAt: Date | null, over: Partial<ProjectedPeriod> = {}): ProjectedPeriod => ({
  memberId: "a",
  scope: "paying",
  startsAt,
  endsAt,
  sourceId: "s",
  monthlyAmount: 1,
  currency: "CNY",
  productId: "plan",
  interval: "month",
  endReason: endsAt ? "cancellation_requested" : null,
  discountMonthly: null,
  discountEndsAt: null,
  ...over,
});

const judge = (periods: ProjectedPeriod[], asOf = late) => termRuns(periods, asOf).map((run) => renewalsOf(run, asOf));

describe("terms due and renewed", () => {
  it("a term that is cancelled for its end came due and was not renewed", () => {
    expect(judge([paid(day("2026-01-31"), day("2026-02-28"))])).toEqual([{ due: 1, renewed: 0 }]);
    expect(judge([paid(day("2026-01-31"), day("2026-05-31"))])).toEqual([{ due: 4, renewed: 3 }]);
    expect(judge([paid(day("2024-02-29"), day("2025-02-28"), { interval: "year" })])).toEqual([{ due: 1, renewed: 0 }]);
  });

  it("counts every calendar term of five years, from any day of the year and in any zone’s clock changes", () => {
    fc.assert(
      fc.property(
        fc.nat(365),
        fc.constantFrom("month" as const, "year" as const),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: -1, max: 1 }),
        (start, interval, terms, clockChange) => {
          const anchor = new Date(day("2024-01-01").getTime() + start * dayMs);
          const count = interval === "year" ? Math.min(terms, 5) : terms;
          const end = new Date(periodBoundary(anchor, interval, count).getTime() + clockChange * 3_600_000);
          expect(judge([paid(anchor, end, { interval })], new Date(end.getTime() + 400 * dayMs))).toEqual([
            { due: count, renewed: count - 1 },
          ]);
        },
      ),
    );
  });

  it("a renewal that failed and was never paid is none, however long the grace was", () => {
    for (const graceDays of [0, 3, 7, 21]) {
      const end = new Date(day("2026-03-31").getTime() + graceDays * dayMs);
      expect(judge([paid(day("2026-01-31"), end, { endReason: "payment_failed" })])).toEqual([{ due: 2, renewed: 1 }]);
    }
  });

  it("money back within the first term means that no term came due", () => {
    expect(judge([paid(day("2026-01-10"), day("2026-01-20"))])).toEqual([{ due: 0, renewed: 0 }]);
    expect(judge([paid(day("2026-01-10"), day("2026-09-20"), { interval: "year" })])).toEqual([{ due: 0, renewed: 0 }]);
  });

  it("a year’s plan given back months into its second year was renewed once", () => {
    expect(judge([paid(day("2024-01-10"), day("2025-06-20"), { interval: "year" })])).toEqual([{ due: 1, renewed: 1 }]);
  });

  it("is undecided for 24 days after a due date, whatever has happened by then", () => {
    const [running, over] = [paid(day("2026-01-10"), null), paid(day("2026-01-10"), day("2026-02-10"))];
    const at = (days: number) => new Date(day("2026-02-10").getTime() + days * dayMs);
    expect([judge([running], at(20)), judge([over], at(20))].flat()).toEqual([
      { due: 0, renewed: 0 },
      { due: 0, renewed: 0 },
    ]);
    expect([judge([running], at(25)), judge([over], at(25))].flat()).toEqual([
      { due: 1, renewed: 1 },
      { due: 1, renewed: 0 },
    ]);
  });

  it("follows a subscription through a change of price, and begins anew with a change of interval", () => {
    const [first, second] = [day("2026-01-10"), day("2026-03-10")];
    const dearer = [
      paid(first, second, { endReason: "changed" }),
      paid(second, day("2026-05-10"), { monthlyAmount: 2 }),
    ];
    expect(judge(dearer)).toEqual([{ due: 4, renewed: 3 }]);
    const yearly = [
      paid(first, second, { endReason: "changed" }),
      paid(second, day("2028-03-10"), { interval: "year" }),
    ];
    expect(judge(yearly)).toEqual([
      { due: 2, renewed: 2 },
      { due: 2, renewed: 1 },
    ]);
  });

  it("never renews more than came due, nor loses more than one term of a run", () => {
    fc.assert(
      fc.property(fc.nat(900), fc.nat(900), fc.nat(2000), fc.boolean(), (start, length, asOf, yearly) => {
        const startsAt = new Date(day("2024-01-01").getTime() + start * dayMs);
        const endsAt = new Date(startsAt.getTime() + length * dayMs);
        const interval = yearly ? "year" : "month";
        for (const { due, renewed } of judge(
          [paid(startsAt, endsAt, { interval })],
          new Date(startsAt.getTime() + asOf * dayMs),
        ))
          expect([renewed <= due, due <= renewed + 1, renewed >= 0]).toEqual([true, true, true]);
      }),
    );
  });
});

describe("renewal by cohort", () => {
  it("counts of the terms that came due those renewed, and is blank where none has", () => {
    const cohort = unitNumber("2026-01", "month");
    const groups = [
      { cohort, due: 0, renewed: 0, count: 2 },
      { cohort, due: 1, renewed: 0, count: 3 },
      { cohort, due: 2, renewed: 2, count: 9 },
    ];
    const options = { zone: "UTC", asOf: day("2026-04-20"), unit: "month" as const, columns: 4 };
    const { cohorts, averages } = renewalRetention(new Map([[cohort, 14]]), groups, options);
    expect(cohorts[0]).toMatchObject({
      name: "2026-01",
      size: 14,
      counted: [12, 9, null, null],
      retained: [9, 9, null, null],
      shares: [0.75, 1, null, null],
    });
    expect(averages).toEqual([0.75, 1, null, null]);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { startOfUnit, unitNumber } from "@/lib/platform/calendar";
import { type MovementKind, MovementMonths, type PaidStretch } from "./movement-months";
import { movements } from "./revenue";

const zone = "Asia/Shanghai";
const first = unitNumber("2026-01", "month");
const last = unitNumber("2026-12", "month");

type Stretch = PaidStretch & { memberId: string };

const stretch: fc.Arbitrary<Stretch> = fc
  .record({
    memberId: fc.constantFrom("a", "b", "c", "d"),
    start: fc.integer({ min: -60, max: 350 }),
    length: fc.oneof(fc.integer({ min: 1, max: 200 }), fc.constant(null)),
    monthlyAmount: fc.constantFrom(0, 1500, 3900, 39_000 / 12, 1000 / 3),
    currency: fc.constantFrom("CNY", "CNY", "USD"),
    atMonthStart: fc.boolean(),
  })
  .map(({ start, length, atMonthStart, ...rest }) => {
    const instant = Date.UTC(2026, 0, 1) + start * 86_400_000;
    const month = startOfUnit(first + Math.floor(start / 31), "month", zone);
    const startsAt = atMonthStart ? month : new Date(instant);
    return { ...rest, startsAt, endsAt: length === null ? null : new Date(startsAt.getTime() + length * 86_400_000) };
  });

function monthsOf(stretches: readonly Stretch[]) {
  const months = new MovementMonths(first, last, zone);
  for (const own of Map.groupBy(stretches, ({ memberId }) => memberId).values()) {
    months.addMember(own.sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime()));
  }
  return months.rows();
}

describe("movements by month", () => {
  it("are what comparing both ends of each month gives, and add up from one month to the next", () => {
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 12 }), (stretches) => {
        const rows = monthsOf(stretches);
        const amount = (month: number, currency: string, kind: MovementKind) =>
          rows.find((row) => row.month === month && row.currency === currency && row.kind === kind)?.amount ?? 0;
        const periods = stretches.map((one) => ({
          ...one,
          monthlyAmount: one.monthlyAmount ?? 0,
          currency: one.currency!,
          productId: null,
          interval: null,
        }));
        for (const currency of ["CNY", "USD"]) {
          for (let month = first; month <= last; month++) {
            const [from, to] = [startOfUnit(month, "month", zone), startOfUnit(month + 1, "month", zone)];
            const expected = movements(periods, currency, from, to);
            const of = (kind: MovementKind) => amount(month, currency, kind);
            expect(of("start")).toBeCloseTo(expected.start, 6);
            expect(of("new")).toBeCloseTo(expected.newAmount, 6);
            expect(of("reactivation")).toBeCloseTo(expected.reactivation, 6);
            expect(of("expansion")).toBeCloseTo(expected.expansion, 6);
            expect(of("contraction")).toBeCloseTo(expected.contraction, 6);
            expect(of("churn")).toBeCloseTo(expected.churn, 6);
            expect(of("end")).toBeCloseTo(expected.end, 6);
            if (month > first) expect(of("start")).toBe(amount(month - 1, currency, "end"));
          }
        }
      }),
    );
  });

  it("count members, and leave out months in which nothing was paid", () => {
    const at = (text: string) => new Date(`${text}T12:00:00Z`);
    const paid = (from: string, to: string | null, monthlyAmount: number): Stretch => ({
      memberId: "m",
      startsAt: at(from),
      endsAt: to ? at(to) : null,
      monthlyAmount,
      currency: "CNY",
    });
    const rows = monthsOf([paid("2026-02-10", "2026-03-10", 3900), paid("2026-05-10", "2026-06-10", 9900)]);
    expect(rows.map(({ month, kind, amount, count }) => [month - first, kind, amount, count])).toEqual([
      [1, "end", 3900, 1],
      [1, "new", 3900, 1],
      [2, "start", 3900, 1],
      [2, "churn", -3900, 1],
      [4, "end", 9900, 1],
      [4, "reactivation", 9900, 1],
      [5, "start", 9900, 1],
      [5, "churn", -9900, 1],
    ]);
  });
});

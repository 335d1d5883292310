import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { movements, mrrAt, mrrByPlan, type PayingPeriod, revenueByMonth } from "./revenue";

const day = (n: number) => new Date(Date.UTC(2026, 4, 1) + n * 86_400_000);
const paying = (
  memberId: string,
  monthlyAmount: number,
  from: number,
  to: number | null = null,
  more: Partial<PayingPeriod> = {},
) => ({
  memberId,
  monthlyAmount,
  currency: "CNY",
  productId: "plan",
  interval: "month",
  startsAt: day(from),
  endsAt: to === null ? null : day(to),
  ...more,
});

const anyPaying = fc
  .record({
    memberId: fc.constantFrom("a", "b", "c", "d"),
    amount: fc.constantFrom(0, 3900, 99_000 / 12, 10_000 / 12),
    currency: fc.constantFrom("CNY", "USD"),
    from: fc.nat(20),
    length: fc.option(fc.integer({ min: 1, max: 9 })),
  })
  .map((p) =>
    paying(p.memberId, p.amount, p.from, p.length === null ? null : p.from + p.length, { currency: p.currency }),
  );

describe("MRR", () => {
  it("keeps the fraction of a yearly price: twelve members at 100 a year make exactly 100 a month", () => {
    const periods = Array.from({ length: 12 }, (_, i) => paying(`m${i}`, 10_000 / 12, 0));
    expect(mrrAt(periods, day(1)).get("CNY")).toBeCloseTo(10_000, 6);
  });

  it("never adds currencies together", () => {
    const periods = [paying("a", 3900, 0), paying("b", 1200, 0, null, { currency: "USD" })];
    expect(Object.fromEntries(mrrAt(periods, day(1)))).toEqual({ CNY: 3900, USD: 1200 });
  });

  it("counts a cancelled plan until its access ends, and not at that instant", () => {
    const periods = [paying("a", 3900, 0, 30)];
    expect(mrrAt(periods, new Date(day(30).getTime() - 1)).get("CNY")).toBe(3900);
    expect(mrrAt(periods, day(30)).get("CNY")).toBeUndefined();
  });

  it("split by plan and interval sums to the whole", () => {
    fc.assert(
      fc.property(fc.array(anyPaying, { maxLength: 12 }), fc.nat(30), (periods, at) => {
        const plans = mrrByPlan(periods, day(at));
        for (const [currency, total] of mrrAt(periods, day(at))) {
          const sum = plans.filter((p) => p.currency === currency).reduce((all, p) => all + p.amount, 0);
          expect(sum).toBeCloseTo(total, 6);
        }
      }),
    );
  });
});

describe("movements of MRR", () => {
  it("add up: start and all movements make the end, always", () => {
    fc.assert(
      fc.property(fc.array(anyPaying, { maxLength: 14 }), fc.nat(25), fc.nat(15), (periods, from, length) => {
        const m = movements(periods, "CNY", day(from), day(from + length));
        expect(m.start + m.newAmount + m.reactivation + m.expansion + m.contraction + m.churn).toBeCloseTo(m.end, 6);
        expect(m.start).toBeCloseTo(mrrAt(periods, day(from)).get("CNY") ?? 0, 6);
        expect(m.end).toBeCloseTo(mrrAt(periods, day(from + length)).get("CNY") ?? 0, 6);
        expect(Math.max(m.contraction, m.churn)).toBeLessThanOrEqual(0);
      }),
    );
  });

  it("are nothing for who left and came back in between", () => {
    const m = movements([paying("a", 3900, 0, 10), paying("a", 3900, 12)], "CNY", day(5), day(20));
    expect(m).toEqual({
      start: 3900,
      newAmount: 0,
      reactivation: 0,
      expansion: 0,
      contraction: 0,
      churn: 0,
      end: 3900,
    });
  });
});

describe("from nothing to something", () => {
  const at = (from: number, to: number, ...periods: PayingPeriod[]) => {
    const { newAmount, reactivation } = movements(periods, "CNY", day(from), day(to));
    return { newAmount, reactivation };
  };

  it("is new when a plan was had for nothing before, without a gap or after one", () => {
    expect(at(5, 20, paying("a", 0, 0, 10), paying("a", 3900, 10))).toEqual({ newAmount: 3900, reactivation: 0 });
    expect(at(8, 20, paying("a", 0, 0, 4), paying("a", 3900, 10))).toEqual({ newAmount: 3900, reactivation: 0 });
  });

  it("is a return when something was paid before and had come to nothing, whether or not the plan went on", () => {
    expect(at(8, 20, paying("a", 3900, 0, 4), paying("a", 3900, 10))).toEqual({ newAmount: 0, reactivation: 3900 });
    const [paid, free, again] = [paying("a", 3900, 0, 4), paying("a", 0, 4, 10), paying("a", 1500, 10)];
    expect(at(8, 20, paid, free, again)).toEqual({ newAmount: 0, reactivation: 1500 });
  });

  it("is new exactly once for everybody who ever pays more than nothing, however often one looks", () => {
    fc.assert(
      fc.property(fc.array(anyPaying, { maxLength: 14 }), (periods) => {
        // Looked at day by day nothing comes and goes unseen: all of these begin and end with a day.
        let begun = 0;
        for (let n = -1; n < 31; n++) {
          const m = movements(
            periods.filter(({ memberId }) => memberId === "a"),
            "CNY",
            day(n),
            day(n + 1),
          );
          if (m.newAmount > 0) begun++;
          if (m.reactivation > 0) expect(begun).toBe(1);
        }
        const everPaid = periods.some((p) => p.memberId === "a" && p.currency === "CNY" && p.monthlyAmount > 0);
        expect(begun).toBe(everPaid ? 1 : 0);
      }),
    );
  });
});

describe("revenue by month", () => {
  it("is charges minus refunds of one currency, with a row for every month asked for", () => {
    const row = (dayText: string, kind: string, amount: number, currency = "CNY") => ({
      day: dayText,
      currency,
      kind,
      productKind: "subscription",
      amount,
      count: 1,
    });
    const money = [
      row("2026-05-31", "charge", 3900),
      row("2026-06-01", "charge", 9900),
      row("2026-06-02", "refund", -3900),
      row("2026-06-03", "charge", 1200, "USD"),
      row("2026-04-30", "charge", 100),
    ];
    expect(revenueByMonth(money, "CNY", ["2026-05", "2026-06", "2026-07"])).toEqual([
      { month: "2026-05", charges: 3900, refunds: 0, net: 3900 },
      { month: "2026-06", charges: 9900, refunds: -3900, net: 6000 },
      { month: "2026-07", charges: 0, refunds: 0, net: 0 },
    ]);
  });
});

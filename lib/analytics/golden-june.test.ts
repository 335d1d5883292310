import { describe, expect, it } from "vitest";
import { goldenFigures as golden, goldenCommunity, goldenJune } from "@/e2e/support/golden-june";
import type { PaidStretch } from "@/e2e/support/reference/exports";
import * as reference from "@/e2e/support/reference/money";
import { headcount as peopleIn } from "@/e2e/support/reference/people";
import { headcount, type Period, takeCensus } from "./membership";
import { type PeriodEntry, periodsOf, periodVerbs } from "./periods";
import {
  grossMrrChurn,
  grossRevenueRetention,
  movements,
  mrrAt,
  netMrrChurn,
  netRevenueRetention,
  type PayingPeriod,
  quickRatio,
} from "./revenue";
import { definitions } from "./schema";

const [from, to] = [new Date("2026-05-31T16:00:00Z"), new Date("2026-06-30T16:00:00Z")];
const { currency } = goldenCommunity;

const isPeriodVerb = (verb: string) => (periodVerbs as readonly string[]).includes(verb);

const periods = [
  ...Map.groupBy(
    goldenJune().filter(({ verb }) => isPeriodVerb(verb)),
    ({ memberId }) => memberId,
  ).values(),
].flatMap((entries) =>
  periodsOf(
    entries.map((entry, nth): PeriodEntry => {
      const { verb, memberId, at, detail = {}, object } = entry;
      const written = {
        id: String(nth),
        recordedAt: at,
        objectId: object?.id ?? null,
        currency: entry.currency ?? null,
      };
      return { verb, memberId, at, detail, ...written };
    }),
  ),
);

const paying = periods
  .filter(({ scope }) => scope === "paying")
  .map((period): PayingPeriod & Period => ({
    ...period,
    monthlyAmount: period.monthlyAmount ?? 0,
    currency: period.currency ?? "",
  }));

describe("the golden June, from its entries by pure functions", () => {
  it("has 120 paying members who become 129, MRR 3,500 that becomes 3,860", () => {
    expect(headcount(takeCensus(paying), from, to)).toMatchObject({
      ...golden.paying,
      retained: golden.retained.boundary,
      netGrowth: 0.075,
    });
    expect([mrrAt(paying, from).get(currency), mrrAt(paying, to).get(currency)]).toEqual([
      golden.mrr.start,
      golden.mrr.end,
    ]);
    expect(movements(paying, currency, from, to)).toMatchObject({
      newAmount: golden.movements.new,
      reactivation: golden.movements.reactivation,
      expansion: golden.movements.expansion,
      contraction: golden.movements.contraction,
      churn: golden.movements.churn,
    });
  });
});

describe("what is kept of the golden June's revenue", () => {
  it("keeps 96.57% net and 93.14% gross of its revenue", () => {
    const m = movements(paying, currency, from, to);
    expect(netRevenueRetention(m)).toBeCloseTo(0.9657, 4);
    expect(grossRevenueRetention(m)).toBeCloseTo(0.9314, 4);
    expect([grossMrrChurn(m), netMrrChurn(m)]).toEqual([golden.grossMrrChurn.guildhall, golden.netMrrChurn.guildhall]);
    expect(quickRatio(m)).toBe(golden.quickRatio.guildhall);
    for (const share of [netRevenueRetention, grossRevenueRetention, grossMrrChurn, netMrrChurn])
      expect(share({ ...m, start: 0 })).toBeNull();
  });
});

describe("the golden June, by the reference that shares no code with us", () => {
  const paid = paying.map(
    (period): PaidStretch => ({
      member: period.memberId,
      start: period.startsAt.getTime(),
      end: period.endsAt?.getTime() ?? Number.POSITIVE_INFINITY,
      plan: period.productId ?? "",
      currency: period.currency,
      interval: period.interval ?? "",
      monthly: period.monthlyAmount,
      discount: 0,
      discountEnd: Number.NEGATIVE_INFINITY,
    }),
  );
  const [start, end] = [from.getTime(), to.getTime()];

  it("retains 113 at the boundary and 112 without a gap", () => {
    expect(peopleIn(paid, start, end)).toMatchObject({
      retained: golden.retained.boundary,
      continuous: golden.retained.continuous,
      firstStarts: 15,
    });
  });

  it("has the five documented churns, and 10% for monthly plans only", () => {
    const churn = reference.churn(paid, start, end);
    for (const definition of definitions) expect(churn[definition]).toBeCloseTo(golden.logoChurn[definition], 12);
    const monthly = reference.monthlyPlans(paid, start, end);
    expect(monthly.ended / monthly.from).toBe(golden.monthlyPlansChurn);
  });

  it("moves by 450, 120, 120, −30 and −300 when counted happening by happening", () => {
    expect(reference.happenings(paid, currency, start, end, false)).toMatchObject(golden.happenings);
    expect(reference.movements(paid, currency, start, end)).toMatchObject(golden.movements);
  });
});

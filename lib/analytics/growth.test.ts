import { describe, expect, it } from "vitest";
import { growthRowsOf, type PlainRows } from "@/e2e/support/growth-rows";
import { wordsFor } from "@/lib/i18n/words";
import { plainCell } from "./cells";
import { computeGrowth as compute, firstDayNeeded } from "./growth";
import { tableOf } from "./overview-tables";
import { rangeEndingAt } from "./ranges";
import { charts } from "./schema";

const zone = "Asia/Shanghai";
const asOf = new Date("2026-11-22T06:00:00Z");
const range = rangeEndingAt("30d", asOf, zone);
const daysAgo = (days: number) => new Date(asOf.getTime() - days * 86_400_000);

const nothing: PlainRows = {
  memberPeriods: [],
  payingPeriods: [],
  kindDays: [],
  activeDays: [],
  people: [],
  peopleBefore: [],
  money: [],
  productNames: new Map(),
};

const member = (memberId: string, from: number, to?: number) => ({
  memberId,
  startsAt: daysAgo(from),
  endsAt: to === undefined ? null : daysAgo(to),
});
const paying = (memberId: string, from: number, monthlyAmount: number, interval: string) => ({
  ...member(memberId, from),
  monthlyAmount,
  interval,
  currency: "CNY",
  productId: "plan",
});

const rows: PlainRows = {
  memberPeriods: [member("a", 200), member("b", 200), member("c", 200, 5), member("d", 3)],
  payingPeriods: [paying("a", 100, 3900, "month"), paying("b", 10, 39_000 / 12, "year")],
  kindDays: [
    { day: "2026-10-23", kind: "comment", count: 7 },
    { day: "2026-11-20", kind: "comment", count: 3 },
    { day: "2026-11-20", kind: "reaction", count: 1 },
    { day: "2026-11-22", kind: "comment", count: 2 },
  ],
  activeDays: [
    { day: "2026-10-23", day1: 1 },
    { day: "2026-11-20", day1: 2 },
    { day: "2026-11-22", day1: 1 },
  ],
  people: [
    { memberId: "a", interactions: 5, written: 5 },
    { memberId: "c", interactions: 1, written: 0 },
  ],
  peopleBefore: [{ memberId: "a", interactions: 7, written: 7 }],
  money: [
    { day: "2026-10-01", currency: "CNY", kind: "charge", productKind: "subscription", amount: 3900, count: 1 },
    { day: "2026-11-02", currency: "CNY", kind: "charge", productKind: "one_off", amount: 900, count: 1 },
    { day: "2026-11-03", currency: "CNY", kind: "refund", productKind: "one_off", amount: -900, count: 1 },
    { day: "2026-11-12", currency: "CNY", kind: "charge", productKind: "subscription", amount: 39_000, count: 1 },
  ],
  productNames: new Map([["plan", "学徒"]]),
};

const computeGrowth = (plain: PlainRows, of: typeof range, currency: string, cohort?: "member" | "paying") =>
  compute(growthRowsOf(plain, of, currency, cohort), of, currency);

describe("the growth page's figures", () => {
  it("are all undefined or zero, never infinite, for a community in which nothing has happened", () => {
    const growth = computeGrowth(nothing, range, "CNY");
    expect(growth.members).toMatchObject({ from: 0, to: 0, netGrowth: null, ratio: null, retainedShare: null });
    expect(growth.activity).toMatchObject({ perMember: null, activeShare: null, median: null });
    expect(growth.mrr).toMatchObject({ amount: 0, netRetention: null, logoChurn: null, yearlyShare: null });
    expect(growth.revenue).toEqual([]);
    expect(growth.cohorts).toMatchObject({ question: { scope: "member" }, cohorts: [], outlier: null });
    expect(JSON.stringify(growth)).not.toMatch(/NaN|Infinity/);
  });

  it("count members, interactions and money over the same range", () => {
    const growth = computeGrowth(rows, range, "CNY");
    expect(growth.members).toMatchObject({ from: 3, to: 3, joined: 1, left: 1, netGrowth: 0, retained: 2 });
    expect(growth.activity).toMatchObject({ interactions: 6, perMember: 2, active: 2 });
    expect(growth.mrr).toMatchObject({ amount: 7150, before: 3900, paying: 2, netRetention: 1, logoChurn: 0 });
    expect(growth.mrr.oneOffs).toEqual({ amount: 0, count: 1 });
  });

  it("give every day of the range a bar, and its mean the six days before the range as lead-in", () => {
    const { days } = computeGrowth(rows, range, "CNY");
    expect(days).toHaveLength(30);
    expect(days[0]).toMatchObject({ day: "2026-10-24", interactions: 0, mean: 1 });
    expect(days.at(-1)).toMatchObject({ day: "2026-11-22", interactions: 2, people: 1, mean: 6 / 7 });
    expect(firstDayNeeded(range)).toBe("2026-09-18");
  });

  it("begin revenue with the first month in which there was any, and sum charges and refunds", () => {
    const { revenue } = computeGrowth(rows, range, "CNY");
    expect(revenue.map((row) => [row.month, row.net, row.mrr])).toEqual([
      ["2026-08", 0, 3900],
      ["2026-09", 0, 3900],
      ["2026-10", 3900, 3900],
      ["2026-11", 39_000, 7150],
    ]);
  });

  it("follow paying members in the cohorts when there are any, and all members when asked", () => {
    const sizes = (scope?: "member" | "paying") =>
      computeGrowth(rows, range, "CNY", scope).cohorts.cohorts.reduce((sum, cohort) => sum + cohort.size, 0);
    expect([sizes(), sizes("paying"), sizes("member")]).toEqual([2, 2, 4]);
  });

  it("keep other currencies beside MRR instead of in it", () => {
    const other = { ...paying("e", 50, 1200, "month"), currency: "USD" };
    const { mrr, plans } = computeGrowth({ ...rows, payingPeriods: [...rows.payingPeriods, other] }, range, "CNY");
    expect(mrr).toMatchObject({ amount: 7150, others: [{ currency: "USD", amount: 1200 }] });
    expect(plans.find((plan) => plan.currency === "USD")?.share).toBe(1);
  });
});

describe("tables of the charts", () => {
  it.each(charts)("%s has a cell for every column in every row, in both languages", (chart) => {
    const growth = computeGrowth(rows, range, "CNY");
    for (const words of [wordsFor("en"), wordsFor("zh-CN")]) {
      const table = tableOf(chart, growth, words);
      expect(table.rows.length).toBeGreaterThan(0);
      for (const row of table.rows) expect(row).toHaveLength(table.columns.length);
      expect(new Set(table.columns.map((column) => column.label)).size).toBe(table.columns.length);
    }
  });

  it("hold plain numbers: whole units for money, fractions for shares, nothing for undefined", () => {
    expect(plainCell({ kind: "money", value: 39_000 / 12, currency: "CNY" })).toBe(32.5);
    expect(plainCell({ kind: "money", value: 1200, currency: "JPY" })).toBe(1200);
    expect(plainCell({ kind: "share", value: -0.2 })).toBe(-0.2);
    expect(plainCell({ kind: "share", value: null })).toBe("");
  });
});

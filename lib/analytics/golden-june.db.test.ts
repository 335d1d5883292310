import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { transact } from "@/db/client";
import { amongSelected } from "@/db/dialect/sql";
import { dayClosings, memberSpans } from "@/db/schema/analytics";
import { freshDatabase } from "@/e2e/support/database";
import { goldenFigures as golden, goldenAsOf, goldenCommunity, goldenJune } from "@/e2e/support/golden-june";
import { record } from "@/lib/journal/commands";
import { figuresBy } from "./definition-figures";
import { catchUp } from "./project-now";
import { findRevenueFacts, monthsOf } from "./queries/revenue";
import { asOfInstant, rangeEndingAt } from "./ranges";
import { computeRevenue, type RevenueReport } from "./revenue-report";
import { definitions } from "./schema";

const { id, zone, currency } = goldenCommunity;
const later = new Date("2026-08-01T00:00:00Z");
const range = rangeEndingAt("30d", asOfInstant(goldenAsOf, later, zone), zone);

describe("the golden June, from the journal to the revenue page", () => {
  let report: RevenueReport;

  beforeAll(async () => {
    await freshDatabase();
    await transact(async (tx) => {
      for (const entry of goldenJune()) await record(tx, { communityId: id, ...entry });
    });
    await catchUp({ id, zone });
    const facts = await findRevenueFacts({ communityId: id, currency, range, segment: null });
    report = computeRevenue(facts, monthsOf(range), ["one_off", "bundle"]);
  });

  const by = (definition: (typeof definitions)[number]) => figuresBy(definition, report.facts.definition);

  it("counts 120 paying members at the start and 129 at the end, of whom 7 were lost and 10 ended", () => {
    expect(report.facts.definition).toMatchObject({
      ...golden.paying,
      lost: 7,
      ended: 10,
      firstStarts: 15,
      monthlyFrom: 100,
      monthlyEnded: 10,
    });
  });

  it("moves MRR from 3,500 to 3,860, member by member", () => {
    expect(report.movements).toMatchObject({
      start: golden.mrr.start,
      newAmount: golden.movements.new,
      reactivation: golden.movements.reactivation,
      expansion: golden.movements.expansion,
      contraction: golden.movements.contraction,
      churn: golden.movements.churn,
      end: golden.mrr.end,
    });
    expect(report.facts.mrr).toEqual([{ currency, from: golden.mrr.start, to: golden.mrr.end, discounts: 1500 }]);
  });

  it("counts 450 new, 120 returned and 300 lost happening by happening, and 15 less with the coupon", () => {
    const parts = ({ newAmount, reactivation, expansion, contraction, churn }: RevenueReport["movements"]) => ({
      new: newAmount,
      reactivation,
      expansion,
      contraction,
      churn,
    });
    expect(parts(report.facts.definition.happenings)).toEqual(golden.happenings);
    expect(parts(report.facts.definition.happeningsNet)).toEqual(golden.happeningsNet);
  });

  it.each(definitions)("gives the churn and MRR of %s exactly", (definition) => {
    const figures = by(definition);
    expect(figures.churn).toBeCloseTo(golden.logoChurn[definition], 12);
    expect(figures.mrr).toBe(golden.mrrEnd[definition]);
  });

  it("keeps 96.57% net and 93.14% gross; ChartMogul's MRR churn is 9.43% and 2.57%, Baremetrics' quick ratio 1.73", () => {
    expect(report.netRetention).toBeCloseTo(golden.netRetention, 12);
    expect(report.grossRetention).toBeCloseTo(golden.grossRetention, 12);
    expect(by("chartmogul")).toMatchObject({
      grossMrrChurn: golden.grossMrrChurn.chartmogul,
      netMrrChurn: golden.netMrrChurn.chartmogul,
    });
    expect(by("baremetrics").quickRatio).toBeCloseTo(golden.quickRatio.baremetrics, 12);
    expect(by("baremetrics").quickRatioWithReturns).toBeCloseTo(golden.quickRatioWithReturns.baremetrics, 12);
    expect(by("baremetrics").monthlyChurn).toBe(golden.monthlyPlansChurn);
  });

  it("spreads LTV from 359 to 513 by the definition alone, and shows none of its own with ten losses", () => {
    for (const definition of ["baremetrics", "stripe", "chartmogul"] as const) {
      expect(by(definition).perMember).toBeCloseTo(golden.mrrPerMember, 9);
      expect(Math.round(by(definition).lifetimeValue! / 100)).toBe(golden.lifetime[definition]);
    }
    expect(by("guildhall").lifetimeValue).toBeNull();
    expect(by("guildhall").perMember).toBeCloseTo(golden.perMember, 9);
  });

  it("keeps trials out, single purchases beside MRR, and says how much MRR is past due", () => {
    expect(report.oneOffs).toEqual([{ currency, ...golden.oneOffs }]);
    expect(report.pastDue).toMatchObject({ mrr: golden.pastDue.mrr, count: golden.pastDue.members });
    expect(report.net).toMatchObject([{ currency, net: golden.netRevenue }]);
    expect(report.plans.reduce((sum, plan) => sum + plan.amount, 0)).toBe(golden.mrr.end);
    expect(report.yearlyShare).toBeCloseTo(500 / 3860, 12);
  });

  it("tells the months before June from the kept ones, and July stays out of them", () => {
    const { months } = report.facts;
    expect(months.map((row) => row.month).slice(-3)).toEqual(["2026-04", "2026-05", "2026-06"]);
    expect(months.at(-1)).toEqual({ month: "2026-06", ...report.movements });
    expect(months.at(-2)).toMatchObject({ start: 0, newAmount: golden.mrr.start, end: golden.mrr.start });
    expect(months.at(-3)).toMatchObject({ start: 0, newAmount: 0, churn: 0, end: 0 });
  });

  it("says the same in August", async () => {
    const august = rangeEndingAt("30d", asOfInstant(goldenAsOf, new Date("2026-08-20T00:00:00Z"), zone), zone);
    const facts = await findRevenueFacts({ communityId: id, currency, range: august, segment: null });
    expect(facts).toEqual(report.facts);
  });

  it("comes to the same for a segment that holds everybody, and to nothing for one that holds nobody", async () => {
    const everybody = amongSelected(sql`select member_id from ${memberSpans} where community_id = ${id}`);
    const all = await findRevenueFacts({ communityId: id, currency, range, segment: everybody });
    const { definition, mrr, months, plans, pastDue } = report.facts;
    // Money of a segment is read from payments, of which these entries are not made.
    expect(all).toMatchObject({ mrr, months, plans, pastDue, definition: { ...definition, planRevenue: 0 } });
    const nobody = await findRevenueFacts({
      communityId: id,
      currency,
      range,
      segment: amongSelected(sql`select 'nobody'`),
    });
    expect(nobody.definition).toMatchObject({ from: 0, to: 0, lost: 0, ended: 0, mrr: 0 });
    expect(nobody.plans).toEqual([]);
  });

  it("names days whose MRR was another when they were closed", async () => {
    const closing = { communityId: id, closedAt: later, members: 0, paying: 0, interactions: 0 };
    const closed = [
      { ...closing, day: "2026-06-11", mrr: { CNY: 383_000 } },
      { ...closing, day: "2026-06-12", mrr: { CNY: 1 } },
      { ...closing, day: "2026-07-12", mrr: { CNY: 1 } },
    ];
    await transact((tx) => tx.insert(dayClosings).values(closed));
    const { restated, spark } = await findRevenueFacts({ communityId: id, currency, range, segment: null });
    expect(restated).toEqual({ days: 1, day: "2026-06-12", closed: 1, now: 383_000 });
    expect([spark[0], spark.at(-1)]).toEqual([golden.mrr.start, golden.mrr.end]);
  });
});

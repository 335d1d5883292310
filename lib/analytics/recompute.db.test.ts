import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { freshDatabase } from "@/e2e/support/database";
import { anyWorld, type RandomWorld, tellWorld } from "@/e2e/support/random-world";
import { type Calendar, calendarOf, rangeUpTo } from "@/e2e/support/reference/calendar";
import { activePeople, activity, stickiness } from "@/e2e/support/reference/doing";
import { readExports, type World } from "@/e2e/support/reference/exports";
import * as money from "@/e2e/support/reference/money";
import { cohorts, headcount, isThere, withoutSeams } from "@/e2e/support/reference/people";
import { figuresBy } from "./definition-figures";
import { spanHeadcount, timelineOf } from "./edges";
import { computeMemberGrowth } from "./member-growth";
import { findActivity } from "./queries/activity-report";
import { listSpanEdges, listStaying } from "./queries/edges";
import { findGrowthFacts } from "./queries/growth";
import { streamRaw } from "./queries/raw-exports";
import { listSpanGroups } from "./queries/retention";
import { findRevenueFacts, monthsOf } from "./queries/revenue";
import { asOfInstant, type Range, rangeEndingAt } from "./ranges";
import { type RawExportQuery, rawStream } from "./raw-export";
import { type CohortQuestion, computeCohorts, firstCohort } from "./retention-report";
import { computeRevenue } from "./revenue-report";
import { definitions } from "./schema";

/**
 * Twenty random communities, told through the journal and projected, exported as raw files, and computed once more
 * from those files by e2e/support/reference, which shares no code with what it checks.
 */
const worlds = Array.from({ length: 20 }, (_, i) => fc.sample(anyWorld, { seed: 4_000 + i, numRuns: 1 })[0]!);

const currency = "CNY";

async function exported(communityId: string, what: RawExportQuery["what"]): Promise<string> {
  const { body } = rawStream({ what, format: "csv" }, streamRaw(communityId, what));
  return new Response(body).text();
}

/** Kinds of movements that were compared and were not 0, and whether money of single sales lay in a range. */
const seen = new Set<string>();

/** Equal to a billionth, of the value where it is large. */
function near(actual: number | null | undefined, expected: number | null, what: string): void {
  if (expected === null || actual === null || actual === undefined) {
    expect(actual ?? null, what).toBe(expected);
  } else {
    expect(Math.abs(actual - expected), `${what}: ${actual} is not ${expected}`).toBeLessThanOrEqual(
      1e-9 * Math.max(1, Math.abs(expected)),
    );
  }
}

describe.each(worlds.map((world, i) => [i + 1, world] as const))("random world %i", (nth, world: RandomWorld) => {
  let communityId: string;
  let raw: World;
  let calendar: Calendar;
  let range: Range;
  let stretch: { from: number; to: number; days: string[] };

  beforeAll(async () => {
    if (nth === 1) await freshDatabase();
    communityId = await tellWorld(world, `world-${nth}`);
    const [periods, payments, events] = await Promise.all([
      exported(communityId, "periods"),
      exported(communityId, "payments"),
      exported(communityId, "events"),
    ]);
    raw = readExports({ periods, payments, events });
    calendar = calendarOf(world.zone);
    stretch = rangeUpTo(calendar, world.lastDay, world.length);
    const later = new Date("2026-01-01T00:00:00Z");
    range = rangeEndingAt(world.length, asOfInstant(world.lastDay, later, world.zone), world.zone);
  });

  it("range: the same instants and days", () => {
    expect([range.from.getTime(), range.to.getTime()]).toEqual([stretch.from, stretch.to]);
    expect(range.days).toEqual(stretch.days);
  });

  it("growth: N, R, ratio, joined, left and retained of members and of paying members", async () => {
    const growth = computeMemberGrowth(await findGrowthFacts(communityId, range, null), range);
    const moments = [range.from, range.to];
    const edges = await listSpanEdges(communityId, moments, null);
    for (const [scope, found, stretches] of [
      ["member", growth.members, raw.memberships],
      ["paying", growth.paying, raw.paid],
    ] as const) {
      const { firstStarts: _, ...expected } = headcount(stretches, stretch.from, stretch.to);
      const [staying] = await listStaying(communityId, scope, [range], null);
      const stayed = spanHeadcount(timelineOf(moments, edges, scope), staying!, range.from, range.to);
      expect(stayed).toMatchObject(expected);
      expect(stayed).toMatchObject(found);
    }
  });

  it.each(["month", "week"] as const)("retention by %s: boundary and continuous", async (unit) => {
    for (const scope of ["member", "paying"] as const) {
      for (const variant of ["boundary", "continuous"] as const) {
        const question: CohortQuestion = { unit, variant, scope, narrowed: null };
        const window = { unit, first: firstCohort(question, range), asOf: range.to };
        const spans = await listSpanGroups({ communityId, scope, filter: null, narrowed: null }, window);
        const table = computeCohorts({ spans, active: [], renewals: [] }, question, range);
        const stretches = scope === "member" ? raw.memberships : raw.paid;
        const columns = table.averages.length;
        const expected = cohorts(stretches, { calendar, unit, asOf: stretch.to, columns });
        for (const cohort of table.cohorts) {
          const first = unit === "month" ? `${cohort.name}-01` : cohort.name;
          const same = expected.find((one) => one.unit === first);
          expect(cohort.size, `${scope} ${first}`).toBe(same?.size ?? 0);
          if (same) expect(cohort.retained, `${scope} ${variant} ${first}`).toEqual(same[variant]);
        }
        const shown = new Set(table.cohorts.map(({ name }) => (unit === "month" ? `${name}-01` : name)));
        const oldest = [...shown].sort()[0];
        const missing = expected.filter((one) => oldest !== undefined && one.unit >= oldest && !shown.has(one.unit));
        expect(missing).toEqual([]);
      }
    }
  });

  it("activity: A, active share, median, contributors, DAU, WAU, MAU and stickiness", async () => {
    const report = await findActivity(communityId, range, {
      counted: { among: null, staff: [] },
      promisedHours: 24,
      withPeople: false,
    });
    const there = [...withoutSeams(raw.memberships)].filter(([, own]) => isThere(own, stretch.to));
    const expected = activity(raw.events, new Set(there.map(([member]) => member)), stretch.from, stretch.to);
    for (const [name, value] of Object.entries(expected))
      near(report.summary[name as keyof typeof expected], value, name);
    for (const day of report.active.filter((_, i) => i % 7 === 0)) {
      expect(day).toMatchObject(activePeople(raw.events, calendar, day.day));
    }
    if (stretch.days.length <= 90)
      near(report.stickiness.share, stickiness(raw.events, calendar, stretch.days), "stickiness");
  });

  it("revenue: MRR, movements, churn by five definitions, net revenue by month, ARPU and LTV", async () => {
    const { from, to } = stretch;
    const { paid, payments } = raw;
    const facts = await findRevenueFacts({ communityId, currency, range, segment: null });
    const report = computeRevenue(facts, monthsOf(range), ["one_off", "bundle"]);
    for (const row of facts.mrr) {
      near(row.from, money.mrr(paid, row.currency, from), `MRR from ${row.currency}`);
      near(row.to, money.mrr(paid, row.currency, to), `MRR to ${row.currency}`);
      near(row.discounts, money.discounts(paid, row.currency, to), `discounts ${row.currency}`);
    }
    const plans = money.mrrByPlan(paid, to);
    expect(Object.keys(plans).sort()).toEqual(
      report.plans.map((plan) => `${plan.currency} ${plan.productId} ${plan.interval}`).sort(),
    );
    for (const plan of report.plans) {
      const same = plans[`${plan.currency} ${plan.productId} ${plan.interval}`]!;
      near(plan.amount, same.amount, `${plan.productId} ${plan.interval}`);
      expect(plan.subscriptions).toBe(same.subscriptions);
    }
    const { definition } = facts;
    for (const kind of ["newAmount", "reactivation", "expansion", "contraction", "churn"] as const)
      if (definition.movements[kind] !== 0) seen.add(kind);
    const compare = (found: typeof definition.movements, expected: money.Moves, what: string) => {
      const { new: begun, ...parts } = expected;
      near(found.newAmount, begun, `${what} new`);
      for (const [name, value] of Object.entries(parts))
        near(found[name as keyof typeof parts], value, `${what} ${name}`);
    };
    compare(definition.movements, money.movements(paid, currency, from, to), "movements");
    compare(definition.happenings, money.happenings(paid, currency, from, to, false), "happenings");
    compare(definition.happeningsNet, money.happenings(paid, currency, from, to, true), "net happenings");
    const kept = money.retention(money.movements(paid, currency, from, to));
    near(report.netRetention, kept.net, "NRR");
    near(report.grossRetention, kept.gross, "GRR");
    const churn = money.churn(paid, from, to);
    for (const one of definitions) near(figuresBy(one, definition).churn, churn[one], `churn of ${one}`);
    const monthly = money.monthlyPlans(paid, from, to);
    expect([definition.monthlyFrom, definition.monthlyEnded]).toEqual([monthly.from, monthly.ended]);
    for (const row of facts.months) {
      const [first, end] = [`${row.month}-01`, calendar.plusUnits(`${row.month}-01`, "month", 1)];
      const until = Math.min(calendar.startOf(end), to);
      compare(row, money.movements(paid, currency, calendar.startOf(first), until), row.month);
    }
    for (const row of report.net) expect(row).toMatchObject(money.revenue(payments, row.currency, from, to));
    for (const { currency: of, months } of report.netMonths) {
      for (const row of months) {
        const end = calendar.plusUnits(`${row.month}-01`, "month", 1);
        const until = Math.min(calendar.startOf(end), to);
        expect(row).toMatchObject(money.revenue(payments, of, calendar.startOf(`${row.month}-01`), until));
      }
    }
    for (const { currency: of, ...sold } of report.oneOffs) {
      const own = payments.filter((one) => one.currency === of);
      expect(sold).toEqual(money.soldOnce(own, ["one_off", "bundle"], from, to));
    }
    const own = figuresBy("guildhall", definition);
    const perMember = money.perPayingMember(raw, currency, from, to);
    near(own.perMember, perMember, "ARPU");
    const year = rangeUpTo(calendar, world.lastDay, "12m");
    const losses = money.endsWithin(paid, year.from, to);
    expect(definition.lossesInYear).toBe(losses);
    const isHonest = losses >= 30 && perMember !== null && churn.guildhall;
    near(own.lifetimeValue, isHonest ? perMember / churn.guildhall! : null, "LTV");
    const charged = money.chargedPeople(payments, currency, to);
    const toDate = money.revenue(payments, currency, 0, to).net;
    near(report.observedPerMember, charged === 0 ? null : toDate / charged, "revenue per paying person to date");
    if (payments.some(({ product, at }) => product !== "subscription" && at >= from && at < to)) seen.add("single");
  });
});

describe("the random worlds", () => {
  it("hold what makes figures go wrong: every movement, losses, returns, refunds and several currencies", () => {
    const verbs = new Set(worlds.flatMap(({ entries }) => entries.map(({ verb }) => verb)));
    for (const verb of [
      "member.left",
      "paying.changed",
      "paying.ended",
      "payment.refunded",
      "payment.disputed",
    ] as const)
      expect(verbs).toContain(verb);
    expect(seen).toEqual(new Set(["newAmount", "reactivation", "expansion", "contraction", "churn", "single"]));
    expect(new Set(worlds.map(({ zone }) => zone)).size).toBeGreaterThan(3);
  });
});

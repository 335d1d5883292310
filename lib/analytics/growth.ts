import {
  type InteractionKind,
  interactionKinds,
  type MemberActivity,
  summariseActivity,
  trailingMeans,
} from "./activity";
import { type Census, countAt, headcount, membersAt, netGrowth, type Period, takeCensus } from "./membership";
import type { Scope } from "./periods";
import { addDays, addMonths, earlier, monthsUpTo, previousRange, type Range, startOfDay, startOfMonth } from "./ranges";
import { findOutlier, lastCohorts, monthlyCohorts } from "./retention";
import {
  grossRevenueRetention,
  type MoneyDay,
  movements,
  mrrAt,
  mrrByPlan,
  netRevenueRetention,
  type PayingPeriod,
  revenueByMonth,
} from "./revenue";
import type { Growth, InteractionDay, MrrFigures } from "./types";

/** How many months the cohort table and the revenue chart look back. */
export const monthsShown = 12;
/** Width of the mean over the daily bars: a whole week, so that weekends do not swing it. */
const meanDays = 7;
const sparkPoints = 11;

/** What the projections hold about a community, for one range. */
export interface GrowthRows {
  memberPeriods: Period[];
  payingPeriods: PayingPeriod[];
  /** From {@link firstDayNeeded} to the range's last day; days without interactions may be left out. */
  byDay: { day: string; interactions: number; people: number }[];
  byKind: { kind: string; count: number }[];
  people: MemberActivity[];
  peopleBefore: MemberActivity[];
  money: MoneyDay[];
  productNames: ReadonlyMap<string, string>;
}

/** The first day of which interactions are needed: the range before this one, and the lead-in of its first mean. */
export function firstDayNeeded(range: Range): string {
  return addDays(previousRange(range).days[0]!, 1 - meanDays);
}

/** Computes everything the growth page shows. Pure: the same rows and range give the same figures. */
export function computeGrowth(rows: GrowthRows, range: Range, currency: string, cohortScope?: Scope): Growth {
  const previous = previousRange(range);
  const members = takeCensus(rows.memberPeriods);
  const scope = cohortScope ?? (rows.payingPeriods.length > 0 ? "paying" : "member");
  const cohortCensus = scope === "paying" ? takeCensus(rows.payingPeriods) : members;
  const cohorts = lastCohorts(
    monthlyCohorts(cohortCensus, { zone: range.zone, asOf: range.to, columns: monthsShown }),
    monthsShown,
  );
  return {
    range,
    previous,
    asOf: range.to,
    currency,
    members: headcount(members, range.from, range.to),
    membersBefore: headcount(members, previous.from, previous.to),
    activity: summariseActivity(rows.people, membersAt(members, range.to)),
    activityBefore: summariseActivity(rows.peopleBefore, membersAt(members, previous.to)),
    mrr: mrrFigures(rows, range, currency),
    sparks: sparks(rows, members, range, currency),
    days: interactionDays(rows.byDay, range.days),
    composition: composition(rows.byKind),
    cohorts: { ...cohorts, scope, outlier: findOutlier(cohorts) },
    revenue: monthlyRevenue(rows, range, currency),
    plans: plans(rows, range.to),
  };
}

function mrrFigures({ payingPeriods, money }: GrowthRows, range: Range, currency: string): MrrFigures {
  const { from, to } = range;
  const byCurrency = mrrAt(payingPeriods, to);
  const amount = byCurrency.get(currency) ?? 0;
  const yearly = payingPeriods.filter((p) => p.interval === "year");
  const moved = movements(payingPeriods, currency, from, to);
  const paying = headcount(takeCensus(payingPeriods), from, to);
  const oneOffs = money.filter(
    (m) =>
      m.productKind === "one_off" && m.currency === currency && m.day >= range.days[0]! && m.day <= range.days.at(-1)!,
  );
  return {
    amount,
    before: moved.start,
    paying: paying.to,
    others: [...byCurrency]
      .filter(([other]) => other !== currency)
      .map(([other, sum]) => ({ currency: other, amount: sum })),
    movements: moved,
    netRetention: netRevenueRetention(moved),
    grossRetention: grossRevenueRetention(moved),
    logoChurn: paying.from === 0 ? null : (paying.from - paying.retained) / paying.from,
    yearlyShare: amount === 0 ? null : (mrrAt(yearly, to).get(currency) ?? 0) / amount,
    oneOffs: {
      amount: oneOffs.reduce((sum, m) => sum + m.amount, 0),
      count: oneOffs.filter((m) => m.kind === "charge").reduce((sum, m) => sum + m.count, 0),
    },
  };
}

function interactionDays(byDay: GrowthRows["byDay"], days: readonly string[]): InteractionDay[] {
  const known = new Map(byDay.map((row) => [row.day, row]));
  const leadIn = Array.from({ length: meanDays - 1 }, (_, i) => addDays(days[0]!, i + 1 - meanDays));
  const totals = [...leadIn, ...days].map((day) => known.get(day)?.interactions ?? 0);
  const means = trailingMeans(totals, meanDays);
  return days.map((day, i) => ({
    day,
    interactions: known.get(day)?.interactions ?? 0,
    people: known.get(day)?.people ?? 0,
    mean: means[i]!,
  }));
}

function composition(byKind: GrowthRows["byKind"]): Growth["composition"] {
  const counts = new Map(byKind.map(({ kind, count }) => [kind, count]));
  const total = byKind.reduce((sum, { count }) => sum + count, 0);
  const row = (kind: InteractionKind) => {
    const count = counts.get(kind) ?? 0;
    return { kind, count, share: total === 0 ? null : count / total };
  };
  return interactionKinds.map(row).sort((a, b) => b.count - a.count);
}

function monthlyRevenue({ money, payingPeriods }: GrowthRows, range: Range, currency: string): Growth["revenue"] {
  const months = monthsUpTo(new Date(range.to.getTime() - 1), range.zone, monthsShown);
  const rows = revenueByMonth(money, currency, months).map((row) => {
    const end = startOfMonth(addMonths(row.month, 1), range.zone);
    return { ...row, mrr: mrrAt(payingPeriods, earlier(end, range.to)).get(currency) ?? 0 };
  });
  const first = rows.findIndex((row) => row.charges !== 0 || row.refunds !== 0 || row.mrr !== 0);
  return first === -1 ? [] : rows.slice(first);
}

function plans({ payingPeriods, productNames }: GrowthRows, at: Date): Growth["plans"] {
  const totals = mrrAt(payingPeriods, at);
  return mrrByPlan(payingPeriods, at).map((plan) => {
    const total = totals.get(plan.currency) ?? 0;
    return {
      ...plan,
      name: (plan.productId && productNames.get(plan.productId)) || null,
      share: total === 0 ? null : plan.amount / total,
    };
  });
}

/** The tiles' small lines. R and A are taken over a window as long as the range that slides through it. */
function sparks(rows: GrowthRows, members: Census, range: Range, currency: string): Growth["sparks"] {
  const lengthMs = range.to.getTime() - range.from.getTime();
  const points = Array.from({ length: sparkPoints }, (_, i) => i / (sparkPoints - 1));
  const instants = points.map((part) => new Date(range.from.getTime() + part * lengthMs));
  const dayIndexes = points.map((part) => Math.round(part * (range.days.length - 1)));
  const before = previousRange(range).days;
  const known = new Map(rows.byDay.map((row) => [row.day, row]));
  const all = [...before, ...range.days];
  const windowOf = (index: number, width: number) => {
    const last = before.length + index;
    return all.slice(Math.max(0, last + 1 - width), last + 1).map((day) => known.get(day));
  };
  const sum = (values: (number | undefined)[]) => values.reduce<number>((total, value) => total + (value ?? 0), 0);
  const countAtEndOf = (index: number) => {
    const end = startOfDay(addDays(range.days[index]!, 1), range.zone);
    return countAt(members, earlier(end, range.to));
  };
  const growthAt = (t: Date) => netGrowth(countAt(members, new Date(t.getTime() - lengthMs)), countAt(members, t));
  return {
    members: instants.map((t) => countAt(members, t)),
    growth: instants.map(growthAt).filter((value) => value !== null),
    activity: dayIndexes
      .filter((index) => countAtEndOf(index) > 0)
      .map((index) => sum(windowOf(index, range.days.length).map((day) => day?.interactions)) / countAtEndOf(index)),
    active: dayIndexes.map((index) => sum(windowOf(index, meanDays).map((day) => day?.people)) / meanDays),
    mrr: instants.map((t) => mrrAt(rows.payingPeriods, t).get(currency) ?? 0),
  };
}

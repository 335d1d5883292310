import { addDays, addMonths, startOfDay, startOfMonth } from "@/lib/platform/calendar";
import type { ActiveDay } from "./active-windows";
import {
  type ActivityCount,
  activityPerMember,
  type InteractionKind,
  interactionKinds,
  type KindDay,
  summariseCounts,
  trailingMeans,
} from "./activity";
import { countOn, momentsOf, type SpanEdges, type Staying, spanHeadcount, type Timeline, timelineOf } from "./edges";
import { netGrowth } from "./membership";
import { earlier, monthsUpTo, previousRange, type Range } from "./ranges";
import type { SpanGroup } from "./retention";
import { type CohortQuestion, computeCohorts } from "./retention-report";
import { grossRevenueRetention, type Movements, netRevenueRetention } from "./revenue";
import type { ActivityBefore, Growth, InteractionDay, MrrFigures, RiskSummary } from "./types";

/** How many months the revenue chart looks back. */
const monthsShown = 12;
/** Width of the mean over the daily bars: a whole week, so that weekends do not swing it. */
const meanDays = 7;
const sparkPoints = 11;

/** What MRR changed by between two moments, by currency; bucket 0 is what it was at the first. */
export interface MrrEdges {
  bucket: number;
  currency: string;
  change: number;
}

/** What the overview's figures are computed from: sums, whatever the number of people. */
export interface GrowthRows {
  /** Counted between {@link overviewMoments}. */
  edges: readonly SpanEdges[];
  mrrEdges: readonly MrrEdges[];
  /** Of members in this range and in the one before, and of paying members in this one. */
  staying: { members: Staying; membersBefore: Staying; paying: Staying };
  /** From {@link firstDayNeeded} on. */
  kindDays: readonly KindDay[];
  /** From {@link firstDayOfLeadIn} on. */
  activeDays: readonly Pick<ActiveDay, "day" | "day1">[];
  counts: readonly ActivityCount[];
  activeBefore: { active: number; contributors: number };
  plans: readonly { currency: string; productId: string; interval: string; amount: number; subscriptions: number }[];
  movements: Movements;
  /** What was sold once, in the range and the community's currency: charges less what went back. */
  oneOffs: { amount: number; count: number };
  /** By calendar month, currency and kind (`charge`, `refund`); what went back is negative. */
  money: readonly { month: string; currency: string; kind: "charge" | "refund"; amount: number }[];
  cohorts: { groups: readonly SpanGroup[]; question: CohortQuestion };
  risk: RiskSummary | null;
  productNames: ReadonlyMap<string, string>;
}

/** The first day of which interactions are needed: the range before this one, and the lead-in of its first mean. */
export function firstDayNeeded(range: Range): string {
  return addDays(previousRange(range).days[0]!, 1 - meanDays);
}

/** The first day of which people are needed: the lead-in of the range's first mean. */
export function firstDayOfLeadIn(range: Range): string {
  return addDays(range.days[0]!, 1 - meanDays);
}

/** The calendar months of the revenue chart, oldest first. */
export const revenueMonths = ({ to, zone }: Range): string[] =>
  monthsUpTo(new Date(to.getTime() - 1), zone, monthsShown);

/** The moments at which N and MRR are asked for: ends of both ranges, of months, and the points of the small lines. */
export function overviewMoments(range: Range): Date[] {
  const previous = previousRange(range);
  const sparks = sparkStretches(range);
  return momentsOf(
    [previous.from, range.from, range.to],
    sparks.map(({ from }) => from),
    sparks.map(({ to }) => to),
  );
}

/** The moments at which MRR is asked for. */
export function mrrMoments(range: Range): Date[] {
  return momentsOf(
    [range.from, range.to],
    sparkStretches(range).map(({ to }) => to),
    revenueMonths(range).map((month) => monthEnd(month, range)),
  );
}

const monthEnd = (month: string, { to, zone }: Range) => earlier(startOfMonth(addMonths(month, 1), zone), to);

/** Points of the small lines: days of the range, each with a window as long as the range that ends with it. */
function sparkStretches(range: Range): { index: number; from: Date; to: Date }[] {
  const { days, zone, to } = range;
  const all = [...previousRange(range).days, ...days];
  const indexes = Array.from({ length: sparkPoints }, (_, i) =>
    Math.round((i / (sparkPoints - 1)) * (days.length - 1)),
  );
  return [...new Set(indexes)].map((index) => ({
    index,
    from: startOfDay(all[Math.max(0, all.length - 2 * days.length + index + 1)]!, zone),
    to: earlier(startOfDay(addDays(days[index]!, 1), zone), to),
  }));
}

/** Computes everything the overview shows. Pure: the same rows and range give the same figures. */
export function computeGrowth(rows: GrowthRows, range: Range, currency: string): Growth {
  const previous = previousRange(range);
  const moments = overviewMoments(range);
  const timeline = timelineOf(moments, rows.edges, "member");
  const paying = spanHeadcount(timelineOf(moments, rows.edges, "paying"), rows.staying.paying, range.from, range.to);
  const members = spanHeadcount(timeline, rows.staying.members, range.from, range.to);
  const membersBefore = spanHeadcount(timeline, rows.staying.membersBefore, previous.from, previous.to);
  const mrrOn = mrrReader(rows.mrrEdges, range, currency);
  const days = interactionDays(rows, range.days);
  return {
    range,
    previous,
    asOf: range.to,
    currency,
    members,
    membersBefore,
    activity: summariseCounts(rows.counts, members.to),
    activityBefore: activityBefore(rows, previous, membersBefore.to),
    mrr: { ...mrrFigures(rows, currency), ...payingFigures(paying), before: mrrOn(range.from) },
    sparks: sparks(rows, timeline, range, mrrOn),
    days,
    composition: composition(rows.kindDays, range),
    cohorts: computeCohorts({ spans: rows.cohorts.groups, active: [], renewals: [] }, rows.cohorts.question, range),
    revenue: monthlyRevenue(rows, range, currency, mrrOn),
    plans: plans(rows),
    risk: rows.risk,
  };
}

/** What the range before is compared by; its median is not read. */
function activityBefore({ kindDays, activeBefore }: GrowthRows, { days }: Range, members: number): ActivityBefore {
  const [first, last] = [days[0]!, days.at(-1)!];
  const { active, contributors } = activeBefore;
  const interactions = kindDays
    .filter(({ day }) => day >= first && day <= last)
    .reduce((sum, { count }) => sum + count, 0);
  return {
    interactions,
    members,
    perMember: activityPerMember(interactions, members),
    active,
    activeShare: activityPerMember(active, members),
    contributorShare: activityPerMember(contributors, members),
  };
}

function payingFigures({ from, to, retained }: { from: number; to: number; retained: number }) {
  return { paying: to, logoChurn: from === 0 ? null : (from - retained) / from };
}

function mrrFigures(
  { plans, movements, oneOffs }: GrowthRows,
  currency: string,
): Omit<MrrFigures, "before" | "paying" | "logoChurn"> {
  const byCurrency = new Map<string, number>();
  for (const plan of plans) byCurrency.set(plan.currency, (byCurrency.get(plan.currency) ?? 0) + plan.amount);
  const amount = byCurrency.get(currency) ?? 0;
  const yearly = plans.filter((plan) => plan.currency === currency && plan.interval === "year");
  return {
    amount,
    others: [...byCurrency]
      .filter(([other]) => other !== currency)
      .map(([other, sum]) => ({ currency: other, amount: sum })),
    movements,
    netRetention: netRevenueRetention(movements),
    grossRetention: grossRevenueRetention(movements),
    yearlyShare: amount === 0 ? null : yearly.reduce((sum, plan) => sum + plan.amount, 0) / amount,
    oneOffs,
  };
}

/** MRR in one currency at any of {@link mrrMoments}. */
function mrrReader(edges: readonly MrrEdges[], range: Range, currency: string): (t: Date) => number {
  const own = edges.filter((edge) => edge.currency === currency);
  let sum = 0;
  const values = new Map(
    mrrMoments(range).map((moment, bucket) => {
      sum += own.filter((edge) => edge.bucket === bucket).reduce((total, edge) => total + edge.change, 0);
      return [moment.getTime(), Math.abs(sum) < noise ? 0 : sum];
    }),
  );
  return (t) => values.get(t.getTime()) ?? 0;
}

/** What is left of fractions that cancel each other out. */
const noise = 1e-6;

interface DayActivity {
  interactions: number;
  people: number;
}

function byDay({ kindDays, activeDays }: GrowthRows): Map<string, DayActivity> {
  const known = new Map<string, DayActivity>();
  for (const { day, day1 } of activeDays) known.set(day, { interactions: 0, people: day1 });
  for (const { day, count } of kindDays) {
    const row = known.get(day) ?? { interactions: 0, people: 0 };
    row.interactions += count;
    known.set(day, row);
  }
  return known;
}

function interactionDays(rows: GrowthRows, days: readonly string[]): InteractionDay[] {
  const known = byDay(rows);
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

function composition(kindDays: readonly KindDay[], { days }: Range): Growth["composition"] {
  const [first, last] = [days[0]!, days.at(-1)!];
  const counts = new Map<string, number>();
  for (const { day, kind, count } of kindDays)
    if (day >= first && day <= last) counts.set(kind, (counts.get(kind) ?? 0) + count);
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const row = (kind: InteractionKind) => {
    const count = counts.get(kind) ?? 0;
    return { kind, count, share: total === 0 ? null : count / total };
  };
  return interactionKinds.map(row).sort((a, b) => b.count - a.count);
}

function monthlyRevenue(
  { money }: GrowthRows,
  range: Range,
  currency: string,
  mrrOn: (t: Date) => number,
): Growth["revenue"] {
  const sumOf = (month: string, kind: "charge" | "refund") =>
    money
      .filter((row) => row.month === month && row.kind === kind && row.currency === currency)
      .reduce((sum, row) => sum + row.amount, 0);
  const rows = revenueMonths(range).map((month) => {
    const [charges, refunds] = [sumOf(month, "charge"), sumOf(month, "refund")];
    return { month, charges, refunds, net: charges + refunds, mrr: mrrOn(monthEnd(month, range)) };
  });
  const first = rows.findIndex((row) => row.charges !== 0 || row.refunds !== 0 || row.mrr !== 0);
  return first === -1 ? [] : rows.slice(first);
}

function plans({ plans: rows, productNames }: GrowthRows): Growth["plans"] {
  const totals = new Map<string, number>();
  for (const { currency, amount } of rows) totals.set(currency, (totals.get(currency) ?? 0) + amount);
  return [...rows]
    .sort((a, b) => b.amount - a.amount)
    .map(({ productId, interval, currency, amount, subscriptions }) => {
      const total = totals.get(currency) ?? 0;
      return {
        productId: productId || null,
        interval: interval || null,
        currency,
        amount,
        members: subscriptions,
        name: productNames.get(productId) ?? null,
        share: total === 0 ? null : amount / total,
      };
    });
}

/** The tiles' small lines. R and A are taken over a window as long as the range that slides through it. */
function sparks(rows: GrowthRows, members: Timeline, range: Range, mrrOn: (t: Date) => number): Growth["sparks"] {
  const points = sparkStretches(range);
  const known = byDay(rows);
  const all = [...previousRange(range).days, ...range.days];
  const windowOf = (index: number, width: number) => {
    const last = all.length - range.days.length + index;
    return all.slice(Math.max(0, last + 1 - width), last + 1).map((day) => known.get(day));
  };
  const sum = (values: (number | undefined)[]) => values.reduce<number>((total, value) => total + (value ?? 0), 0);
  return {
    members: points.map(({ to }) => countOn(members, to)),
    growth: points
      .map(({ from, to }) => netGrowth(countOn(members, from), countOn(members, to)))
      .filter((value) => value !== null),
    activity: points
      .filter(({ to }) => countOn(members, to) > 0)
      .map(({ index, to }) => {
        const window = windowOf(index, range.days.length);
        return sum(window.map((day) => day?.interactions)) / countOn(members, to);
      }),
    active: points.map(({ index }) => sum(windowOf(index, meanDays).map((day) => day?.people)) / meanDays),
    mrr: points.map(({ to }) => mrrOn(to)),
  };
}

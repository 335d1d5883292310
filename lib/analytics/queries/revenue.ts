import "server-only";
import { addMonths, startOfMonth, unitName, unitNumber } from "@/lib/platform/calendar";
import type { MemberFilter } from "@/lib/segments/types";
import type { MoneyBetween, MoneySum } from "../money-packs";
import { earlier, monthsUpTo, type Range, rangeEndingAt } from "../ranges";
import { movementsOf, type PlanMrr } from "../revenue";
import type { MonthMovements, PassFacts, Restated, RevenueFacts } from "../revenue-report";
import { hasDiscounts, listHappenings, listMovements, listMovementsBetween } from "./movements";
import { findDiscounts, listClosedMrr, listMovementMonths, listMrrChanges, listPlanMrr, listProductNames } from "./mrr";
import { countChargedPeople, listMoney, listMoneyBetween, listMoneyMonths, planKinds } from "./net-revenue";
import { countPassRenewals, listPassFigures, sellsPasses } from "./passes";
import { listPastDue } from "./past-due";
import { countLosses, countPayingMembers } from "./paying-counts";

/** How many months the curve and the bridges look back. */
export const revenueMonths = 12;

interface Asked {
  communityId: string;
  currency: string;
  range: Range;
  /** Null is everybody: then the rollups answer. */
  segment: MemberFilter;
}

/** The calendar months the page shows: twelve that end with the last day of the range. */
export const monthsOf = (range: Range): string[] =>
  monthsUpTo(new Date(range.to.getTime() - 1), range.zone, revenueMonths);

/** All that the revenue page's figures are computed from. */
export async function findRevenueFacts(asked: Asked): Promise<RevenueFacts> {
  const { communityId, currency, range, segment } = asked;
  const window = { communityId, from: range.from, to: range.to, segment };
  const [before, plans, discounts, counts, lossesInYear, moved, happened, isDiscounted] = await Promise.all([
    listPlanMrr(communityId, range.from, segment),
    listPlanMrr(communityId, range.to, segment),
    findDiscounts(communityId, range.to, segment),
    countPayingMembers(window),
    countLosses({ ...window, from: rangeEndingAt("12m", range.to, range.zone).from }),
    listMovements(window, currency),
    listHappenings(window, false, range.zone),
    hasDiscounts(window),
  ]);
  const happenedNet = isDiscounted ? await listHappenings(window, true, range.zone) : happened;
  const [months, { money, moneyMonths, toDate }, charged, passes, pastDue, days, productNames] = await Promise.all([
    listMonths(asked),
    findMoney(asked),
    countChargedPeople(communityId, currency, range.to, segment),
    findPasses(asked),
    listPastDue(communityId, range.to, segment),
    segment === null ? findDays(asked) : { spark: [], restated: null },
    listProductNames(communityId),
  ]);
  const startsWith = totalOf(before, currency);
  const netOf = (rows: typeof money) =>
    rows.filter((row) => row.currency === currency).reduce((sum, row) => sum + row.amount, 0);
  return {
    currency,
    range,
    definition: {
      ...counts,
      monthlyEnded: happened.monthlyEnded,
      monthlyFrom: before
        .filter((plan) => plan.interval === "month")
        .reduce((sum, plan) => sum + plan.subscriptions, 0),
      lossesInYear,
      mrr: totalOf(plans, currency),
      discounts: discounts.get(currency) ?? 0,
      planRevenue: netOf(money.filter(({ productKind }) => planKinds.includes(productKind))),
      movements: movementsOf(moved, currency, startsWith),
      happenings: movementsOf(happened.sums, currency, startsWith),
      happeningsNet: movementsOf(happenedNet.sums, currency, startsWith),
    },
    mrr: mrrByCurrency(before, plans, discounts, currency),
    months,
    plans,
    money,
    moneyMonths,
    toDate: { net: netOf(toDate), people: charged },
    passes,
    pastDue,
    ...days,
    productNames,
  };
}

const totalOf = (plans: readonly PlanMrr[], currency: string) =>
  plans.filter((plan) => plan.currency === currency).reduce((sum, plan) => sum + plan.amount, 0);

function mrrByCurrency(
  before: readonly PlanMrr[],
  after: readonly PlanMrr[],
  discounts: ReadonlyMap<string, number>,
  own: string,
): RevenueFacts["mrr"] {
  const currencies = [own, ...new Set([...before, ...after].map((plan) => plan.currency))];
  return [...new Set(currencies)].map((currency) => ({
    currency,
    from: totalOf(before, currency),
    to: totalOf(after, currency),
    discounts: discounts.get(currency) ?? 0,
  }));
}

/**
 * The movements of each month. Whole months are kept ready; the running one, and those of a segment, are counted
 * member by member.
 */
async function listMonths({ communityId, currency, range, segment }: Asked): Promise<MonthMovements[]> {
  const names = monthsOf(range);
  const kept = new Map<number, { kind: string; amount: number }[]>();
  if (segment === null) {
    const whole = names.slice(0, -1).map((name) => unitNumber(name, "month"));
    for (const row of await listMovementMonths(communityId, currency, whole))
      kept.set(row.month, [...(kept.get(row.month) ?? []), row]);
  }
  const counted = segment === null ? names.slice(-1) : names;
  const found = new Map<string, MonthMovements>();
  const starts = counted.map((name) => startOfMonth(name, range.zone));
  const end = earlier(startOfMonth(addMonths(counted.at(-1)!, 1), range.zone), range.to);
  const moved = await listMovementsBetween({ communityId, segment }, [...starts, end], currency);
  let start = totalOf(await listPlanMrr(communityId, starts[0]!, segment), currency);
  for (const [i, name] of counted.entries()) {
    const movements = movementsOf(moved[i]!, currency, start);
    found.set(name, { month: name, ...movements });
    // A month begins with what the one before ended with.
    start = movements.end;
  }
  for (const [month, rows] of kept) {
    const of = (kind: string) => rows.find((row) => row.kind === kind)?.amount ?? 0;
    found.set(unitName(month, "month"), {
      month: unitName(month, "month"),
      start: of("start"),
      newAmount: of("new"),
      reactivation: of("reactivation"),
      expansion: of("expansion"),
      contraction: of("contraction"),
      churn: of("churn"),
      end: of("end"),
    });
  }
  return names.map((month) => found.get(month) ?? nothingIn(month));
}

const nothingIn = (month: string): MonthMovements => ({
  month,
  start: 0,
  newAmount: 0,
  reactivation: 0,
  expansion: 0,
  contraction: 0,
  churn: 0,
  end: 0,
});

/** Money of the range, of each of {@link monthsOf}, and from the beginning to the range’s end. */
export interface MoneyFacts {
  money: MoneySum[];
  moneyMonths: RevenueFacts["moneyMonths"];
  toDate: MoneySum[];
}

/** Everybody's money comes from the rollup, a segment's from its members' payments. */
export async function findMoney({
  communityId,
  range,
  segment,
}: Pick<Asked, "communityId" | "range" | "segment">): Promise<MoneyFacts> {
  const [first, last] = [range.days[0]!, range.days.at(-1)!];
  const months = monthsOf(range);
  if (segment !== null) return findMoneyOf(segment, communityId, range, months);
  const [money, moneyMonths, toDate] = await Promise.all([
    listMoney(communityId, [first, last]),
    listMoneyMonths(communityId, `${months[0]}-01`, last),
    listMoney(communityId, [null, last]),
  ]);
  return { money, moneyMonths, toDate };
}

async function findMoneyOf(
  segment: NonNullable<MemberFilter>,
  communityId: string,
  { from, to, zone }: Range,
  months: readonly string[],
): Promise<MoneyFacts> {
  const starts = months.map((month) => startOfMonth(month, zone));
  const moments = [from, to, ...starts].sort((a, b) => a.getTime() - b.getTime());
  const rows = await listMoneyBetween(communityId, moments, segment);
  // A row between two moments that are the same holds nothing: either position will do.
  const at = (moment: Date) => moments.findIndex((one) => one.getTime() === moment.getTime());
  const between = (after: number, upTo: number) =>
    addUpMoney(rows.filter(({ bucket }) => bucket > after && bucket <= upTo));
  return {
    money: between(at(from), at(to)),
    moneyMonths: months.flatMap((month, i) =>
      between(at(starts[i]!), at(starts[i + 1] ?? to)).map(({ currency, kind, amount }) => ({
        month,
        currency,
        kind,
        amount,
      })),
    ),
    toDate: between(-1, at(to)),
  };
}

function addUpMoney(rows: readonly MoneyBetween[]): MoneySum[] {
  const sums = new Map<string, MoneySum>();
  for (const { bucket: _, ...row } of rows) {
    const key = JSON.stringify([row.currency, row.kind, row.productKind]);
    const sum = sums.get(key);
    if (sum) {
      sum.amount += row.amount;
      sum.count += row.count;
    } else sums.set(key, { ...row });
  }
  return [...sums.values()];
}

async function findPasses({ communityId, range, segment }: Asked): Promise<PassFacts | null> {
  if (!(await sellsPasses(communityId))) return null;
  const live = await listPassFigures(communityId, range.to, segment);
  return { live, ...(await countPassRenewals(communityId, range.from, range.to, segment)) };
}

/** A corrected day differs by at least this much, in minor units: half of the smallest coin. */
const corrected = 0.5;
const sparkPoints = 11;

/** MRR day by day: its small line, and where it no longer is what it was when the day was closed. */
async function findDays({
  communityId,
  currency,
  range,
}: Asked): Promise<{ spark: number[]; restated: Restated | null }> {
  const [first, last] = [range.days[0]!, range.days.at(-1)!];
  const changes = await listMrrChanges(communityId, currency, "", last);
  const closed = await listClosedMrr(communityId, currency, first, last);
  const byDay = new Map<string, number>();
  let running = changes.filter(({ day }) => day < first).reduce((sum, { change }) => sum + change, 0);
  const changeOf = new Map(changes.map(({ day, change }) => [day, change]));
  for (const day of range.days) {
    running += changeOf.get(day) ?? 0;
    byDay.set(day, running);
  }
  const values = [...byDay.values()];
  const differing = closed.filter(({ day, mrr }) => Math.abs(mrr - (byDay.get(day) ?? 0)) >= corrected);
  const latest = differing.at(-1);
  return {
    spark: Array.from(
      { length: sparkPoints },
      (_, i) => values[Math.round((i / (sparkPoints - 1)) * (values.length - 1))]!,
    ),
    restated: latest
      ? { days: differing.length, day: latest.day, closed: latest.mrr, now: byDay.get(latest.day) ?? 0 }
      : null,
  };
}

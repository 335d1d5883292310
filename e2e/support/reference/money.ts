import type { Money, PaidStretch, Stretch } from "./exports";
import { headcount, isThere, runs, withoutSeams } from "./people";

/** MRR, what moved it, churn by five definitions, and net revenue. */

export const mrr = (paid: readonly PaidStretch[], currency: string, t: number): number =>
  sum(paid.filter((period) => period.currency === currency && runs(period, t)).map(({ monthly }) => monthly));

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

export function mrrByPlan(paid: readonly PaidStretch[], t: number) {
  const running = Map.groupBy(
    paid.filter((period) => runs(period, t)),
    ({ currency, plan, interval }) => `${currency} ${plan} ${interval}`,
  );
  return Object.fromEntries(
    [...running].map(([key, own]) => [key, { amount: sum(own.map((one) => one.monthly)), subscriptions: own.length }]),
  );
}

export interface Moves {
  start: number;
  new: number;
  reactivation: number;
  expansion: number;
  contraction: number;
  churn: number;
  end: number;
}

const still = (start: number): Moves => ({
  start,
  new: 0,
  reactivation: 0,
  expansion: 0,
  contraction: 0,
  churn: 0,
  end: start,
});

const isNothing = (amount: number) => Math.abs(amount) < 1e-6;

/** Member by member, MRR at both ends. */
export function movements(paid: readonly PaidStretch[], currency: string, from: number, to: number): Moves {
  const own = paid.filter((period) => period.currency === currency);
  const moves = still(mrr(own, currency, from));
  for (const [, periods] of Map.groupBy(own, ({ member }) => member)) {
    const was = mrr(periods, currency, from);
    const is = mrr(periods, currency, to);
    if (isNothing(was) && isNothing(is)) continue;
    // Whoever paid something once and had stopped comes back; whoever never paid more than nothing is new.
    const hadStopped = periods.some(({ monthly, end }) => !isNothing(monthly) && end <= from);
    if (isNothing(was)) moves[hadStopped ? "reactivation" : "new"] += is;
    else if (isNothing(is)) moves.churn -= was;
    else if (is > was) moves.expansion += is - was;
    else moves.contraction += is - was;
  }
  moves.end = mrr(own, currency, to);
  return moves;
}

/** Happening by happening: at each instant, what a member paid just before and just after it. */
export function happenings(
  paid: readonly PaidStretch[],
  currency: string,
  from: number,
  to: number,
  netOfDiscounts: boolean,
): Moves {
  const moves = still(mrr(paid, currency, from));
  for (const [, periods] of Map.groupBy(paid, ({ member }) => member)) {
    const instants = new Set(periods.flatMap(({ start, end, discountEnd }) => [start, end, discountEnd]));
    for (const at of instants) {
      if (!(at > from && at <= to)) continue;
      const before = periods.filter(({ start, end }) => start < at && end >= at);
      const after = periods.filter((period) => runs(period, at));
      const off = (period: PaidStretch, isOff: boolean) => (netOfDiscounts && isOff ? period.discount : 0);
      const value = (list: PaidStretch[], isDiscounted: (period: PaidStretch) => boolean) =>
        sum(list.filter((one) => one.currency === currency).map((one) => one.monthly - off(one, isDiscounted(one))));
      const was = value(before, ({ discountEnd }) => discountEnd >= at);
      const is = value(after, ({ discountEnd }) => discountEnd > at);
      if (before.length === 0 && after.length > 0)
        moves[periods.some(({ start }) => start < at) ? "reactivation" : "new"] += is;
      else if (before.length > 0 && after.length === 0) moves.churn -= was;
      else if (!isNothing(is - was)) moves[is > was ? "expansion" : "contraction"] += is - was;
    }
  }
  moves.end = sum([moves.start, moves.new, moves.reactivation, moves.expansion, moves.contraction, moves.churn]);
  return moves;
}

/** What discounts for a time take off at `t`. */
export const discounts = (paid: readonly PaidStretch[], currency: string, t: number): number =>
  sum(
    paid
      .filter((period) => period.currency === currency && runs(period, t) && period.discountEnd > t)
      .map(({ discount }) => discount),
  );

/** Ends of paying in (from, to]. */
export const endsWithin = (paid: readonly Stretch[], from: number, to: number): number =>
  [...withoutSeams(paid).values()].flat().filter(({ end }) => end > from && end <= to).length;

/** Of plans paid by the month: how many ran at the start, and how many people who paid so stopped in between. */
export function monthlyPlans(paid: readonly PaidStretch[], from: number, to: number) {
  const monthly = paid.filter(({ interval }) => interval === "month");
  const ended = [...withoutSeams(paid).values()]
    .flat()
    .filter(
      ({ end, member }) => end > from && end <= to && monthly.some((one) => one.member === member && one.end === end),
    );
  return { from: monthly.filter((period) => runs(period, from)).length, ended: ended.length };
}

/** Paying at the start and not at the end. */
export function lost(paid: readonly Stretch[], from: number, to: number): number {
  const people = [...withoutSeams(paid).values()];
  return people.filter((own) => isThere(own, from) && !isThere(own, to)).length;
}

const over = (part: number, whole: number) => (whole === 0 ? null : part / whole);

/** Churn by five definitions. */
export function churn(paid: readonly PaidStretch[], from: number, to: number) {
  const count = headcount(paid, from, to);
  const gone = lost(paid, from, to);
  const ends = endsWithin(paid, from, to);
  return {
    guildhall: over(gone, count.from),
    stripe: over(ends, count.from + count.firstStarts),
    chartmogul: over(gone, count.from),
    baremetrics: over(ends, count.from),
    article: count.netGrowth === null ? null : 0 - count.netGrowth,
  };
}

export const retention = (moves: Moves) => ({
  net: over(moves.start + moves.expansion + moves.contraction + moves.churn, moves.start),
  gross: over(moves.start + moves.contraction + moves.churn, moves.start),
});

/** Charges, what went back (refunds, disputes; what came back of those counts up again), and what is left. */
export function revenue(payments: readonly Money[], currency: string, from: number, to: number) {
  const own = payments.filter((one) => one.currency === currency && one.at >= from && one.at < to);
  const charges = sum(own.filter(({ kind }) => kind === "charge").map(({ amount }) => amount));
  const refunds = sum(own.filter(({ kind }) => kind !== "charge").map(({ amount }) => amount));
  return { charges, refunds, net: charges + refunds };
}

/** Everybody who was ever charged more than nothing before `to`. */
export const chargedPeople = (payments: readonly Money[], currency: string, to: number): number =>
  new Set(
    payments
      .filter((one) => one.kind === "charge" && one.currency === currency && one.amount > 0 && one.at < to)
      .map(({ member }) => member),
  ).size;

/** Charges less what went back, of plans alone, over the mean of who paid for a plan at both ends. */
export function perPayingMember(
  { paid, payments }: { paid: readonly Stretch[]; payments: readonly Money[] },
  currency: string,
  from: number,
  to: number,
): number | null {
  const count = headcount(paid, from, to);
  const forPlans = payments.filter(({ product }) => product === "subscription");
  return over(revenue(forPlans, currency, from, to).net, (count.from + count.to) / 2);
}

export function soldOnce(payments: readonly Money[], products: readonly string[], from: number, to: number) {
  const own = payments.filter(({ product, at }) => products.includes(product) && at >= from && at < to);
  return { amount: sum(own.map(({ amount }) => amount)), count: own.filter(({ kind }) => kind === "charge").length };
}

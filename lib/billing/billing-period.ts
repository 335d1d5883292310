/** How often a subscription is charged. */
export const intervals = ["month", "year"] as const;
export type Interval = (typeof intervals)[number];

const monthsOf: Record<Interval, number> = { month: 1, year: 12 };

/**
 * The start of the `count`-th period of a subscription anchored at `anchor`, in UTC. Every boundary is counted from the
 * anchor and not from its neighbour, so the 31st becomes the last day of a short month and the 31st again after it, and
 * 29 February becomes the 28th in common years and returns in leap years (Stripe's rule for billing_cycle_anchor).
 */
export function periodBoundary(anchor: Date, interval: Interval, count: number): Date {
  const months = anchor.getUTCMonth() + count * monthsOf[interval];
  const year = anchor.getUTCFullYear() + Math.floor(months / 12);
  const month = ((months % 12) + 12) % 12;
  const boundary = new Date(anchor);
  boundary.setUTCDate(1);
  boundary.setUTCFullYear(year, month, Math.min(anchor.getUTCDate(), daysIn(year, month)));
  return boundary;
}

/** The first boundary strictly after `moment`: the end of the half-open period [start, end) that holds it. */
export function periodEndAfter(anchor: Date, interval: Interval, moment: Date): Date {
  const monthsApart =
    (moment.getUTCFullYear() - anchor.getUTCFullYear()) * 12 + moment.getUTCMonth() - anchor.getUTCMonth();
  let count = Math.floor(monthsApart / monthsOf[interval]) - 1;
  while (periodBoundary(anchor, interval, count) <= moment) count++;
  return periodBoundary(anchor, interval, count);
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
}

/**
 * The monthly value of a recurring price in minor units, its fraction kept: a yearly price divided by 12 (MRR as Stripe
 * and ChartMogul normalise it).
 */
export function monthlyAmount(amount: number, interval: Interval): number {
  return amount / monthsOf[interval];
}

/** What twelve months cost, and what paying for the year at once saves, in minor units; 0 when it saves nothing. */
export function yearlySaving(monthly: number, yearly: number): number {
  return Math.max(0, monthly * 12 - yearly);
}

/** A stretch of time [from, to). */
export interface Stretch {
  from: Date;
  to: Date;
}

/** Joins stretches that overlap or touch; the result is in order and has gaps between its members. */
export function joinStretches(stretches: readonly Stretch[]): Stretch[] {
  const joined: Stretch[] = [];
  const inOrder = stretches.filter((s) => s.from < s.to).sort((a, b) => a.from.getTime() - b.from.getTime());
  for (const { from, to } of inOrder) {
    const last = joined.at(-1);
    if (last && from <= last.to) last.to = new Date(Math.max(to.getTime(), last.to.getTime()));
    else joined.push({ from, to });
  }
  return joined;
}

/** The part of `stretches` before `limit`. */
export function cutAt(stretches: readonly Stretch[], limit: Date): Stretch[] {
  return stretches
    .filter((stretch) => stretch.from < limit)
    .map(({ from, to }) => ({ from, to: to < limit ? to : limit }));
}

/** `stretches` without the time from `from` up to `to`; without `to`, nothing is left after `from`. */
export function without(stretches: readonly Stretch[], from: Date, to: Date | null): Stretch[] {
  const before = cutAt(stretches, from);
  if (to === null) return before;
  const after = stretches
    .filter((stretch) => stretch.to > to)
    .map((stretch) => ({ from: stretch.from > to ? stretch.from : to, to: stretch.to }));
  return [...before, ...after];
}

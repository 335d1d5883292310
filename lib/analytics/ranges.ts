import { Temporal } from "temporal-polyfill";
import { addDays, addMonths, dayOf, daysBetween, monthOf, startOfDay } from "@/lib/platform/calendar";

/** The ranges the growth page offers; they stand in its URL. */
export const rangeKeys = ["7d", "30d", "90d", "12m"] as const;
export type RangeKey = (typeof rangeKeys)[number];

const lengths: Record<RangeKey, Temporal.DurationLike> = {
  "7d": { days: 7 },
  "30d": { days: 30 },
  "90d": { days: 90 },
  "12m": { months: 12 },
};

/**
 * A stretch of time [from, to) made of whole days of a zone, of which the last may still be running: `to` is then the
 * present moment. `days` are those days as YYYY-MM-DD, first to last.
 */
export interface Range {
  key: RangeKey;
  zone: string;
  from: Date;
  to: Date;
  days: string[];
}

/** The `count` months that end with the month of `asOf`, oldest first. */
export function monthsUpTo(asOf: Date, zone: string, count: number): string[] {
  const last = monthOf(asOf, zone);
  return Array.from({ length: count }, (_, i) => addMonths(last, i - count + 1));
}

/** The range `key` whose last day is the day of `asOf` and which ends at `asOf`. */
export function rangeEndingAt(key: RangeKey, asOf: Date, zone: string): Range {
  // An instant exactly on a day's start closes the day before: [from, to) holds nothing of the new day.
  const lastDay = dayOf(new Date(asOf.getTime() - 1), zone);
  const end = addDays(lastDay, 1);
  const first = Temporal.PlainDate.from(end).subtract(lengths[key]).toString();
  return { key, zone, from: startOfDay(first, zone), to: asOf, days: daysBetween(first, end) };
}

/** The range of the same calendar length that ends where `range` begins. */
export function previousRange(range: Range): Range {
  const end = range.days[0]!;
  const first = Temporal.PlainDate.from(end).subtract(lengths[range.key]).toString();
  return { ...range, from: startOfDay(first, range.zone), to: range.from, days: daysBetween(first, end) };
}

/** The end of `day`, or `now` when the day has not ended. Without a day, `now`. A day to come counts as today. */
export function asOfInstant(day: string | undefined, now: Date, zone: string): Date {
  if (!day) return now;
  const end = startOfDay(addDays(day, 1), zone);
  return end < now ? end : now;
}

/** The earlier of two instants. */
export function earlier(a: Date, b: Date): Date {
  return new Date(Math.min(a.getTime(), b.getTime()));
}

import { Temporal } from "temporal-polyfill";

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

/** The day of `zone` in which `at` falls, as YYYY-MM-DD. */
export function dayOf(at: Date, zone: string): string {
  return zoned(at, zone).toPlainDate().toString();
}

/** The first instant of a day of `zone`. Not always midnight: some zones skip it when summer time begins. */
export function startOfDay(day: string, zone: string): Date {
  return instantOf(Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone }));
}

/** The day `count` days after `day` (before it when negative). */
export function addDays(day: string, count: number): string {
  return Temporal.PlainDate.from(day).add({ days: count }).toString();
}

/** Days from `first` up to, not including, `end`. */
function daysBetween(first: string, end: string): string[] {
  const days: string[] = [];
  for (let day = first; day < end; day = addDays(day, 1)) days.push(day);
  return days;
}

/** The calendar month of `zone` in which `at` falls, as YYYY-MM. */
export function monthOf(at: Date, zone: string): string {
  return dayOf(at, zone).slice(0, 7);
}

/** The month `count` months after `month`. */
export function addMonths(month: string, count: number): string {
  return Temporal.PlainYearMonth.from(month).add({ months: count }).toString();
}

/** The first instant of a calendar month of `zone`. */
export function startOfMonth(month: string, zone: string): Date {
  return startOfDay(`${month}-01`, zone);
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

function zoned(at: Date, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);
}

function instantOf(time: Temporal.ZonedDateTime): Date {
  return new Date(time.epochMilliseconds);
}

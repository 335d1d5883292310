import { addDays, addMonths, startOfDay, startOfMonth, unitNumber } from "@/lib/platform/calendar";
import type { Range } from "./ranges";

/** Ranges of more days than this are read from whole months where they can be. */
export const daysReadSingly = 45;

/**
 * How a range is read from projections without going through every day of a year: whole months from `activity_months`,
 * the days before and after them from `activity_days`. Together they are exactly the range's days, each once.
 */
export interface Stretches {
  /** First and last month, as running numbers; null when the range is short or holds no whole month. */
  months: [first: number, last: number] | null;
  /** Stretches of days outside of those months: first and last day, inclusive. */
  days: [first: string, last: string][];
}

/** How a range is read: its last day may be today, and then its month counts as whole. */
export const stretchesIn = (range: Range): Stretches =>
  stretchesOf(range, startOfDay(addDays(range.days.at(-1)!, 1), range.zone) > range.to);

/**
 * Cuts a range. `runsStill` says that its last day is today: nothing has happened after it, so the running month counts
 * as whole although it is not over.
 */
export function stretchesOf({ days }: Pick<Range, "days">, runsStill: boolean): Stretches {
  const [first, last] = [days[0]!, days.at(-1)!];
  if (days.length <= daysReadSingly) return { months: null, days: [[first, last]] };
  const firstWhole = first.endsWith("-01") ? first.slice(0, 7) : addMonths(first.slice(0, 7), 1);
  const lastMonth = last.slice(0, 7);
  const isWhole = runsStill || lastDayOf(lastMonth) === last;
  const lastWhole = isWhole ? lastMonth : addMonths(lastMonth, -1);
  if (firstWhole > lastWhole) return { months: null, days: [[first, last]] };
  const before = days.filter((day) => day.slice(0, 7) < firstWhole);
  const after = days.filter((day) => day.slice(0, 7) > lastWhole);
  return {
    months: [unitNumber(firstWhole, "month"), unitNumber(lastWhole, "month")],
    days: [before, after].filter((part) => part.length > 0).map((part) => [part[0]!, part.at(-1)!]),
  };
}

function lastDayOf(month: string): string {
  return new Date(startOfMonth(addMonths(month, 1), "UTC").getTime() - 1).toISOString().slice(0, 10);
}

import { addDays, addMonths, dayOf, startOfDay, unitNumber } from "@/lib/platform/calendar";

/** A stretch of whole days of a zone that ends with the day of the moment asked about, which may still run. */
export interface DayWindow {
  firstDay: string;
  lastDay: string;
  /** The first instant of `firstDay`. */
  from: Date;
}

/** The `days` days that end with the one in which `asOf` falls. A moment at which a day begins closes the day before. */
export function windowOf(days: number, asOf: Date, zone: string): DayWindow {
  const lastDay = dayOf(new Date(asOf.getTime() - 1), zone);
  const firstDay = addDays(lastDay, 1 - days);
  return { firstDay, lastDay, from: startOfDay(firstDay, zone) };
}

/** A window as stretches of days and whole months (as numbers, both ends included) that together are the window. */
export interface WindowParts {
  days: [first: string, last: string][];
  months: [first: number, last: number] | null;
}

/** Beyond this a window is read from what is added up by the month, but for the days at its edges. */
const longestByDay = 45;

/** How to add up a window without touching each of its days. */
export function partsOf({ firstDay, lastDay }: DayWindow): WindowParts {
  const byDay: WindowParts = { days: [[firstDay, lastDay]], months: null };
  if (addDays(firstDay, longestByDay) > lastDay) return byDay;
  const firstMonth = firstDay.endsWith("-01") ? firstDay.slice(0, 7) : addMonths(firstDay.slice(0, 7), 1);
  const afterLast = addDays(lastDay, 1).slice(0, 7);
  if (firstMonth >= afterLast) return byDay;
  const edges: [string, string][] = [
    [firstDay, addDays(`${firstMonth}-01`, -1)],
    [`${afterLast}-01`, lastDay],
  ];
  return {
    days: edges.filter(([first, last]) => first <= last),
    months: [unitNumber(firstMonth, "month"), unitNumber(afterLast, "month") - 1],
  };
}

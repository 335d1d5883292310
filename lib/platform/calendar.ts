import { Temporal } from "temporal-polyfill";

/** Days, weeks and months of a time zone. Days are YYYY-MM-DD, months YYYY-MM; both sort as text. */

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
  // Plain days all have 24 hours, and charts ask for thousands: Temporal takes six times as long.
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * dayMs).toISOString().slice(0, 10);
}

const dayMs = 86_400_000;

/** Days from `first` up to, not including, `end`. */
export function daysBetween(first: string, end: string): string[] {
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

/** The Monday of the ISO week in which `day` falls: weeks are named by it, so they sort as text. */
export function weekOf(day: string): string {
  const date = Temporal.PlainDate.from(day);
  return date.subtract({ days: date.dayOfWeek - 1 }).toString();
}

/** The units cohorts are cut in. */
export type CalendarUnit = "week" | "month";

const firstMonday = Temporal.PlainDate.from("1970-01-05");

/** A unit as a number that grows by one from each to the next: months since January of year 0, weeks since 5 January 1970. */
export function unitNumber(name: string, unit: CalendarUnit): number {
  if (unit === "month") return Number(name.slice(0, 4)) * 12 + Number(name.slice(5, 7)) - 1;
  return firstMonday.until(Temporal.PlainDate.from(name), { largestUnit: "days" }).days / 7;
}

/** The unit with that number: YYYY-MM, or the Monday of the week. */
export function unitName(number: number, unit: CalendarUnit): string {
  if (unit === "week") return firstMonday.add({ days: number * 7 }).toString();
  return `${String(Math.floor(number / 12)).padStart(4, "0")}-${String((number % 12) + 1).padStart(2, "0")}`;
}

/** The number of the unit of `zone` in which `at` falls. */
export function unitNumberAt(at: Date, unit: CalendarUnit, zone: string): number {
  const day = dayOf(at, zone);
  return unitNumber(unit === "month" ? day.slice(0, 7) : weekOf(day), unit);
}

/** The first instant of a unit of `zone`. */
export function startOfUnit(number: number, unit: CalendarUnit, zone: string): Date {
  const name = unitName(number, unit);
  return startOfDay(unit === "month" ? `${name}-01` : name, zone);
}

function zoned(at: Date, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);
}

function instantOf(time: Temporal.ZonedDateTime): Date {
  return new Date(time.epochMilliseconds);
}

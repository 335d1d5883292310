import { addDays, type CalendarUnit, dayOf, startOfDay, unitName, unitNumber, weekOf } from "@/lib/platform/calendar";

/** A day of a zone with its edges, and the units it belongs to (numbered as in lib/platform/calendar.ts). */
export interface ZoneDay {
  /** YYYY-MM-DD. */
  name: string;
  /** First instant of the day and of the next one, in epoch milliseconds. */
  from: number;
  to: number;
  month: number;
  week: number;
  isFirstOfMonth: boolean;
  isFirstOfWeek: boolean;
}

export type ZoneDayAt = (at: Date) => ZoneDay;

const utcDayMs = 86_400_000;

/**
 * Tells the day of an instant, remembering every day it has found: a day's edges are dear, and a journal of years has
 * a few thousand of them. Each UTC day keeps the local days it overlaps, mostly two.
 */
export function zoneDays(zone: string): ZoneDayAt {
  const known = new Map<number, ZoneDay[]>();
  return (at) => {
    const time = at.getTime();
    const utcDay = Math.floor(time / utcDayMs);
    const overlapping = known.get(utcDay) ?? [];
    const found = overlapping.find(({ from, to }) => from <= time && time < to);
    if (found) return found;
    const day = zoneDay(dayOf(at, zone), zone);
    known.set(utcDay, [...overlapping, day]);
    return day;
  };
}

function zoneDay(name: string, zone: string): ZoneDay {
  return {
    name,
    from: startOfDay(name, zone).getTime(),
    to: startOfDay(addDays(name, 1), zone).getTime(),
    month: unitNumber(name.slice(0, 7), "month"),
    week: unitNumber(weekOf(name), "week"),
    isFirstOfMonth: name.endsWith("-01"),
    isFirstOfWeek: weekOf(name) === name,
  };
}

/** The first month, or week, that does not begin before `at`: the boundary at which what happens at `at` first shows. */
export function boundaryFrom(at: Date, dayAt: ZoneDayAt): { month: number; week: number } {
  const day = dayAt(at);
  const isStart = day.from === at.getTime();
  return {
    month: isStart && day.isFirstOfMonth ? day.month : day.month + 1,
    week: isStart && day.isFirstOfWeek ? day.week : day.week + 1,
  };
}

/** The number of the unit that holds a day. */
export function unitOfDay(day: string, unit: CalendarUnit): number {
  return unitNumber(unit === "month" ? day.slice(0, 7) : weekOf(day), unit);
}

/** Days from `first` up to, not including, `end`. */
export interface DayStretch {
  first: string;
  end: string;
}

/** The days of a unit. */
export function daysOfUnit(number: number, unit: CalendarUnit): DayStretch {
  const start = (at: number) => (unit === "month" ? `${unitName(at, unit)}-01` : unitName(at, unit));
  return { first: start(number), end: start(number + 1) };
}

/** The calendar months from number `first` to `last`, both included. */
export function monthsBetween(first: number, last: number): DayStretch[] {
  return Array.from({ length: Math.max(last - first + 1, 0) }, (_, i) => daysOfUnit(first + i, "month"));
}

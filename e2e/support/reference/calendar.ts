import { Temporal } from "temporal-polyfill";

/** Calendar of one zone, on Temporal alone. Months are Temporal.PlainYearMonth as text, days PlainDate as text. */
export interface Calendar {
  dayOf(at: number): string;
  /** The first instant of a day, which is not midnight where the clock skips it. */
  startOf(day: string): number;
  plusDays(day: string, days: number): string;
  /** First day of the month or ISO week a day lies in, and of the one `count` later. */
  unitOf(day: string, unit: Unit): string;
  plusUnits(firstDay: string, unit: Unit, count: number): string;
}

export type Unit = "month" | "week";
export type Length = "7d" | "30d" | "90d" | "12m";

export function calendarOf(zone: string): Calendar {
  const date = (day: string) => Temporal.PlainDate.from(day);
  return {
    dayOf: (at) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString(),
    startOf: (day) => date(day).toZonedDateTime(zone).epochMilliseconds,
    plusDays: (day, days) => date(day).add({ days }).toString(),
    unitOf: (day, unit) => {
      const plain = date(day);
      return (unit === "month" ? plain.with({ day: 1 }) : plain.subtract({ days: plain.dayOfWeek - 1 })).toString();
    },
    plusUnits: (first, unit, count) =>
      date(first)
        .add(unit === "month" ? { months: count } : { weeks: count })
        .toString(),
  };
}

/** The range of a length whose last day is `lastDay`: [from, to) as instants, and its days. */
export function rangeUpTo(calendar: Calendar, lastDay: string, length: Length) {
  const end = Temporal.PlainDate.from(lastDay).add({ days: 1 });
  const first = length === "12m" ? end.subtract({ months: 12 }) : end.subtract({ days: Number.parseInt(length, 10) });
  const days: string[] = [];
  for (let day = first; Temporal.PlainDate.compare(day, end) < 0; day = day.add({ days: 1 })) days.push(day.toString());
  return { from: calendar.startOf(first.toString()), to: calendar.startOf(end.toString()), days };
}

import { Temporal } from "temporal-polyfill";

/** The first moment after a day (`2026-12-31`) in a time zone: the exclusive end of what is valid through it. Null for no day. */
export function endOfDay(day: string, zone: string): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return null;
  try {
    return new Date(Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds);
  } catch {
    return null;
  }
}

/** The last day something with this exclusive end is valid on, in a time zone. */
export function lastDayOf(end: Date, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(end.getTime() - 1)
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .toString();
}

import { Temporal } from "temporal-polyfill";

/** An instant as the clocks of a zone showed it, to the minute: "2026-11-22 14:05". Sorts as text. */
export function localTime(at: Date, zone: string): string {
  const time = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDateTime();
  return time.toString({ smallestUnit: "minute" }).replace("T", " ");
}

import { Temporal } from "temporal-polyfill";

/**
 * The moment a `datetime-local` value (`2026-11-27T09:00`) means in a zone, or null when it is not one. A local time
 * that a clock change skips moves forward, one that happens twice is the earlier (Temporal's "compatible").
 */
export function parseLocalTime(text: string, zone: string): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(text)) return null;
  try {
    return new Date(Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds);
  } catch {
    return null;
  }
}

/** The `datetime-local` value of a moment in a zone. */
export function formatLocalTime(at: Date, zone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDateTime();
  return local.toString({ smallestUnit: "minute" });
}

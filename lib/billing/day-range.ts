import { dayMs } from "@/lib/platform/clock";
import { endOfDay } from "./last-day";

/** A half-open time: [from, until). Null is without that bound. */
export interface DayRange {
  from: Date | null;
  until: Date | null;
}

/** From the first moment of one day to the last of another (`2026-12-31`), in a time zone. What is no day sets no bound. */
export function dayRange(from: string, to: string, zone: string): DayRange {
  return { from: startOfDay(from, zone), until: endOfDay(to, zone) };
}

/** Every day begins when the day before ends. */
function startOfDay(day: string, zone: string): Date | null {
  const noon = new Date(`${day}T12:00:00Z`);
  if (!endOfDay(day, zone)) return null;
  return endOfDay(new Date(noon.getTime() - dayMs).toISOString().slice(0, 10), zone);
}

import { addDays, dayOf, startOfDay, weekOf } from "@/lib/platform/calendar";
import { dayMs, hourMs } from "@/lib/platform/clock";

/** The letter goes out on Monday from this hour of the community's zone on… */
const sendingHour = 8;
/** …and not later than so many days after: a server that was off does not send old news. */
const lateDays = 3;

/** The week (its Monday) a letter is due for at `at`, or null between Thursday and Monday morning. */
export function letterWeek(at: Date, zone: string): string | null {
  const monday = weekOf(dayOf(at, zone));
  const since = at.getTime() - startOfDay(monday, zone).getTime();
  return since >= sendingHour * hourMs && since < lateDays * dayMs ? monday : null;
}

/** The week before: what the letter tells of, [from, to) with its seven days. */
export function weekBefore(monday: string, zone: string): { from: Date; to: Date; first: string; last: string } {
  const first = addDays(monday, -7);
  return { from: startOfDay(first, zone), to: startOfDay(monday, zone), first, last: addDays(monday, -1) };
}

import type { Calendar } from "./calendar";
import type { Happening } from "./exports";

/** A and what belongs beside it. */

const interactions = ["discussion", "question", "answer", "comment", "reaction"];

export function activity(events: readonly Happening[], members: ReadonlySet<string>, from: number, to: number) {
  const done = events.filter(({ type, at }) => interactions.includes(type) && at >= from && at < to);
  const n = members.size;
  const perMember = Map.groupBy(done, ({ member }) => member);
  const writers = new Set(done.filter(({ type }) => type !== "reaction").map(({ member }) => member));
  const over = (part: number) => (n === 0 ? null : part / n);
  return {
    interactions: done.length,
    members: n,
    perMember: over(done.length),
    active: perMember.size,
    activeShare: over(perMember.size),
    median: median([...members].map((member) => perMember.get(member)?.length ?? 0)),
    contributorShare: over(writers.size),
  };
}

function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Distinct people with an interaction in the 1, 7 and 30 days that end with `day`. */
export function activePeople(events: readonly Happening[], calendar: Calendar, day: string) {
  const end = calendar.startOf(calendar.plusDays(day, 1));
  const people = (days: number) => {
    const start = calendar.startOf(calendar.plusDays(day, 1 - days));
    return new Set(
      events
        .filter(({ type, at }) => interactions.includes(type) && at >= start && at < end)
        .map(({ member }) => member),
    ).size;
  };
  return { day1: people(1), days7: people(7), days30: people(30) };
}

/** Mean DAU over mean MAU; null when nobody was active. */
export function stickiness(events: readonly Happening[], calendar: Calendar, days: readonly string[]): number | null {
  const counted = days.map((day) => activePeople(events, calendar, day));
  const months = counted.reduce((sum, { days30 }) => sum + days30, 0);
  return months === 0 ? null : counted.reduce((sum, { day1 }) => sum + day1, 0) / months;
}

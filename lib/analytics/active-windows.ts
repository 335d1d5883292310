import { addDays } from "@/lib/platform/calendar";

/** Distinct people with an interaction in the 1, 7 and 30 days that end with `day`: DAU, WAU, MAU of that day. */
export interface ActiveDay {
  day: string;
  day1: number;
  days7: number;
  days30: number;
}

/** The longest window; whoever counts windows needs this many days, less one, before the first. */
export const windowDays = 30;

/** The first day of which activity is needed for the windows of `day`. */
export const windowStart = (day: string): string => addDays(day, 1 - windowDays);

/**
 * `people` were active on `day`, and the last time before it on `before` (null: not since the lead-in began). From
 * such groups every window follows without anybody's name.
 */
export interface ActiveStep {
  day: string;
  before: string | null;
  people: number;
}

/**
 * DAU, WAU and MAU of each of `days`. Being active on a day fills the window days from it on; the day before it that
 * the same person was active has filled some of them already, and they count once.
 */
export function activeWindows(steps: readonly ActiveStep[], days: readonly string[]): ActiveDay[] {
  if (days.length === 0) return [];
  const number = numbersFrom(windowStart(days[0]!), days.length + windowDays);
  const filled = [1, 7, windowDays].map((width) => fill(steps, width, number));
  return days.map((day) => {
    const at = number.get(day)!;
    const [day1 = 0, days7 = 0, days30 = 0] = filled.map((counts) => counts[at] ?? 0);
    return { day, day1, days7, days30 };
  });
}

/** For each day the number of people whose window of `width` days holds an active day. */
function fill(steps: readonly ActiveStep[], width: number, number: ReadonlyMap<string, number>): number[] {
  const changes = new Array<number>(number.size + 1).fill(0);
  for (const { day, before, people } of steps) {
    const at = number.get(day);
    if (at === undefined) continue;
    const known = before === null ? undefined : number.get(before);
    const from = known === undefined ? at : Math.max(at, known + width);
    changes[from] = (changes[from] ?? 0) + people;
    const end = at + width;
    changes[end] = (changes[end] ?? 0) - people;
  }
  let sum = 0;
  return changes.map((change) => {
    sum += change;
    return sum;
  });
}

function numbersFrom(first: string, count: number): Map<string, number> {
  const numbers = new Map<string, number>();
  for (let at = 0, day = first; at < count; at += 1, day = addDays(day, 1)) numbers.set(day, at);
  return numbers;
}

/** The steps of people whose active days are known. */
export function stepsOf(rows: Iterable<{ memberId: string; day: string }>): ActiveStep[] {
  const days = new Map<string, Set<string>>();
  for (const { memberId, day } of rows) days.set(memberId, (days.get(memberId) ?? new Set()).add(day));
  return [...days.values()].flatMap((own) =>
    [...own].sort().map((day, i, sorted) => ({ day, before: sorted[i - 1] ?? null, people: 1 })),
  );
}

export interface Stickiness {
  meanDay1: number;
  meanDays30: number;
  /** Mean DAU over mean MAU: on how many of 30 days an active member comes, as a share. Null without activity. */
  share: number | null;
}

/** Stickiness of a range: the mean of its days' DAU over the mean of the same days' MAU. */
export function stickiness(days: readonly ActiveDay[]): Stickiness {
  const mean = (name: "day1" | "days30") =>
    days.length === 0 ? 0 : days.reduce((sum, day) => sum + day[name], 0) / days.length;
  const [meanDay1, meanDays30] = [mean("day1"), mean("days30")];
  return { meanDay1, meanDays30, share: meanDays30 === 0 ? null : meanDay1 / meanDays30 };
}

/** Interactions of an average Monday, Tuesday … Sunday among `days`; null when the range holds none. */
export function weekdayMeans(totals: readonly { period: string; total: number }[]): (number | null)[] {
  const sums = Array.from({ length: 7 }, () => ({ total: 0, days: 0 }));
  for (const { period, total } of totals) {
    const sum = sums[(new Date(`${period}T00:00:00Z`).getUTCDay() + 6) % 7]!;
    sum.total += total;
    sum.days += 1;
  }
  return sums.map(({ total, days }) => (days === 0 ? null : total / days));
}

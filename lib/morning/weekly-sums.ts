import { addDays } from "@/lib/platform/calendar";
import { type WatchedMetric, watchedMetrics } from "./types";
import { findUnusual, type Unusual } from "./usual-range";

/** What a day's projections say: its interactions, the people active in the week that ends with it, edges of spans. */
export interface WeekRows {
  active: { day: string; interactions: number; active: number }[];
  spans: { day: string; scope: string; kind: string; count: number }[];
}

export type WeekFigures = Record<WatchedMetric, number>;

/** Sums up the seven days that end with `last`. */
export function figuresOfWeek({ active, spans }: WeekRows, last: string): WeekFigures {
  const first = addDays(last, -6);
  const inWeek = <Row extends { day: string }>(rows: Row[]) => rows.filter(({ day }) => day >= first && day <= last);
  const week = inWeek(spans);
  const edges = (scope: string, ends: boolean) =>
    week.filter((row) => row.scope === scope && (row.kind === "end") === ends).reduce((sum, row) => sum + row.count, 0);
  return {
    interactions: inWeek(active).reduce((sum, row) => sum + row.interactions, 0),
    active: active.find(({ day }) => day === last)?.active ?? 0,
    joined: edges("member", false),
    left: edges("member", true),
    started: edges("paying", false),
    ended: edges("paying", true),
  };
}

/**
 * What of the week that ends with `last` lies outside of its usual range, against the twelve weeks before it, as far as
 * the community existed: weeks before `since` are no weeks without anything.
 */
export function unusualFigures(rows: WeekRows, last: string, since: string): (Unusual & { metric: WatchedMetric })[] {
  const week = figuresOfWeek(rows, last);
  const before: WeekFigures[] = [];
  for (let end = addDays(last, -7); before.length < weeksCompared && addDays(end, -6) >= since; end = addDays(end, -7))
    before.push(figuresOfWeek(rows, end));
  return watchedMetrics.flatMap((metric) => {
    const found = findUnusual(
      week[metric],
      before.map((figures) => figures[metric]),
    );
    return found ? [{ ...found, metric }] : [];
  });
}

export const weeksCompared = 12;

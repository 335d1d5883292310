import type { Scope } from "./periods";

/** The rows of `interaction_days`: what all members did on a day, by kind. */
export function interactionDaysOf(
  rows: Iterable<{ day: string; kind: string; count: number }>,
): { day: string; kind: string; count: number }[] {
  const days = new Map<string, { day: string; kind: string; count: number }>();
  for (const { day, kind, count } of rows) {
    const key = `${day} ${kind}`;
    days.set(key, { day, kind, count: count + (days.get(key)?.count ?? 0) });
  }
  return [...days.values()];
}

/** One row of the projection `activity_months`, without its community. */
export interface ActivityMonth {
  month: number;
  memberId: string;
  interactions: number;
  written: number;
  days: number;
}

/** What the rows of `activity_days` of one month add up to, member by member. */
export function activityMonthOf(
  month: number,
  rows: Iterable<{ day: string; memberId: string; kind: string; count: number }>,
): ActivityMonth[] {
  const members = new Map<string, ActivityMonth & { seen: Set<string> }>();
  for (const { day, memberId, kind, count } of rows) {
    let member = members.get(memberId);
    if (!member) {
      member = { month, memberId, interactions: 0, written: 0, days: 0, seen: new Set() };
      members.set(memberId, member);
    }
    member.interactions += count;
    if (kind !== "reaction") member.written += count;
    member.days = member.seen.add(day).size;
  }
  return [...members.values()].map(({ seen: _, ...member }) => member);
}

/** One row of the projection `activity_cohorts`, without its community. */
export interface ActivityCohort {
  scope: Scope;
  unit: "month" | "week";
  cohort: number;
  period: number;
  active: number;
}

/**
 * Of each cohort, how many of the people active in unit `period` it holds. What somebody did before their cohort
 * began is left out: a table of retention begins with its own unit.
 */
export function activityCohortsOf(
  unit: ActivityCohort["unit"],
  period: number,
  people: Iterable<string>,
  cohorts: Record<Scope, ReadonlyMap<string, number>>,
): ActivityCohort[] {
  const rows = new Map<string, ActivityCohort>();
  for (const person of people) {
    for (const scope of ["member", "paying"] as const) {
      const cohort = cohorts[scope].get(person);
      if (cohort === undefined || cohort > period) continue;
      const key = `${scope} ${cohort}`;
      const row = rows.get(key) ?? { scope, unit, cohort, period, active: 0 };
      row.active += 1;
      rows.set(key, row);
    }
  }
  return [...rows.values()];
}

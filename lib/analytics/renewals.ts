import { type CalendarUnit, unitName, unitNumberAt } from "@/lib/platform/calendar";
import { dayMs } from "@/lib/platform/clock";
import type { ProjectedPeriod } from "./periods";
import { type CohortTable, cohortOf, rowNumbers, weightedAverages } from "./retention";

/** Mean length of the terms that are sold, in whole milliseconds, so that SQL and this file divide alike. */
export const termMs: Readonly<Record<string, number>> = { month: 2_629_746_000, year: 31_556_952_000 };

/** Calendar months are up to three days off their mean: who ends this close before a due date has come to it. */
export const dueSlackMs = 4.5 * dayMs;

/** No grace after a failed renewal is longer than 21 days; with the calendar's slack, who is still there has renewed. */
export const decidedAfterMs = 24 * dayMs;

/** The time one subscription was paid for at one interval: terms follow each other from its start. */
export interface TermRun {
  memberId: string;
  interval: string;
  startsAt: Date;
  /** Null while it runs. */
  endsAt: Date | null;
  /** It ended by going on at another interval. */
  switched: boolean;
}

/** The runs of terms in paid periods, as known at `asOf`. Periods at no interval that is sold are left out. */
export function termRuns(periods: readonly ProjectedPeriod[], asOf: Date): TermRun[] {
  const known = periods.filter(
    (p) => p.scope === "paying" && p.startsAt <= asOf && p.interval !== null && p.interval in termMs,
  );
  const runs = Map.groupBy(known, (p) => JSON.stringify([p.memberId, p.sourceId, p.interval]));
  return [...runs.values()].map((run) => {
    const ended = run.filter((p) => p.endsAt !== null && p.endsAt <= asOf);
    const endsAt = ended.length < run.length ? null : Math.max(...ended.map((p) => p.endsAt!.getTime()));
    return {
      memberId: run[0]!.memberId,
      interval: run[0]!.interval!,
      startsAt: new Date(Math.min(...run.map((p) => p.startsAt.getTime()))),
      endsAt: endsAt === null ? null : new Date(endsAt),
      switched: ended.every((p) => p.endReason === "changed"),
    };
  });
}

/**
 * How many terms of a run have come due and been decided at `asOf`, and how many of those were renewed. A term has
 * come due when the paid time reached its end; it is decided 24 days later, when no grace runs any more; it was
 * renewed when the paid time still ran then, or went on at another interval. Always: renewed ≤ due ≤ renewed + 1.
 */
export function renewalsOf(run: TermRun, asOf: Date): { due: number; renewed: number } {
  const whole = (ms: number) => Math.max(0, Math.floor(ms / termMs[run.interval]!));
  const decided = whole(asOf.getTime() - run.startsAt.getTime() - decidedAfterMs);
  if (run.endsAt === null) return { due: decided, renewed: decided };
  const lasted = run.endsAt.getTime() - run.startsAt.getTime();
  const due = whole(lasted + dueSlackMs);
  const renewed = run.switched ? due : whole(lasted - decidedAfterMs);
  return { due: Math.min(due, decided), renewed: Math.min(renewed, decided) };
}

/** Runs of one cohort with the same number of terms due and renewed. */
export interface RenewalGroup {
  cohort: number;
  due: number;
  renewed: number;
  count: number;
}

/**
 * Renewal by cohort: column k counts, of the cohort's terms number k + 1 that have come due and are decided, how many
 * were renewed. Blank where none has come due.
 */
export function renewalRetention(
  sizes: ReadonlyMap<number, number>,
  groups: readonly RenewalGroup[],
  { zone, asOf, unit, columns }: { zone: string; asOf: Date; unit: CalendarUnit; columns: number },
): CohortTable {
  const byCohort = Map.groupBy(groups, (group) => group.cohort);
  const countOf = (cohort: number, isCounted: (group: RenewalGroup) => boolean) =>
    (byCohort.get(cohort) ?? []).filter(isCounted).reduce((sum, group) => sum + group.count, 0);
  const current = unitNumberAt(asOf, unit, zone);
  const cohorts = rowNumbers(sizes, current, true).map((number) => {
    const terms = Array.from({ length: columns }, (_, k) => k + 1);
    const due = terms.map((term) => countOf(number, (group) => group.due >= term));
    const renewed = terms.map((term) => countOf(number, (group) => group.renewed >= term));
    return cohortOf({
      name: unitName(number, unit),
      size: sizes.get(number) ?? 0,
      counted: due.map((count) => count || null),
      retained: renewed.map((count, k) => (due[k] === 0 ? null : count)),
    });
  });
  return { cohorts, averages: weightedAverages(cohorts, columns) };
}

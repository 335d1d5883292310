import type { ProjectedPeriod, Scope } from "./periods";
import { boundaryFrom, type ZoneDayAt } from "./zone-days";

/** One row of the projection `member_spans`, without its community. */
export interface ProjectedSpan {
  scope: Scope;
  memberId: string;
  startsAt: Date;
  endsAt: Date | null;
  ordinal: number;
  endReason: string | null;
  cohortMonth: number;
  cohortWeek: number;
  fromMonth: number;
  toMonth: number | null;
  fromWeek: number;
  toWeek: number | null;
  productId: string | null;
  interval: string | null;
}

/**
 * The spans that the periods of one member add up to: per scope, what overlaps or touches is one; a gap of any length
 * is a departure and a return. Sorted by scope and start.
 */
export function spansOf(periods: readonly ProjectedPeriod[], dayAt: ZoneDayAt): ProjectedSpan[] {
  return (["member", "paying"] as const).flatMap((scope) => {
    const runs = runsOf(periods.filter((period) => period.scope === scope));
    return runs.map((run, ordinal) => spanOf(run, ordinal, runs[0]![0]!, dayAt));
  });
}

/** Periods in order of their start, gathered while they overlap or touch. */
function runsOf(periods: readonly ProjectedPeriod[]): ProjectedPeriod[][] {
  const sorted = periods.filter(({ startsAt, endsAt }) => endsAt === null || endsAt > startsAt).sort(byStart);
  const runs: ProjectedPeriod[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const period of sorted) {
    const run = runs.at(-1);
    if (run && period.startsAt.getTime() <= end) run.push(period);
    else runs.push([period]);
    end = Math.max(end, period.endsAt?.getTime() ?? Number.POSITIVE_INFINITY);
  }
  return runs;
}

function byStart(a: ProjectedPeriod, b: ProjectedPeriod): number {
  return a.startsAt.getTime() - b.startsAt.getTime() || (a.sourceId < b.sourceId ? -1 : 1);
}

function spanOf(run: ProjectedPeriod[], ordinal: number, first: ProjectedPeriod, dayAt: ZoneDayAt): ProjectedSpan {
  const { scope, memberId, startsAt } = run[0]!;
  const last = lastOf(run);
  const from = boundaryFrom(startsAt, dayAt);
  const to = last.endsAt && boundaryFrom(last.endsAt, dayAt);
  const cohort = dayAt(first.startsAt);
  return {
    scope,
    memberId,
    startsAt,
    endsAt: last.endsAt,
    ordinal,
    endReason: last.endReason,
    cohortMonth: cohort.month,
    cohortWeek: cohort.week,
    fromMonth: from.month,
    toMonth: to?.month ?? null,
    fromWeek: from.week,
    toWeek: to?.week ?? null,
    productId: first.productId,
    interval: first.interval,
  };
}

/** The period that ends the run. Of several that end together one that really ended, not one that only changed. */
function lastOf(run: readonly ProjectedPeriod[]): ProjectedPeriod {
  return run.reduce((last, period) => {
    if (last.endsAt === null || period.endsAt === null) return last.endsAt === null ? last : period;
    if (last.endsAt.getTime() === period.endsAt.getTime()) return period.endReason === "changed" ? last : period;
    return period.endsAt > last.endsAt ? period : last;
  });
}

import { type Census, runsAt } from "./membership";
import { addMonths, monthOf, startOfMonth } from "./ranges";

/** One cohort of the triangle: who began in `month`, and how many of them are members at each later boundary. */
export interface Cohort {
  /** YYYY-MM in the community's zone. */
  month: string;
  size: number;
  /** Under ten people a share says little: shown greyed. */
  small: boolean;
  /** Members of the cohort at the k-th boundary after the end of its own month; null when not reached at `asOf`. */
  retained: (number | null)[];
  /** retained / size; null when not reached or the cohort is empty. */
  shares: (number | null)[];
}

export interface CohortTable {
  cohorts: Cohort[];
  /** Per column: all retained / all members of the cohorts that have reached it; null when none has. */
  averages: (number | null)[];
}

const smallCohortSize = 10;

/**
 * Monthly cohort retention: members by the calendar month, in `zone`, in which their first period began; column k is
 * the share that is a member at the k-th month boundary after the end of that month (k = 0: that end itself).
 * Returners count again and stay in their first cohort. `asOf` bounds everything: periods that begin later are unknown.
 */
export function monthlyCohorts(census: Census, options: { zone: string; asOf: Date; columns: number }): CohortTable {
  const { zone, asOf, columns } = options;
  const members = membersByCohort(census, zone, asOf);
  const months = [...members.keys()].sort();
  const cohorts: Cohort[] = [];
  for (let month = months[0]; month && month <= monthOf(asOf, zone); month = addMonths(month, 1)) {
    cohorts.push(cohortOf(month, members.get(month) ?? [], { zone, asOf, columns }));
  }
  return { cohorts, averages: weightedAverages(cohorts, columns) };
}

/** The table's last `count` cohorts, with the averages of just those. */
export function lastCohorts(table: CohortTable, count: number): CohortTable {
  const cohorts = table.cohorts.slice(-count);
  return { cohorts, averages: weightedAverages(cohorts, table.averages.length) };
}

type MemberPeriods = Census["periods"][number][];

function membersByCohort(census: Census, zone: string, asOf: Date): Map<string, MemberPeriods[]> {
  const byMember = new Map<string, MemberPeriods>();
  for (const period of census.periods) {
    if (period.startsAt > asOf) continue;
    const known = byMember.get(period.memberId);
    if (known) known.push(period);
    else byMember.set(period.memberId, [period]);
  }
  const cohorts = new Map<string, MemberPeriods[]>();
  // Merged periods are sorted by start, so the first one is the earliest.
  for (const periods of byMember.values()) {
    const month = monthOf(periods[0]!.startsAt, zone);
    cohorts.set(month, [...(cohorts.get(month) ?? []), periods]);
  }
  return cohorts;
}

function cohortOf(
  month: string,
  members: readonly MemberPeriods[],
  { zone, asOf, columns }: { zone: string; asOf: Date; columns: number },
): Cohort {
  const size = members.length;
  const retained = Array.from({ length: columns }, (_, k) => {
    const boundary = startOfMonth(addMonths(month, k + 1), zone);
    if (boundary > asOf) return null;
    return members.filter((periods) => periods.some((p) => runsAt(p, boundary))).length;
  });
  const shares = retained.map((count) => (count === null || size === 0 ? null : count / size));
  return { month, size, small: size < smallCohortSize, retained, shares };
}

function weightedAverages(cohorts: readonly Cohort[], columns: number): (number | null)[] {
  return Array.from({ length: columns }, (_, k) => {
    const reached = cohorts.filter((cohort) => cohort.retained[k] !== null);
    const size = reached.reduce((sum, cohort) => sum + cohort.size, 0);
    return size === 0 ? null : reached.reduce((sum, cohort) => sum + cohort.retained[k]!, 0) / size;
  });
}

/** The cell that falls furthest below its column's average, if it says anything. */
export interface Outlier {
  month: string;
  column: number;
  share: number;
  /** How far below the average, 0.09 for nine points. */
  below: number;
}

/** The one cell worth a remark: a cohort of ten or more, at least five points below the weighted average. */
export function findOutlier(table: CohortTable): Outlier | null {
  let worst: Outlier | null = null;
  for (const cohort of table.cohorts.filter((c) => !c.small)) {
    for (const [column, share] of cohort.shares.entries()) {
      const average = table.averages[column];
      if (share === null || average === null || average === undefined) continue;
      const below = average - share;
      if (below >= 0.05 && below > (worst?.below ?? 0)) worst = { month: cohort.month, column, share, below };
    }
  }
  return worst;
}

/** Step 0…6 of the heat ramp for `share`, spread between the lowest and the highest share of the table. */
export function heatStep(share: number, lowest: number, highest: number): number {
  return highest === lowest ? 6 : Math.round(((share - lowest) / (highest - lowest)) * 6);
}

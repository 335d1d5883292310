import { type CalendarUnit, startOfUnit, unitName, unitNumberAt } from "@/lib/platform/calendar";
import { type Census, runsAt } from "./membership";

/** One cohort of the triangle: who began in a unit, and how many of them are there at each later boundary. */
export interface Cohort {
  /** YYYY-MM, or the Monday of its week, in the community's zone. */
  name: string;
  size: number;
  /** Under ten people a share says little: shown greyed. */
  small: boolean;
  /** Of how many each column speaks: the whole cohort, or those whose term came due; null when not reached. */
  counted: (number | null)[];
  /** How many of them are still there in column k; null when not reached at `asOf`. */
  retained: (number | null)[];
  /** retained / counted; null when not reached or nobody is counted. */
  shares: (number | null)[];
}

export interface CohortTable {
  cohorts: Cohort[];
  /** Per column: all retained / all counted of the cohorts that have reached it; null when none has. */
  averages: (number | null)[];
}

/** Who counts as still there: whoever is there (returners too), or only who has been there without a gap. */
export type StayingVariant = "boundary" | "continuous";

export interface CohortOptions {
  zone: string;
  asOf: Date;
  unit: CalendarUnit;
  columns: number;
}

const smallCohortSize = 10;

/**
 * Cohort retention: members by the calendar unit, in `zone`, in which their first period began; column k is the share
 * that is a member at the k-th unit boundary after the end of that unit (k = 0: that end itself). `boundary` counts
 * returners again, in their first cohort; `continuous` only who was never away. `asOf` bounds everything: periods that
 * begin later are unknown, boundaries that come later are not reached.
 */
export function cohortRetention(
  census: Census,
  { variant, ...options }: CohortOptions & { variant: StayingVariant },
): CohortTable {
  const { zone, asOf, unit } = options;
  const members = Map.groupBy(
    census.periods.filter((period) => period.startsAt <= asOf),
    (period) => period.memberId,
  );
  // Merged periods are sorted by start, so the first one is the earliest.
  const cohorts = Map.groupBy(members.values(), (periods) => unitNumberAt(periods[0]!.startsAt, unit, zone));
  return fillTable(
    new Map([...cohorts].map(([number, people]) => [number, people.length])),
    (cohort, k) => {
      const boundary = startOfUnit(cohort + k + 1, unit, zone);
      const isThere = (periods: (typeof census.periods)[number][]) =>
        (variant === "boundary" ? periods : periods.slice(0, 1)).some((period) => runsAt(period, boundary));
      return (cohorts.get(cohort) ?? []).filter(isThere).length;
    },
    options,
  );
}

/** Spans of one cohort that cover the same unit boundaries, from `from` up to, not including, `to`. */
export interface SpanGroup {
  cohort: number;
  from: number;
  to: number | null;
  /** True for the spans of those who had been away. */
  returned: boolean;
  count: number;
}

/** The same table as {@link cohortRetention}, summed from groups of spans that begin by `asOf`. */
export function retentionOfGroups(
  groups: readonly SpanGroup[],
  { variant, ...options }: CohortOptions & { variant: StayingVariant },
): CohortTable {
  const changes = new Map<number, number[]>();
  const add = (cohort: number, column: number, count: number) => {
    const row = changes.get(cohort) ?? Array.from({ length: options.columns }, () => 0);
    changes.set(cohort, row);
    if (column < options.columns) row[Math.max(0, column)]! += count;
  };
  for (const { cohort, from, to, returned, count } of groups) {
    if (returned && variant === "continuous") continue;
    add(cohort, from - cohort - 1, count);
    if (to !== null) add(cohort, to - cohort - 1, -count);
  }
  const retained = new Map([...changes].map(([cohort, row]) => [cohort, runningSums(row)]));
  return fillTable(sizesOf(groups), (cohort, k) => retained.get(cohort)?.[k] ?? 0, options);
}

/** How many people each cohort has: everybody's first span is in exactly one. */
export function sizesOf(groups: readonly SpanGroup[]): Map<number, number> {
  const sizes = new Map<number, number>();
  for (const { cohort, returned, count } of groups) {
    if (!returned) sizes.set(cohort, (sizes.get(cohort) ?? 0) + count);
  }
  return sizes;
}

/** Of the cohort that began in unit `cohort`, how many did something in unit `period`. */
export interface ActiveGroup {
  cohort: number;
  period: number;
  active: number;
}

/** Column k is the share of the cohort with an interaction in the k-th unit after its own; blank until that is over. */
export function activityRetention(
  sizes: ReadonlyMap<number, number>,
  groups: readonly ActiveGroup[],
  options: CohortOptions,
): CohortTable {
  const active = new Map(groups.map((group) => [`${group.cohort} ${group.period}`, group.active]));
  return fillTable(sizes, (cohort, k) => active.get(`${cohort} ${cohort + k}`) ?? 0, options);
}

function runningSums(changes: readonly number[]): number[] {
  let sum = 0;
  return changes.map((change) => {
    sum += change;
    return sum;
  });
}

/** A row for every unit from the first cohort to the one of `asOf`; cells up to the last boundary that is reached. */
function fillTable(
  sizes: ReadonlyMap<number, number>,
  retainedIn: (cohort: number, k: number) => number,
  { zone, asOf, unit, columns }: CohortOptions,
): CohortTable {
  const current = unitNumberAt(asOf, unit, zone);
  const cohorts = rowNumbers(sizes, current, startOfUnit(current, unit, zone) < asOf).map((number) => {
    const size = sizes.get(number) ?? 0;
    const reached = (k: number) => number + k + 1 <= current;
    const cells = Array.from({ length: columns }, (_, k) => (reached(k) ? retainedIn(number, k) : null));
    const counted = cells.map((cell) => (cell === null ? null : size));
    return cohortOf({ name: unitName(number, unit), size, counted, retained: cells });
  });
  return { cohorts, averages: weightedAverages(cohorts, columns) };
}

/** Every unit from the first cohort to the current one, which stands there empty only once it has begun to run. */
export function rowNumbers(sizes: ReadonlyMap<number, number>, current: number, isRunning: boolean): number[] {
  if (sizes.size === 0) return [];
  const first = Math.min(...sizes.keys());
  const last = isRunning || sizes.has(current) ? current : current - 1;
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
}

/** A row of the table from its counts. */
export function cohortOf(row: Pick<Cohort, "name" | "size" | "counted" | "retained">): Cohort {
  const shares = row.retained.map((count, k) => (count === null || !row.counted[k] ? null : count / row.counted[k]));
  return { ...row, small: row.size < smallCohortSize, shares };
}

/** All retained over all counted, column by column: large cohorts weigh more. */
export function weightedAverages(cohorts: readonly Cohort[], columns: number): (number | null)[] {
  return Array.from({ length: columns }, (_, k) => {
    const reached = cohorts.filter((cohort) => cohort.retained[k] !== null);
    const counted = reached.reduce((sum, cohort) => sum + cohort.counted[k]!, 0);
    return counted === 0 ? null : reached.reduce((sum, cohort) => sum + cohort.retained[k]!, 0) / counted;
  });
}

/** The cell that falls furthest below its column's average, if it says anything. */
export interface Outlier {
  /** The cohort's name. */
  cohort: string;
  column: number;
  share: number;
  /** How far below the average, 0.09 for nine points. */
  below: number;
}

/** The one cell worth a remark: of ten people or more, at least five points below the weighted average. */
export function findOutlier(table: CohortTable): Outlier | null {
  let worst: Outlier | null = null;
  for (const cohort of table.cohorts.filter((c) => !c.small)) {
    for (const [column, share] of cohort.shares.entries()) {
      const average = table.averages[column];
      if (share === null || average === null || average === undefined) continue;
      const below = average - share;
      const isTelling = below >= 0.05 && (cohort.counted[column] ?? 0) >= smallCohortSize;
      if (isTelling && below > (worst?.below ?? 0)) worst = { cohort: cohort.name, column, share, below };
    }
  }
  return worst;
}

/** Step 0…6 of the heat ramp for `share`, spread between the lowest and the highest share of the table. */
export function heatStep(share: number, lowest: number, highest: number): number {
  return highest === lowest ? 6 : Math.round(((share - lowest) / (highest - lowest)) * 6);
}

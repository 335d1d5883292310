/** A stretch in which somebody was a member (or paid), half-open [startsAt, endsAt); `endsAt` is null while it runs. */
export interface Period {
  memberId: string;
  startsAt: Date;
  endsAt: Date | null;
}

/**
 * The same membership told without seams: per member, periods that overlap or touch become one, empty ones go. A gap
 * of any length stays: it is a departure and a return. Sorted by member and start, so the order of the input is lost.
 */
export function mergePeriods(periods: Iterable<Period>): Period[] {
  const sorted = [...periods].filter((p) => p.endsAt === null || p.endsAt > p.startsAt).sort(byMemberAndStart);
  const merged: Period[] = [];
  for (const period of sorted) {
    const last = merged.at(-1);
    if (last && last.memberId === period.memberId && (last.endsAt === null || period.startsAt <= last.endsAt)) {
      last.endsAt = later(last.endsAt, period.endsAt);
    } else merged.push({ memberId: period.memberId, startsAt: period.startsAt, endsAt: period.endsAt });
  }
  return merged;
}

function byMemberAndStart(a: Period, b: Period): number {
  if (a.memberId !== b.memberId) return a.memberId < b.memberId ? -1 : 1;
  return a.startsAt.getTime() - b.startsAt.getTime();
}

function later(a: Date | null, b: Date | null): Date | null {
  if (a === null || b === null) return null;
  return a > b ? a : b;
}

/** True when the membership runs at `t`: startsAt ≤ t < endsAt. */
export function runsAt(period: Period, t: Date): boolean {
  return period.startsAt <= t && (period.endsAt === null || period.endsAt > t);
}

/** Merged periods with their edges sorted, so that N(t) costs two binary searches however many members there are. */
export interface Census {
  periods: readonly Period[];
  starts: readonly number[];
  ends: readonly number[];
}

export function takeCensus(periods: Iterable<Period>): Census {
  const merged = mergePeriods(periods);
  const ascending = (a: number, b: number) => a - b;
  return {
    periods: merged,
    starts: merged.map((p) => p.startsAt.getTime()).sort(ascending),
    ends: merged.flatMap((p) => (p.endsAt ? [p.endsAt.getTime()] : [])).sort(ascending),
  };
}

/** N(t) = members whose membership runs at t = starts up to t − ends up to t. */
export function countAt(census: Census, t: Date): number {
  return countUpTo(census.starts, t.getTime()) - countUpTo(census.ends, t.getTime());
}

/** How many of `sorted` are ≤ `limit`. */
function countUpTo(sorted: readonly number[], limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Who the N(t) members are. */
export function membersAt(census: Census, t: Date): Set<string> {
  return new Set(census.periods.filter((p) => runsAt(p, t)).map((p) => p.memberId));
}

/**
 * R = (N(to) − N(from)) / N(from): the article's retention formula. It is a net change and may be negative: 100 → 80
 * gives −0.2. Null when nobody was there at `from`.
 */
export function netGrowth(from: number, to: number): number | null {
  return from === 0 ? null : (to - from) / from;
}

/** N(to) / N(from): what the article's words describe beside its formula. 100 → 80 gives 0.8. Null when N(from) = 0. */
export function ratio(from: number, to: number): number | null {
  return from === 0 ? null : to / from;
}

/** The figures about membership between two instants. Always: from + joined − left = to, and retained ≤ from. */
export interface Headcount {
  from: number;
  to: number;
  /** Starts of merged periods in (from, to]: N(from) already holds who starts exactly at `from`. */
  joined: number;
  /** Ends of merged periods in (from, to]. */
  left: number;
  /** Members at `from` and at `to`; somebody who left and returned in between counts. */
  retained: number;
  /** retained / N(from), or null. */
  retainedShare: number | null;
  netGrowth: number | null;
  ratio: number | null;
}

/** N at both instants, who came and went in between, R, the ratio and the share retained. */
export function headcount(census: Census, from: Date, to: Date): Headcount {
  const atFrom = countAt(census, from);
  const atTo = countAt(census, to);
  const before = membersAt(census, from);
  const retained = [...membersAt(census, to)].filter((id) => before.has(id)).length;
  return {
    from: atFrom,
    to: atTo,
    joined: countUpTo(census.starts, to.getTime()) - countUpTo(census.starts, from.getTime()),
    left: countUpTo(census.ends, to.getTime()) - countUpTo(census.ends, from.getTime()),
    retained,
    retainedShare: ratio(atFrom, retained),
    netGrowth: netGrowth(atFrom, atTo),
    ratio: ratio(atFrom, atTo),
  };
}

import type { Calendar, Unit } from "./calendar";
import type { Stretch } from "./exports";

/** N, R and cohorts: who is there, from stretches alone. */

/** One stretch after another per member, those that touch or overlap made one, in the order of time. */
export function withoutSeams(stretches: readonly Stretch[]): Map<string, Stretch[]> {
  const byMember = new Map<string, Stretch[]>();
  for (const { member, start, end } of stretches) {
    if (end <= start) continue;
    byMember.set(member, [...(byMember.get(member) ?? []), { member, start, end }]);
  }
  for (const [member, own] of byMember) {
    const merged: Stretch[] = [];
    for (const next of own.toSorted((a, b) => a.start - b.start)) {
      const last = merged.at(-1);
      if (last && next.start <= last.end) last.end = Math.max(last.end, next.end);
      else merged.push(next);
    }
    byMember.set(member, merged);
  }
  return byMember;
}

export const runs = ({ start, end }: { start: number; end: number }, t: number) => start <= t && t < end;

export const isThere = (own: readonly Stretch[], t: number) => own.some((stretch) => runs(stretch, t));

/** N at both ends, who came and went in (from, to], R, the ratio, and who stayed: at both ends, and without a gap. */
export function headcount(stretches: readonly Stretch[], from: number, to: number) {
  const people = [...withoutSeams(stretches).values()];
  const before = people.filter((own) => isThere(own, from));
  const after = people.filter((own) => isThere(own, to));
  const within = (at: number) => at > from && at <= to;
  const spans = people.flat();
  const n0 = before.length;
  const n1 = after.length;
  return {
    from: n0,
    to: n1,
    joined: spans.filter((span) => within(span.start)).length,
    left: spans.filter((span) => within(span.end)).length,
    retained: before.filter((own) => isThere(own, to)).length,
    continuous: before.filter((own) => own.some((span) => runs(span, from) && runs(span, to))).length,
    netGrowth: n0 === 0 ? null : (n1 - n0) / n0,
    ratio: n0 === 0 ? null : n1 / n0,
    firstStarts: people.filter((own) => within(own[0]!.start)).length,
  };
}

export interface Cohort {
  /** The first day of the unit its people began in. */
  unit: string;
  size: number;
  /** Who is there at each boundary: the end of the own unit first; null when it is not reached. */
  boundary: (number | null)[];
  /** Who has been there all the time since they began. */
  continuous: (number | null)[];
}

/** Cohorts by the unit of the first start, those begun by `asOf`, with `columns` boundaries each. */
export function cohorts(
  stretches: readonly Stretch[],
  { calendar, unit, asOf, columns }: { calendar: Calendar; unit: Unit; asOf: number; columns: number },
): Cohort[] {
  const people = [...withoutSeams(stretches).values()].filter((own) => own[0]!.start <= asOf);
  const byUnit = Map.groupBy(people, (own) => calendar.unitOf(calendar.dayOf(own[0]!.start), unit));
  return [...byUnit.keys()].sort().map((first) => {
    const own = byUnit.get(first)!;
    const at = (k: number) => calendar.startOf(calendar.plusUnits(first, unit, k + 1));
    const count = (k: number, isStill: (spans: Stretch[], t: number) => boolean) =>
      at(k) > asOf ? null : own.filter((spans) => isStill(spans, at(k))).length;
    const ks = Array.from({ length: columns }, (_, k) => k);
    return {
      unit: first,
      size: own.length,
      boundary: ks.map((k) => count(k, isThere)),
      continuous: ks.map((k) => count(k, ([span], t) => runs(span!, t))),
    };
  });
}

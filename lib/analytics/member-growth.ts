import { addDays, addMonths, monthOf, startOfDay, startOfMonth } from "@/lib/platform/calendar";
import {
  comingsBetween,
  countOn,
  momentsOf,
  reasonsBetween,
  type SpanCounts,
  type SpanEdges,
  type SpanHeadcount,
  type Staying,
  spanCounts,
  spanHeadcount,
  type Timeline,
  timelineOf,
} from "./edges";
import type { Scope } from "./periods";
import { earlier, previousRange, type Range } from "./ranges";

/** One bar of the chart: a day, or a calendar month as far as it lies in the range. */
export interface Stretch {
  /** YYYY-MM-DD or YYYY-MM. */
  name: string;
  from: Date;
  to: Date;
}

/** The bars of a range: its days, or its months when it is a year long. They follow each other without a gap. */
export function barsOf(range: Range): Stretch[] {
  const { zone, to } = range;
  if (range.key !== "12m") {
    return range.days.map((day) => ({
      name: day,
      from: startOfDay(day, zone),
      to: earlier(startOfDay(addDays(day, 1), zone), to),
    }));
  }
  const bars: Stretch[] = [];
  for (let month = monthOf(range.from, zone), from = range.from; from < to; month = addMonths(month, 1)) {
    const end = earlier(startOfMonth(addMonths(month, 1), zone), to);
    bars.push({ name: month, from, to: end });
    from = end;
  }
  return bars;
}

/** What is known of members and of paying members over a range and the one before it. */
export interface GrowthFacts {
  /** Counted between {@link growthMoments}. */
  edges: readonly SpanEdges[];
  /** Who of the members at the range's start stayed. */
  staying: Staying;
  /** Days of the range that were closed with other figures than they have now, in order. */
  restated: readonly RestatedDay[];
}

/** A day whose figure was another when it was closed: something was recorded late, or put right. */
export interface RestatedDay {
  day: string;
  figure: "members" | "paying";
  closed: number;
  now: number;
}

/** The moments between which a growth page's spans are counted. */
export function growthMoments(range: Range): Date[] {
  return momentsOf(
    [previousRange(range).from, range.from, range.to],
    barsOf(range).map(({ to }) => to),
  );
}

export interface GrowthPoint {
  name: string;
  /** N at the end of the day or month. */
  members: number;
  paying: number;
  joined: number;
  left: number;
  payingStarted: number;
  payingEnded: number;
}

export interface ReasonCount {
  scope: Scope;
  reason: string;
  count: number;
  before: number;
}

/** Everything the growth page shows, for one range at one moment. */
export interface MemberGrowth {
  range: Range;
  previous: Range;
  members: SpanHeadcount;
  membersBefore: SpanCounts;
  paying: SpanCounts;
  payingBefore: SpanCounts;
  points: GrowthPoint[];
  /** Most frequent first, members before paying. */
  reasons: ReasonCount[];
  restated: readonly RestatedDay[];
}

/** N, R, the ratio, who came and went and why, of all and of paying members. Pure. */
export function computeMemberGrowth(facts: GrowthFacts, range: Range): MemberGrowth {
  const previous = previousRange(range);
  const moments = growthMoments(range);
  const member = timelineOf(moments, facts.edges, "member");
  const paying = timelineOf(moments, facts.edges, "paying");
  return {
    range,
    previous,
    members: spanHeadcount(member, facts.staying, range.from, range.to),
    membersBefore: spanCounts(member, previous.from, previous.to),
    paying: spanCounts(paying, range.from, range.to),
    payingBefore: spanCounts(paying, previous.from, previous.to),
    points: barsOf(range).map((bar) => pointOf(bar, member, paying)),
    reasons: [...reasonsOf("member", member, range), ...reasonsOf("paying", paying, range)],
    restated: facts.restated,
  };
}

function pointOf({ name, from, to }: Stretch, member: Timeline, paying: Timeline): GrowthPoint {
  const all = comingsBetween(member, from, to);
  const payers = comingsBetween(paying, from, to);
  return {
    name,
    members: countOn(member, to),
    paying: countOn(paying, to),
    joined: all.joined,
    left: all.left,
    payingStarted: payers.joined,
    payingEnded: payers.left,
  };
}

function reasonsOf(scope: Scope, timeline: Timeline, range: Range): ReasonCount[] {
  const previous = previousRange(range);
  const now = reasonsBetween(timeline, range.from, range.to);
  const before = reasonsBetween(timeline, previous.from, previous.to);
  return [...new Set([...now.keys(), ...before.keys()])]
    .map((reason) => ({ scope, reason, count: now.get(reason) ?? 0, before: before.get(reason) ?? 0 }))
    .sort((a, b) => b.count - a.count || b.before - a.before || (a.reason < b.reason ? -1 : 1));
}

/** The figures of a day as it was closed. */
export interface ClosedDay {
  day: string;
  members: number;
  paying: number;
}

/** What the spans that began and ended on a day change N by. */
export interface SpanDayCount {
  day: string;
  scope: Scope;
  change: number;
}

/** The closed days whose figures are others now, in order. `changes` go back to the first of all days, in order. */
export function restatedDays(closed: readonly ClosedDay[], changes: readonly SpanDayCount[]): RestatedDay[] {
  const now = { member: 0, paying: 0 };
  let next = 0;
  return closed.flatMap(({ day, members, paying }): RestatedDay[] => {
    for (; next < changes.length && changes[next]!.day <= day; next++)
      now[changes[next]!.scope] += changes[next]!.change;
    const figures = [
      { day, figure: "members" as const, closed: members, now: now.member },
      { day, figure: "paying" as const, closed: paying, now: now.paying },
    ];
    return figures.filter((figure) => figure.closed !== figure.now);
  });
}

/** What restated days add up to: how many, and the last of them with its two figures. */
export function summariseRestated(days: readonly RestatedDay[]): { days: number; last: RestatedDay } | null {
  const last = days.at(-1);
  return last ? { days: new Set(days.map(({ day }) => day)).size, last } : null;
}

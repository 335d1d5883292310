import { type Headcount, netGrowth, ratio } from "./membership";
import type { Scope } from "./periods";

/**
 * Spans that began (for the first time, or again) or ended between two moments, by the reason of their end. Bucket 0
 * holds everything up to the first of a list of moments, bucket i what lies in (moments[i − 1], moments[i]].
 */
export interface SpanEdges {
  bucket: number;
  scope: Scope;
  kind: "start" | "return" | "end";
  /** Why they ended; "" for starts. */
  reason: string;
  count: number;
}

/** The moments at which N is asked for: sorted, each once. */
export function momentsOf(...lists: readonly (readonly Date[])[]): Date[] {
  const times = new Set(lists.flat().map((moment) => moment.getTime()));
  return [...times].sort((a, b) => a - b).map((time) => new Date(time));
}

/** Spans of one scope along the moments they were counted at. */
export interface Timeline {
  bucketOf: ReadonlyMap<number, number>;
  edges: readonly SpanEdges[];
}

/** What happened to one scope; `moments` are those the edges were counted between. */
export function timelineOf(moments: readonly Date[], edges: readonly SpanEdges[], scope: Scope): Timeline {
  return {
    bucketOf: new Map(moments.map((moment, bucket) => [moment.getTime(), bucket])),
    edges: edges.filter((edge) => edge.scope === scope),
  };
}

function bucketAt({ bucketOf }: Timeline, t: Date): number {
  const bucket = bucketOf.get(t.getTime());
  if (bucket === undefined) throw new Error(`nothing was counted at ${t.toISOString()}`);
  return bucket;
}

/** N(t) = starts up to t − ends up to t. */
export function countOn(timeline: Timeline, t: Date): number {
  const last = bucketAt(timeline, t);
  return timeline.edges
    .filter(({ bucket }) => bucket <= last)
    .reduce((sum, { kind, count }) => sum + (kind === "end" ? -count : count), 0);
}

/** Who came and went in (from, to]; `returned` of those who joined had been there before. */
export interface Comings {
  joined: number;
  returned: number;
  left: number;
}

export function comingsBetween(timeline: Timeline, from: Date, to: Date): Comings {
  const within = edgesBetween(timeline, from, to);
  const sum = (kinds: SpanEdges["kind"][]) =>
    within.filter(({ kind }) => kinds.includes(kind)).reduce((total, { count }) => total + count, 0);
  return { joined: sum(["start", "return"]), returned: sum(["return"]), left: sum(["end"]) };
}

/** Who went in (from, to], by reason. */
export function reasonsBetween(timeline: Timeline, from: Date, to: Date): Map<string, number> {
  const reasons = new Map<string, number>();
  for (const { kind, reason, count } of edgesBetween(timeline, from, to)) {
    if (kind === "end") reasons.set(reason, (reasons.get(reason) ?? 0) + count);
  }
  // What changed places between two stretches (see queries/edges.ts) leaves nothing in one of them.
  return new Map([...reasons].filter(([, count]) => count !== 0));
}

function edgesBetween(timeline: Timeline, from: Date, to: Date): SpanEdges[] {
  const [after, last] = [bucketAt(timeline, from), bucketAt(timeline, to)];
  return timeline.edges.filter(({ bucket }) => bucket > after && bucket <= last);
}

/** What became of those who were there at `from`. */
export interface Staying {
  /** Their span ended by `to`. */
  lost: number;
  /** Of them, those who are there again at `to`. */
  back: number;
}

/** N at both ends of a stretch of time and who came and went. Always: from + joined − left = to. */
export interface SpanCounts extends Omit<Headcount, "retained" | "retainedShare"> {
  returned: number;
}

export function spanCounts(timeline: Timeline, from: Date, to: Date): SpanCounts {
  const [before, after] = [countOn(timeline, from), countOn(timeline, to)];
  return {
    from: before,
    to: after,
    ...comingsBetween(timeline, from, to),
    netGrowth: netGrowth(before, after),
    ratio: ratio(before, after),
  };
}

/** The same with who stayed: who is there at both ends, and who was never away. */
export interface SpanHeadcount extends SpanCounts, Headcount {
  /** Members from `from` to `to` without a gap; never more than {@link Headcount.retained}. */
  continuous: number;
  continuousShare: number | null;
}

export function spanHeadcount(timeline: Timeline, { lost, back }: Staying, from: Date, to: Date): SpanHeadcount {
  const counts = spanCounts(timeline, from, to);
  const continuous = counts.from - lost;
  return {
    ...counts,
    retained: continuous + back,
    retainedShare: ratio(counts.from, continuous + back),
    continuous,
    continuousShare: ratio(counts.from, continuous),
  };
}

import type { JournalEntry } from "@/lib/journal/types";

/**
 * What counts as an interaction (I in A = I / N). Views do not, nor do articles, tutorials, reports and announcements:
 * those are what the community offers, not what its members do with each other.
 */
export const interactionKinds = ["discussion", "question", "answer", "comment", "reaction"] as const;
export type InteractionKind = (typeof interactionKinds)[number];

/** Verbs of the journal among which interactions are found. */
export const interactionVerbs = ["post.published", "comment.added", "reaction.added"] as const;

/**
 * The interaction a journal entry stands for, or null. It counts by the time it happened: what is deleted or taken
 * back later stays counted, as the article's sum over a period does.
 */
export function interactionOf(entry: {
  verb: string;
  detail: NonNullable<JournalEntry["detail"]>;
}): InteractionKind | null {
  const { verb, detail } = entry;
  if (verb === "reaction.added") return "reaction";
  if (verb === "comment.added") return detail.postKind === "question" && detail.reply !== true ? "answer" : "comment";
  if (verb === "post.published" && (detail.kind === "discussion" || detail.kind === "question")) return detail.kind;
  return null;
}

/**
 * A = I / N(to): interactions of a period per member at its end. 100 interactions of 50 members give 2. Null when
 * there is no member.
 */
export function activityPerMember(interactions: number, members: number): number | null {
  return members === 0 ? null : interactions / members;
}

/** What one member did in a period: all interactions, and those in which something was written. */
export interface MemberActivity {
  memberId: string;
  interactions: number;
  written: number;
}

export interface ActivitySummary {
  /** I: interactions with from ≤ at < to. */
  interactions: number;
  /** N(to). */
  members: number;
  /** A = I / N(to). */
  perMember: number | null;
  /** Distinct people with at least one interaction. */
  active: number;
  /** active / N(to). May pass 1 when many active people left before the end. */
  activeShare: number | null;
  /** Median of the interactions of the members at `to`, those with none included: one loud member does not move it. */
  median: number | null;
  /** Distinct people who wrote something (not only reacted) / N(to). */
  contributorShare: number | null;
}

/** A and what belongs beside it, for the people who did something and the members there are at the end. */
export function summariseActivity(
  people: readonly MemberActivity[],
  membersAtEnd: ReadonlySet<string>,
): ActivitySummary {
  const members = membersAtEnd.size;
  const active = people.filter((p) => p.interactions > 0);
  const interactions = active.reduce((sum, p) => sum + p.interactions, 0);
  const counts = active.filter((p) => membersAtEnd.has(p.memberId)).map((p) => p.interactions);
  return {
    interactions,
    members,
    perMember: activityPerMember(interactions, members),
    active: active.length,
    activeShare: activityPerMember(active.length, members),
    median: medianOf(counts, members),
    contributorShare: activityPerMember(active.filter((p) => p.written > 0).length, members),
  };
}

/** The median of `counts` and as many zeros as are missing to `size` values. */
function medianOf(counts: readonly number[], size: number): number | null {
  if (size === 0) return null;
  const sorted = [...counts].sort((a, b) => a - b);
  const at = (index: number) => sorted[index - (size - sorted.length)] ?? 0;
  return size % 2 === 1 ? at((size - 1) / 2) : (at(size / 2 - 1) + at(size / 2)) / 2;
}

/**
 * How many people did the same: one row of the histogram that SQL makes of a community's people. Those without an
 * interaction have no row.
 */
export interface ActivityCount {
  interactions: number;
  /** True when at least one of them was written, not only a reaction. */
  wrote: boolean;
  /** True for members at the range's end: the others left, and count as active but not for the median. */
  atEnd: boolean;
  people: number;
}

/** {@link summariseActivity} from a histogram: the same figures without anybody's name, whatever the number of people. */
export function summariseCounts(counts: readonly ActivityCount[], members: number): ActivitySummary {
  const people = (rows: readonly ActivityCount[]) => rows.reduce((sum, row) => sum + row.people, 0);
  const interactions = counts.reduce((sum, row) => sum + row.interactions * row.people, 0);
  const active = people(counts);
  return {
    interactions,
    members,
    perMember: activityPerMember(interactions, members),
    active,
    activeShare: activityPerMember(active, members),
    median: medianOfCounts(
      counts.filter((row) => row.atEnd),
      members,
    ),
    contributorShare: activityPerMember(people(counts.filter((row) => row.wrote)), members),
  };
}

/** How many people wrote something. */
export function contributorsOf(counts: readonly ActivityCount[]): number {
  return counts.reduce((sum, row) => sum + (row.wrote ? row.people : 0), 0);
}

/** The median of a histogram and as many zeros as are missing to `size` people. */
function medianOfCounts(counts: readonly ActivityCount[], size: number): number | null {
  if (size === 0) return null;
  const sorted = [...counts].sort((a, b) => a.interactions - b.interactions);
  const idle = size - sorted.reduce((sum, row) => sum + row.people, 0);
  const at = (index: number) => {
    let passed = idle;
    for (const row of index < idle ? [] : sorted) {
      passed += row.people;
      if (index < passed) return row.interactions;
    }
    return 0;
  };
  return size % 2 === 1 ? at((size - 1) / 2) : (at(size / 2 - 1) + at(size / 2)) / 2;
}

/** Where the bars of the distribution begin: 0, 1, 2–4, 5–9, 10–19, 20 and more. */
export const binStarts = [0, 1, 2, 5, 10, 20] as const;

export interface ActivityBin {
  from: number;
  /** The last number of the bar; null for "and more". */
  to: number | null;
  people: number;
  /** people / N(to). */
  share: number | null;
}

/** How interactions spread over the members at the range's end: the bars sum to N(to). */
export function distribution(counts: readonly ActivityCount[], members: number): ActivityBin[] {
  const present = counts.filter((row) => row.atEnd);
  const active = present.reduce((sum, row) => sum + row.people, 0);
  return binStarts.map((from, i) => {
    const next = binStarts[i + 1];
    const within = present.filter((row) => row.interactions >= from && (next === undefined || row.interactions < next));
    const people = from === 0 ? members - active : within.reduce((sum, row) => sum + row.people, 0);
    return { from, to: next === undefined ? null : next - 1, people, share: activityPerMember(people, members) };
  });
}

/** Interactions of one kind on one day. */
export interface KindDay {
  day: string;
  kind: string;
  count: number;
}

export interface KindPeriod {
  /** A day, YYYY-MM-DD, or a month, YYYY-MM. */
  period: string;
  total: number;
  kinds: Record<InteractionKind, number>;
}

/** Interactions by kind for each of `periods` (days, or the months they fall into), those without any included. */
export function byPeriod(rows: readonly KindDay[], periods: readonly string[]): KindPeriod[] {
  const length = periods[0]?.length ?? 0;
  const made = new Map(periods.map((period): [string, KindPeriod] => [period, emptyPeriod(period)]));
  for (const row of rows) {
    const target = made.get(row.day.slice(0, length));
    if (!target || !isKind(row.kind)) continue;
    target.kinds[row.kind] += row.count;
    target.total += row.count;
  }
  return [...made.values()];
}

function emptyPeriod(period: string): KindPeriod {
  return { period, total: 0, kinds: { discussion: 0, question: 0, answer: 0, comment: 0, reaction: 0 } };
}

function isKind(kind: string): kind is InteractionKind {
  return interactionKinds.includes(kind as InteractionKind);
}

/** The mean of each value and the `width − 1` before it. `values` begins with `width − 1` values of lead-in. */
export function trailingMeans(values: readonly number[], width: number): number[] {
  const means: number[] = [];
  let sum = 0;
  for (const [i, value] of values.entries()) {
    sum += value - (i >= width ? values[i - width]! : 0);
    if (i >= width - 1) means.push(sum / width);
  }
  return means;
}

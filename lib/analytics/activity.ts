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

import type { Growth } from "./types";

/** The one thing about a period that its single figures hide; each kind is one sentence. */
export type Insight =
  /** More interactions of fewer people. */
  | { kind: "concentrated"; share: number; people: number }
  /** More people, but fewer interactions. */
  | { kind: "spread"; share: number; people: number }
  /** More members, while many of those who were here are gone. */
  | { kind: "hollow"; members: number; retained: number };

/** Changes smaller than this share are the weather. */
const telling = 0.02;
/** Fewer than this share of the members still here is worth a word when the number of members hides it. */
const fewStayed = 0.9;

/** What stands out in a period, if anything does. */
export function findInsight({
  members,
  activity,
  activityBefore,
}: Pick<Growth, "members" | "activity" | "activityBefore">): Insight | null {
  const people = activity.active - activityBefore.active;
  const interactions = relative(activity.interactions, activityBefore.interactions);
  const isTelling =
    Math.abs(interactions) >= telling && Math.abs(relative(activity.active, activityBefore.active)) >= telling;
  if (isTelling && interactions > 0 && people < 0) {
    return { kind: "concentrated", share: interactions, people: -people };
  }
  const { retainedShare } = members;
  if (members.to > members.from && retainedShare !== null && retainedShare < fewStayed) {
    return { kind: "hollow", members: members.to - members.from, retained: retainedShare };
  }
  return isTelling && interactions < 0 && people > 0 ? { kind: "spread", share: -interactions, people } : null;
}

/** The change as a share of what was; 0 when there was nothing to compare with. */
const relative = (now: number, before: number): number => (before === 0 ? 0 : (now - before) / before);

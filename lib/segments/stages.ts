import type { stages } from "./fields";

export type Stage = (typeof stages)[number];

/** Over how many days it is seen what somebody does, and from how much on they are a regular or a contributor. */
export const stageDays = 30;
export const regularFrom = 3;
export const contributorFrom = 3;

/** A renewal that failed longer ago is not open any more: no bank is asked for so long. */
export const lateForDays = 60;

/** What a member's stage is seen from. */
export interface StageFacts {
  isMember: boolean;
  /** Whether the membership that runs began within the last {@link stageDays} days. */
  isRecent: boolean;
  interactions: number;
  written: number;
  wasHere: boolean;
}

/**
 * Where somebody is on their way, by the last thirty days; the first that holds. Lapsed: no membership runs.
 * Contributor: wrote at least three times. Regular: took part at least three times. Activated: took part at all, or is
 * here for longer and looked in. New: joined in these days and has not taken part. At risk: all others, who were
 * neither seen nor heard.
 */
export function stageOf({ isMember, isRecent, interactions, written, wasHere }: StageFacts): Stage {
  if (!isMember) return "lapsed";
  if (written >= contributorFrom) return "contributor";
  if (interactions >= regularFrom) return "regular";
  if (interactions > 0) return "activated";
  if (isRecent) return "new";
  return wasHere ? "activated" : "at-risk";
}

import { type Arm, difference } from "./proportion";

/** Fewer people than this in an arm say nothing about it. */
export const leastInArm = 5;
/** An interval wider than this (as a share of 1) says nothing either. */
export const widestInterval = 0.6;

/** How many of an arm were chosen, and how many of those pay at the horizon. */
export interface ArmOutcome {
  chosen: number;
  stayed: number;
}

export type Uplift =
  /** Nobody was held out: there is nothing to compare with. */
  | { state: "unmeasured" }
  /** The horizon lies ahead. */
  | { state: "waiting"; knownAt: Date }
  /** Too few people, or an interval too wide to mean anything. */
  | { state: "tooFew"; reached: number; held: number }
  | { state: "known"; reached: number; held: number; difference: number; low: number; high: number };

interface Trial {
  reached: ArmOutcome;
  held: ArmOutcome;
  createdAt: Date;
  horizonDays: number;
}

/** When it is seen who stayed: so many times 24 hours after the outreach began. */
export function horizonOf({ createdAt, horizonDays }: Pick<Trial, "createdAt" | "horizonDays">): Date {
  return new Date(createdAt.getTime() + horizonDays * 24 * 60 * 60 * 1000);
}

/**
 * What an outreach has brought by intention to treat: everybody counts in the arm they were put into, whether or not
 * their letter was sent or their call made. The difference of the shares that stayed, with Newcombe's interval.
 */
export function upliftOf(trial: Trial, at: Date): Uplift {
  const { reached, held } = trial;
  if (held.chosen === 0) return { state: "unmeasured" };
  const knownAt = horizonOf(trial);
  if (at < knownAt) return { state: "waiting", knownAt };
  const arm = ({ chosen, stayed }: ArmOutcome): Arm => ({ n: chosen, hits: stayed });
  const found = difference(arm(reached), arm(held));
  const shares = { reached: shareOf(reached), held: shareOf(held) };
  const isTooFew = Math.min(reached.chosen, held.chosen) < leastInArm;
  if (!found || isTooFew || found.high - found.low > widestInterval) return { state: "tooFew", ...shares };
  return { state: "known", ...shares, ...found };
}

function shareOf({ chosen, stayed }: ArmOutcome): number {
  return chosen === 0 ? 0 : stayed / chosen;
}

import { randomInt } from "node:crypto";
import { dayOf, startOfDay } from "@/lib/platform/calendar";

/**
 * Answers to an anonymous survey are shown five at a time, question by question, and never fewer than five together:
 * whoever looks before and after cannot tell by subtraction what one more person said, only what five did. What has to
 * wait for that: `waiting-room.ts`.
 */
export const leastShown = 5;

/** How many of the answers given may be seen: whole groups of five. */
export function shownOf(given: number): number {
  return given - (given % leastShown);
}

/** The same things in an order that tells nothing: Fisher–Yates with the system's randomness. */
export function shuffled<T>(items: readonly T[]): T[] {
  const mixed = [...items];
  for (let i = mixed.length - 1; i > 0; i--) {
    const j = randomInt(i + 1);
    [mixed[i], mixed[j]] = [mixed[j]!, mixed[i]!];
  }
  return mixed;
}

/** The time an anonymous answer leaves in the journal: only its day. */
export function roundedTime(at: Date, zone: string): Date {
  return startOfDay(dayOf(at, zone), zone);
}

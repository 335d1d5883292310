import { dayMs } from "@/lib/platform/clock";
import type { OutreachMember } from "./types";

/** A letter that could not be sent for so long is let be: it was meant for then. */
export const givenUpAfterDays = 3;

/** What became of a letter, or of a call. */
export type PersonState =
  | "sent"
  | "called"
  | "open"
  | "waitingToSend"
  | "notSent"
  | "gone"
  | "refused"
  | "unconfirmed"
  | "held";

/** Where one member of an outreach stands at `now`. */
export function stateOf(
  { arm, sentAt, doneAt, note }: Pick<OutreachMember, "arm" | "sentAt" | "doneAt" | "note">,
  { kind, createdAt }: { kind: string; createdAt: Date },
  now: Date,
): PersonState {
  if (arm === "held") return "held";
  if (kind === "call") return doneAt ? "called" : "open";
  if (sentAt) return "sent";
  if (doneAt) return note === "refused" || note === "unconfirmed" ? note : "gone";
  return now.getTime() - createdAt.getTime() > givenUpAfterDays * dayMs ? "notSent" : "waitingToSend";
}

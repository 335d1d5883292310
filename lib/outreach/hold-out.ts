import { createHmac } from "node:crypto";
import type { ArmName } from "./types";

/** The share held out of each outreach, in hundredths of a percent. */
export const holdOutBp = 1000;
/** With fewer people than this nobody is held out, and no effect is claimed. */
export const leastForHoldOut = 10;

/** How many of `chosen` people are held out: a tenth, rounded, at least one from ten people on. */
export function heldOf(chosen: number, bp: number = holdOutBp): number {
  return chosen < leastForHoldOut ? 0 : Math.max(1, Math.round((chosen * bp) / 10_000));
}

/**
 * Puts each member into an arm. Who is held out is decided by a keyed hash of outreach and member: nobody can choose
 * it, and asking again gives the same answer, in whatever order the members come.
 */
export function drawArms(
  outreachId: string,
  memberIds: readonly string[],
  key: string,
  bp: number = holdOutBp,
): Map<string, ArmName> {
  const ids = [...new Set(memberIds)];
  const lot = (id: string) => createHmac("sha256", key).update(`${outreachId} ${id}`).digest("hex");
  const drawn = ids.map((id) => ({ id, lot: lot(id) })).sort((a, b) => (a.lot < b.lot ? -1 : 1));
  const held = heldOf(ids.length, bp);
  return new Map(drawn.map(({ id }, place) => [id, place < held ? "held" : "reached"]));
}

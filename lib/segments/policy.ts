import { hasRight } from "@/lib/access/permissions";
import type { Viewer } from "@/lib/access/types";
import type { standings } from "./fields";
import { type Condition, conditionsOf, type Rule } from "./schema";

/** Who makes, changes and opens segments, and may narrow figures to any of them: owner and admins. */
export function mayUseAnySegment(viewer: Viewer): boolean {
  return hasRight(viewer, "manager");
}

/** What somebody pays, has paid or could not pay, and how likely they are to leave: moderators see none of it. */
const fieldsForOwners: ReadonlySet<Condition["field"]> = new Set(["risk", "plan", "term", "payment-failed"]);
const standingsForOwners: ReadonlySet<(typeof standings)[number]> = new Set([
  "paying",
  "never-paid",
  "lapsed",
  "late",
  "trial",
  "pass",
]);

/** Whether a rule asks for nothing that its answer would tell a moderator: not in any of its conditions. */
export function isForModerators(rule: Rule): boolean {
  return conditionsOf(rule).every((condition) =>
    condition.field === "membership" ? !standingsForOwners.has(condition.value) : !fieldsForOwners.has(condition.field),
  );
}

/** With fewer people than this in a segment, its figures would be those of somebody: moderators are shown none. */
export const fewestForModerators = 5;

import { hasRight } from "@/lib/access/permissions";
import type { Viewer } from "@/lib/access/types";

/** Who sees who may leave, and may do something about it: owner and admins. Moderators keep order; they see nobody's risk. */
export function maySeeRisk(viewer: Viewer): boolean {
  return hasRight(viewer, "manager");
}

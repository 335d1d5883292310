import { hasRight } from "@/lib/access/permissions";
import type { Viewer } from "@/lib/access/types";

/** Who may see how the community grows: its owner and admins. Moderators keep order; revenue is not theirs to see. */
export function maySeeGrowth(viewer: Viewer): boolean {
  return hasRight(viewer, "manager");
}

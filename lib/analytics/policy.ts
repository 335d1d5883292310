import { hasRight } from "@/lib/access/permissions";
import type { Viewer } from "@/lib/access/types";

/** Who may see how the community grows: its owner and admins, and moderators as far as {@link maySeeRevenue} allows. */
export function maySeeGrowth(viewer: Viewer): boolean {
  return hasRight(viewer, "moderator");
}

/** Who may see money and who is behind a figure: owner and admins. Moderators keep order; they see counts only. */
export function maySeeRevenue(viewer: Viewer): boolean {
  return hasRight(viewer, "manager");
}

/** Who may open the rows behind a figure with the people in them. Moderators get their number only. */
export function maySeePeople(viewer: Viewer): boolean {
  return hasRight(viewer, "manager");
}

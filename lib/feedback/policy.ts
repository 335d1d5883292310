import { hasRight } from "@/lib/access/permissions";
import type { Viewer } from "@/lib/access/types";
import type { Role } from "@/lib/members/schema";

/** Who writes surveys and sees what came of them: owner and admins. */
export function mayManageSurveys(viewer: Viewer): boolean {
  return hasRight(viewer, "manager");
}

/** Whoever runs the community does not answer its questions: their marks would be about themselves. */
export const notAskedRoles = ["owner", "admin"] as const satisfies readonly Role[];

/** True for members whom surveys can be for. */
export function mayBeAsked(viewer: Viewer): boolean {
  const role = viewer.membership?.role;
  return role !== undefined && !notAskedRoles.some((known) => known === role);
}

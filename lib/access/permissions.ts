import { isManager, isStaff } from "./decide";
import type { Viewer } from "./types";

/**
 * The rights an action can ask for. Each is a pure question about the viewer; what an action additionally asks about
 * its object (own comment, readable post) is in that domain's policy and tested there.
 */
export const rights = {
  /** Anybody, signed in or not. */
  anyone: () => true,
  /** Signed in, member or not. */
  person: (viewer: Viewer) => viewer.person !== null,
  /** Runs this installation. */
  operator: (viewer: Viewer) => viewer.person?.isOperator === true,
  /** Any running membership, guests included. */
  member: (viewer: Viewer) => viewer.membership !== null,
  /** May write tutorials: creators and whoever runs the community. */
  creator: (viewer: Viewer) => viewer.membership?.role === "creator" || isManager(viewer),
  moderator: (viewer: Viewer) => isStaff(viewer),
  /** Owner or admin. */
  manager: (viewer: Viewer) => isManager(viewer),
  owner: (viewer: Viewer) => viewer.membership?.role === "owner",
} as const satisfies Record<string, (viewer: Viewer) => boolean>;

export type Right = keyof typeof rights;

export function hasRight(viewer: Viewer, right: Right): boolean {
  return rights[right](viewer);
}

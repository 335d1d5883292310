import "server-only";
import { now } from "@/lib/platform/clock";
import { findMembership, hasPastDueSubscription, listHeldGrants } from "./queries";
import type { Viewer } from "./types";

/** Nobody in particular: what a visitor without a session is. */
export function anonymousViewer(communityId: string, at: Date = now()): Viewer {
  return { communityId, at, person: null, membership: null, grants: [], pastDue: false };
}

/** The viewer a given person is in a community, now. For jobs and mails, which act for somebody who is not asking. */
export async function viewerFor(communityId: string, person: Viewer["person"], at: Date = now()): Promise<Viewer> {
  if (!person) return anonymousViewer(communityId, at);
  const [membership, grants, pastDue] = await Promise.all([
    findMembership(communityId, person.userId),
    listHeldGrants(communityId, person.userId),
    hasPastDueSubscription(communityId, person.userId),
  ]);
  return { communityId, at, person, membership, grants, pastDue };
}

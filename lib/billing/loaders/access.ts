import "server-only";
import { notFound } from "next/navigation";
import { explain } from "@/lib/access/explain";
import { hasRight } from "@/lib/access/permissions";
import { viewerFor } from "@/lib/access/viewer";
import { loadCommunity, loadOwnCommunities } from "@/lib/communities/loaders";
import { listCommunities } from "@/lib/communities/queries";
import { requirePerson } from "@/lib/identity/loaders";
import { findMember } from "@/lib/members/queries";
import type { Role } from "@/lib/members/schema";
import { now, wallClock } from "@/lib/platform/clock";
import { isDemo } from "@/lib/platform/installation";
import { loadOffer, loadPlanNames } from "@/lib/posts/loaders";
import { findPost } from "@/lib/posts/queries/posts";
import { type Entitlement, isCurrent, joinEntitlements, type SourcePayment } from "../entitlement";
import { listEntitlements, listOwnEntitlements, listSourcePayments } from "../queries/entitlements";
import { ExplainQuery } from "../schema/access";

/** Everything the person at the screen may read and why, by community: those they belong to first. */
export async function loadOwnAccess() {
  const person = await requirePerson("/me/access");
  const at = now();
  const [memberships, entitlements, all, demo] = await Promise.all([
    loadOwnCommunities(person.userId),
    listOwnEntitlements(person.userId),
    listCommunities(),
    isDemo(),
  ]);
  // What somebody else has paid for stays between them and the community.
  const receipts = await listSourcePayments(
    entitlements.filter(({ payerId }) => payerId === person.userId),
    at,
  );
  const joinedIds = memberships.map(({ communityId }) => communityId);
  const grantedIds = entitlements.map(({ communityId }) => communityId);
  const communities = [...new Set([...joinedIds, ...grantedIds])].flatMap((id) => {
    const community = all.find((each) => each.id === id);
    if (!community) return [];
    const role = memberships.find(({ communityId }) => communityId === id)?.role as Role | undefined;
    return [{ community, role: role ?? null, ...parted(entitlements, id, at) }];
  });
  return { person, at, demo, communities, receipts };
}

function parted(entitlements: readonly Entitlement[], communityId: string, at: Date) {
  const own = joinEntitlements(entitlements.filter((each) => each.communityId === communityId));
  return { current: own.filter((each) => isCurrent(each, at)), ended: own.filter((each) => !isCurrent(each, at)) };
}

/**
 * Why somebody of this community can or cannot open a post, for its staff. A handle nobody here has and an address
 * this staff member may not know of both answer as nothing found; the text itself is never read.
 */
export async function loadExplanation(slug: string, params: Record<string, string | string[] | undefined>) {
  const { community, viewer } = await loadCommunity(slug);
  if (!hasRight(viewer, "moderator")) notFound();
  const query = ExplainQuery.parse(params);
  const [member, post] = await Promise.all([
    query.person ? findMember(community.id, query.person) : null,
    query.post ? findPost(viewer, query.post) : null,
  ]);
  const nothing = { entitlements: [], payments: new Map<string, SourcePayment[]>(), told: null, offer: null };
  const page = { community, viewer, query, member, post, planName: null, wall: wallClock(), ...nothing };
  if (!member) return page;
  const entitlements = await listEntitlements(community.id, member.userId);
  const payments = await listSourcePayments(entitlements, viewer.at);
  if (!post) return { ...page, entitlements, payments };
  const person = { ...member, isOperator: false, emailVerified: true };
  const asked = await viewerFor(community.id, person, viewer.at);
  const told = explain(asked, post, entitlements);
  const [offer, planNames] = await Promise.all([
    told.decision.granted ? null : loadOffer(asked, post),
    loadPlanNames(community.id),
  ]);
  const planName = planNames.get(post.benefitId ?? "") ?? null;
  return { ...page, entitlements, payments, told, offer, planName };
}

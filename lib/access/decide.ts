import type { Decision, HeldGrant, PostFacts, Viewer } from "./types";

/**
 * May this viewer read this post's body? Pure: everything it needs is in its arguments. The SQL predicates in
 * scopes.ts must agree with it for every row (scopes.db.test.ts holds them together over random worlds).
 */
export function decideRead(viewer: Viewer, post: PostFacts): Decision {
  if (!mayKnow(viewer, post)) return { granted: false, reason: "not-found" };
  if (isAuthor(viewer, post)) return { granted: true, via: "author" };
  if (post.audience === "public") return { granted: true, via: "public" };
  if (isStaff(viewer)) return { granted: true, via: "staff" };
  if (post.audience === "members") {
    return viewer.membership ? { granted: true, via: "membership" } : { granted: false, reason: "join" };
  }
  if (post.ownBenefitId && holds(viewer, post.ownBenefitId)) return { granted: true, via: "purchase" };
  if (post.audience === "benefit" && post.benefitId && holds(viewer, post.benefitId))
    return { granted: true, via: "plan" };
  return { granted: false, reason: reasonWithout(viewer, post) };
}

/**
 * May this viewer know that the post exists (see it in lists, its title, its teaser)? Talk for members only is
 * unknown to others, because its excerpt is its text; everything else shows its public face to everybody.
 */
export function mayKnow(viewer: Viewer, post: PostFacts): boolean {
  if (post.communityId !== viewer.communityId) return false;
  if (post.state === "removed") return isStaff(viewer);
  if (post.state !== "published" || post.publishedAt === null || post.publishedAt > viewer.at) {
    return isAuthor(viewer, post) || isManager(viewer);
  }
  return !(isTalk(post.kind) && post.audience !== "public") || viewer.membership !== null;
}

/** Discussions and questions: their public face would be their own text. */
export function isTalk(kind: PostFacts["kind"]): boolean {
  return kind === "discussion" || kind === "question";
}

export function isAuthor(viewer: Viewer, post: Pick<PostFacts, "authorId">): boolean {
  return viewer.membership !== null && viewer.membership.memberId === post.authorId;
}

/** Owner, admin, moderator: they keep order, so they can see what is said. The decision names it (`via: "staff"`). */
export function isStaff(viewer: Viewer): boolean {
  const role = viewer.membership?.role;
  return role === "owner" || role === "admin" || role === "moderator";
}

/** Owner and admin: they see drafts and run the community. */
export function isManager(viewer: Viewer): boolean {
  const role = viewer.membership?.role;
  return role === "owner" || role === "admin";
}

/** True while a grant of the benefit runs: startsAt ≤ at < endsAt. */
export function holds(viewer: Viewer, benefitId: string): boolean {
  return viewer.grants.some((grant) => grant.benefitId === benefitId && runs(grant, viewer.at));
}

export function runs(grant: Pick<HeldGrant, "startsAt" | "endsAt">, at: Date): boolean {
  return grant.startsAt <= at && (grant.endsAt === null || at < grant.endsAt);
}

function reasonWithout(viewer: Viewer, post: PostFacts): "lapsed" | "not-yet" | "plan" | "purchase" {
  const wanted = [post.benefitId, post.ownBenefitId].filter((id) => id !== null);
  const held = viewer.grants.filter((grant) => wanted.includes(grant.benefitId));
  if (held.some((grant) => grant.startsAt > viewer.at)) return "not-yet";
  if (held.length > 0) return "lapsed";
  return post.audience === "benefit" ? "plan" : "purchase";
}

import "server-only";
import { and, eq, inArray, isNotNull, lte, notInArray, or, type SQL, sql } from "drizzle-orm";
import { read } from "@/db/client";
import type { Slots } from "@/db/prepared";
import { benefits } from "@/db/schema/billing";
import { posts } from "@/db/schema/posts";
import { isManager, isStaff, runs } from "./decide";
import type { Viewer } from "./types";

const talk = ["discussion", "question"];

/** What differs between two viewers for whom the predicates below have the same text. */
export type ViewerSlot = "communityId" | "at" | "memberId";

/** The viewer's values for the slots of {@link viewerInSlots}. */
export function viewerValues(viewer: Viewer) {
  return { communityId: viewer.communityId, at: viewer.at, memberId: viewer.membership?.memberId ?? "" };
}

/** Names the text that {@link listedPosts} and {@link knownPosts} have for this viewer: it depends on the role alone. */
export function viewerShape(viewer: Viewer): string {
  return viewer.membership?.role ?? "visitor";
}

/**
 * The viewer with slots instead of values, for a prepared query (db/prepared.ts) that serves everybody of this shape.
 * Only for {@link listedPosts} and {@link knownPosts}: what somebody holds is a list of its own length each time.
 */
export function viewerInSlots(viewer: Viewer, slots: Slots<ViewerSlot>): Viewer {
  const inSlots = {
    ...viewer,
    communityId: slots.communityId,
    at: sql.param(slots.at, posts.publishedAt),
    membership: viewer.membership && { ...viewer.membership, memberId: slots.memberId },
    grants: [],
  };
  return inSlots as unknown as Viewer;
}

/**
 * The rows of `posts` this viewer may find in a list: published, and not talk for members only. Same rule as
 * `mayKnow` for published posts (drafts are listed by the studio, never here).
 */
export function listedPosts(viewer: Viewer): SQL {
  return and(
    eq(posts.communityId, viewer.communityId),
    eq(posts.state, "published"),
    lte(posts.publishedAt, viewer.at),
    viewer.membership ? undefined : or(eq(posts.audience, "public"), notInArray(posts.kind, talk)),
  )!;
}

/** The rows of `posts` this viewer may know of at all: {@link listedPosts}, their own, and what staff may see. */
export function knownPosts(viewer: Viewer): SQL {
  const mine = viewer.membership ? eq(posts.authorId, viewer.membership.memberId) : undefined;
  return and(
    eq(posts.communityId, viewer.communityId),
    or(
      listedPosts(viewer),
      mine && and(mine, sql`${posts.state} <> 'removed'`),
      isManager(viewer) ? sql`${posts.state} <> 'removed'` : undefined,
      isStaff(viewer) ? eq(posts.state, "removed") : undefined,
    ),
  )!;
}

/** The rows of `posts` whose body this viewer may read now. Same rule as `decideRead`. */
export function readablePosts(viewer: Viewer): SQL {
  const held = viewer.grants.filter((grant) => runs(grant, viewer.at)).map((grant) => grant.benefitId);
  return and(
    knownPosts(viewer),
    or(
      eq(posts.audience, "public"),
      viewer.membership ? eq(posts.authorId, viewer.membership.memberId) : undefined,
      isStaff(viewer) ? isNotNull(posts.id) : undefined,
      viewer.membership ? eq(posts.audience, "members") : undefined,
      held.length > 0 ? and(eq(posts.audience, "benefit"), inArray(posts.benefitId, held)) : undefined,
      held.length > 0
        ? and(
            inArray(posts.audience, ["benefit", "purchase"]),
            inArray(posts.id, read().select({ id: benefits.postId }).from(benefits).where(inArray(benefits.id, held))),
          )
        : undefined,
    ),
  )!;
}

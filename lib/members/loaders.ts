import "server-only";
import { notFound } from "next/navigation";
import { cache } from "react";
import { hasRight } from "@/lib/access/permissions";
import { listPlanBenefits } from "@/lib/billing/queries/benefits";
import { loadCommunity } from "@/lib/communities/loaders";
import { decodeCursor, encodeCursor } from "@/lib/posts/cursor";
import { countPostsBy } from "@/lib/posts/queries/counts";
import { listFeed } from "@/lib/posts/queries/feed";
import { countMembersByRole, findMember, hasRenewingSubscription, listManagedMembers, listMembers } from "./queries";
import { DirectoryQuery, teamRoles } from "./schema";
import type { JoinedCursor } from "./types";

const pageSize = 30;
const postsOnPage = 20;

type SearchParams = Record<string, string | string[] | undefined>;

/**
 * The directory. Members find everybody; who has not joined finds the people who run the community and write for it,
 * because a list of all members is nobody's business but theirs.
 */
export async function loadDirectory(slug: string, params: SearchParams) {
  const { community, viewer } = await loadCommunity(slug);
  const isOpen = viewer.membership !== null;
  const query = isOpen ? parseQuery(params) : { q: "", after: parseQuery(params).after, role: undefined };
  const roles = isOpen ? (query.role ? [query.role] : undefined) : teamRoles;
  const filter = { search: query.q, roles, after: decodeCursor(query.after), limit: pageSize };
  const [counts, page] = await Promise.all([
    countMembersByRole(community.id, query.q),
    listMembers(community.id, filter),
  ]);
  return { community, viewer, isOpen, query, counts, rows: page.rows, next: nextOf(page.next) };
}

/** The same list for whoever runs the community, with who pays and the roles that can be given. */
export async function loadManagedMembers(slug: string, params: SearchParams) {
  const { community, viewer } = await loadCommunity(slug);
  if (!hasRight(viewer, "manager")) notFound();
  const query = parseQuery(params);
  const roles = query.role ? [query.role] : undefined;
  const [counts, page] = await Promise.all([
    countMembersByRole(community.id, query.q),
    listManagedMembers(community.id, {
      search: query.q,
      roles,
      standing: query.pays,
      after: decodeCursor(query.after),
      limit: pageSize,
    }),
  ]);
  return { community, viewer, actor: viewer.membership!, query, counts, rows: page.rows, next: nextOf(page.next) };
}

/** One member, with what they have published that this viewer may find. An unknown handle answers 404. */
export const loadMember = cache(async (slug: string, handle: string, after?: string) => {
  const { community, viewer } = await loadCommunity(slug);
  const member = await findMember(community.id, decodeHandle(handle));
  if (!member) notFound();
  const authorId = member.memberId;
  const [posts, postCount, benefits] = await Promise.all([
    listFeed(viewer, { sort: "newest", kinds: [], authorId, after, limit: postsOnPage }),
    countPostsBy(viewer, authorId),
    listPlanBenefits(community.id),
  ]);
  const planNames = new Map(benefits.map(({ id, name }) => [id, name]));
  return { community, viewer, member, posts: posts.rows, next: posts.next, after: after ?? null, postCount, planNames };
});

/** For the page that asks before somebody leaves; people who are not members have nothing to leave. */
export async function loadLeaving(slug: string) {
  const { community, viewer } = await loadCommunity(slug);
  if (!viewer.membership || !viewer.person) notFound();
  const renews = await hasRenewingSubscription(community.id, viewer.person.userId);
  return { community, viewer, isOwner: viewer.membership.role === "owner", renews };
}

function parseQuery(params: SearchParams): DirectoryQuery {
  const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);
  return DirectoryQuery.parse({
    q: one(params.q),
    role: one(params.role),
    pays: one(params.pays),
    after: one(params.after),
  });
}

function nextOf(cursor: JoinedCursor | null): string | null {
  return cursor ? encodeCursor(cursor) : null;
}

function decodeHandle(handle: string): string {
  try {
    return decodeURIComponent(handle);
  } catch {
    return handle;
  }
}

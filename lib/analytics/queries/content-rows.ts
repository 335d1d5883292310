import "server-only";
import { and, desc, eq, lte } from "drizzle-orm";
import { read } from "@/db/client";
import { beforeCursor, countAll } from "@/db/dialect/sql";
import { members } from "@/db/schema/communities";
import { users } from "@/db/schema/identity";
import { postReads } from "@/db/schema/sightings";
import type { Viewer } from "@/lib/access/types";
import type { MemberFilter } from "@/lib/segments/types";
import type { ContentQuestion, ContentRow } from "../content-rows";
import type { Conversion } from "../last-touch";
import type { Range } from "../ranges";
import type { RowsWanted } from "../row-cursor";
import { listPostLinks } from "./activity-rows";
import { among } from "./among";
import { readIn } from "./content";
import { listFirstPayments, listJoins } from "./conversions";
import { listPeople } from "./people";

export interface ContentScope {
  viewer: Viewer;
  range: Range;
  among: MemberFilter;
}

/** The conversions asked for, the newest first: all of a range, or those credited to one post. */
export async function listConversions(
  { figure, postId }: ContentQuestion,
  { viewer, range, among: filter }: ContentScope,
): Promise<Conversion[]> {
  const list = figure === "payments" ? listFirstPayments : listJoins;
  const found = (await list(viewer.communityId, range, filter)).filter(
    (row) => postId === null || row.postId === postId,
  );
  return found.sort((a, b) => b.at.getTime() - a.at.getTime() || (a.memberId < b.memberId ? 1 : -1));
}

/** Some of those conversions with their people and posts. */
export async function describeConversions(viewer: Viewer, conversions: readonly Conversion[]): Promise<ContentRow[]> {
  const people = await listPeople(conversions.map(({ memberId }) => memberId));
  const links = await listPostLinks(viewer, [...new Set(conversions.flatMap(({ postId }) => postId ?? []))]);
  return conversions.map(({ memberId, at, postId }) => ({
    of: "conversion",
    id: memberId,
    person: people.get(memberId) ?? null,
    at,
    post: links.get(postId ?? "") ?? null,
    isCredited: postId !== null,
  }));
}

const readersOf = (postId: string, { viewer, range, among: filter }: ContentScope) =>
  and(readIn(viewer.communityId, range), eq(postReads.postId, postId), among(members.id, filter));

const asMember = (communityId: string) =>
  and(eq(members.communityId, communityId), eq(members.userId, postReads.userId));

/** Signed-in people who read a post in the range. With a segment: of its members. */
export async function countReaders(postId: string, scope: ContentScope): Promise<number> {
  const [row] = await read()
    .select({ n: countAll() })
    .from(postReads)
    .leftJoin(members, asMember(scope.viewer.communityId))
    .where(readersOf(postId, scope));
  return row?.n ?? 0;
}

/**
 * The same people, who read last first. Only who is or was a member here has a name: whoever merely looked in while
 * signed in is somebody's member elsewhere.
 */
export async function listReaders(
  postId: string,
  scope: ContentScope,
  { after, limit }: RowsWanted,
): Promise<ContentRow[]> {
  const rows = await read()
    .select({
      id: users.id,
      memberId: members.id,
      name: users.name,
      handle: users.handle,
      at: postReads.lastAt,
      progress: postReads.progress,
      completedAt: postReads.completedAt,
    })
    .from(postReads)
    .innerJoin(users, eq(users.id, postReads.userId))
    .leftJoin(members, asMember(scope.viewer.communityId))
    .where(
      and(
        readersOf(postId, scope),
        after ? lte(postReads.lastAt, new Date(after.number)) : undefined,
        after ? beforeCursor(postReads.lastAt, postReads.userId, after.number, after.id) : undefined,
      ),
    )
    .orderBy(desc(postReads.lastAt), desc(postReads.userId))
    .limit(limit);
  return rows.map(({ id, memberId, name, handle, ...row }) => ({
    of: "reader",
    id,
    person: memberId === null ? null : { id, name, handle },
    ...row,
  }));
}

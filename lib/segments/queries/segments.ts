import "server-only";
import { and, asc, eq, gt, inArray, sql } from "drizzle-orm";
import { read } from "@/db/client";
import { members } from "@/db/schema/communities";
import { users } from "@/db/schema/identity";
import { type SegmentRule, segments } from "@/db/schema/segments";
import type { SegmentOf } from "../types";
import { listMemberIds, membersWhere } from "./filters";

/** Every segment of a community with its rule, archived ones too, by name. */
export async function listSegments(
  communityId: string,
): Promise<{ id: string; name: string; rule: SegmentRule; archivedAt: Date | null }[]> {
  return read()
    .select({ id: segments.id, name: segments.name, rule: segments.rule, archivedAt: segments.archivedAt })
    .from(segments)
    .where(eq(segments.communityId, communityId))
    .orderBy(asc(segments.name), asc(segments.id));
}

/** Somebody in a segment, as lists and files show them. */
export interface SegmentMember {
  memberId: string;
  userId: string;
  name: string;
  handle: string;
  role: string;
  joinedAt: Date;
}

const columns = {
  memberId: members.id,
  userId: users.id,
  name: users.name,
  handle: users.handle,
  role: members.role,
  joinedAt: members.joinedAt,
};

/** One page of a segment's members at `asOf`, in the order of their ids, and the id the next page follows. */
export async function listSegmentMembers(
  { communityId, rule, zone }: SegmentOf,
  asOf: Date,
  { after = "", limit }: { after?: string; limit: number },
): Promise<{ rows: SegmentMember[]; next: string | null }> {
  const rows = await read()
    .select(columns)
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(
      and(
        eq(members.communityId, communityId),
        gt(members.id, after),
        sql`${members.id} in (${membersWhere(communityId, rule, asOf, zone)})`,
      ),
    )
    .orderBy(asc(members.id))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  return { rows: page, next: rows.length > limit ? page.at(-1)!.memberId : null };
}

const perBatch = 500;

/** Everybody in a segment at `asOf`, a few hundred at a time: who is in it is asked once, who they are as they are read. */
export async function* streamSegmentMembers(segment: SegmentOf, asOf: Date): AsyncGenerator<SegmentMember[]> {
  const ids = await listMemberIds(segment, asOf);
  for (let at = 0; at < ids.length; at += perBatch) {
    yield await read()
      .select(columns)
      .from(members)
      .innerJoin(users, eq(users.id, members.userId))
      .where(and(eq(members.communityId, segment.communityId), inArray(members.id, ids.slice(at, at + perBatch))))
      .orderBy(asc(members.id));
  }
}

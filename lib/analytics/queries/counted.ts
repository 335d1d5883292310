import "server-only";
import { type AnyColumn, and, eq, inArray, type SQL, sql } from "drizzle-orm";
import { read } from "@/db/client";
import { amongIds, idList } from "@/db/dialect/sql";
import { members } from "@/db/schema/communities";
import type { MemberFilter } from "@/lib/segments/types";
import { countRunning } from "../history-spans";
import { among } from "./among";
import { findHistories } from "./histories";
import { countPlaces, findPeopleCounted } from "./packs";

/** Whom a page counts: everybody or a segment, with or without the people who are active by profession. */
export interface Counted {
  among: MemberFilter;
  /** Members to leave out: owner, admins, moderators. Empty when they count like everybody. */
  staff: readonly string[];
}

/** The members who run the community, by the roles of today. */
export async function listStaff(communityId: string): Promise<string[]> {
  const rows = await read()
    .select({ id: members.id })
    .from(members)
    .where(and(eq(members.communityId, communityId), inArray(members.role, ["owner", "admin", "moderator"])));
  return rows.map(({ id }) => id);
}

/** Narrows a column of member ids to those who are counted. */
export function countedOnly(column: AnyColumn, { among: filter, staff }: Counted): SQL | undefined {
  return and(among(column, filter), staff.length === 0 ? undefined : sql`not (${amongIds(column, idList(staff))})`);
}

/** N at each of `moments`, of those who are counted. */
export async function countMembersAt(
  communityId: string,
  moments: readonly Date[],
  counted: Counted,
): Promise<number[]> {
  const people = await findPeopleCounted(communityId, counted, await countPlaces(communityId));
  return countRunning(await findHistories(communityId), "member", moments, people);
}

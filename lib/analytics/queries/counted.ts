import "server-only";
import { type AnyColumn, and, eq, inArray, lte, type SQL, sql } from "drizzle-orm";
import { read } from "@/db/client";
import { amongIds, countAll, idList } from "@/db/dialect/sql";
import { memberSpans } from "@/db/schema/analytics";
import { members } from "@/db/schema/communities";
import type { MemberFilter } from "@/lib/segments/types";
import { countAt, type Period, takeCensus } from "../membership";
import { among } from "./among";

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

const memberships = (communityId: string, filter: MemberFilter) =>
  and(eq(memberSpans.communityId, communityId), eq(memberSpans.scope, "member"), among(memberSpans.memberId, filter));

/** N at each of `moments`, of those who are counted. */
export async function countMembersAt(
  communityId: string,
  moments: readonly Date[],
  { among: filter, staff }: Counted,
): Promise<number[]> {
  const leftOut = takeCensus(staff.length === 0 ? [] : await listSpansOf(communityId, staff, filter));
  const counts: number[] = [];
  for (const t of moments) {
    const began = await countEdges(communityId, memberSpans.startsAt, t, filter);
    const ended = await countEdges(communityId, memberSpans.endsAt, t, filter);
    counts.push(began - ended - countAt(leftOut, t));
  }
  return counts;
}

/** Starts (or ends) up to `t`, that instant included: an index answers it alone while nobody is left out. */
async function countEdges(
  communityId: string,
  edge: typeof memberSpans.startsAt | typeof memberSpans.endsAt,
  t: Date,
  filter: MemberFilter,
): Promise<number> {
  const [row] = await read()
    .select({ n: countAll() })
    .from(memberSpans)
    .where(and(memberships(communityId, filter), lte(edge, t)));
  return row?.n ?? 0;
}

async function listSpansOf(communityId: string, ids: readonly string[], filter: MemberFilter): Promise<Period[]> {
  return read()
    .select({ memberId: memberSpans.memberId, startsAt: memberSpans.startsAt, endsAt: memberSpans.endsAt })
    .from(memberSpans)
    .where(and(memberships(communityId, filter), amongIds(memberSpans.memberId, idList(ids))));
}

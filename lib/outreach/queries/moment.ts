import "server-only";
import { type AnyColumn, and, asc, eq, gt, gte, isNull, lte, or, type SQL, sql } from "drizzle-orm";
import { read } from "@/db/client";
import { memberPeriods } from "@/db/schema/analytics";
import { members } from "@/db/schema/communities";
import { journal } from "@/db/schema/journal";

/**
 * What the score is made of, as it stood at a moment: one grouped statement for each fact, over a run of members in
 * the order of their ids. Nothing that happened after `asOf` changes an answer.
 */
export interface Moment {
  communityId: string;
  asOf: Date;
  /** The first day that no longer counts: `asOf` is its beginning. */
  today: string;
}

/** Members from `first` to `last`, both included, in the order of ids. */
export interface MemberRun {
  first: string;
  last: string;
}

/** Narrows a column of member ids to a run. */
export const within = (column: AnyColumn, { first, last }: MemberRun) => and(gte(column, first), lte(column, last));

/** Periods that run at a moment. */
export const runsAt = (asOf: Date): SQL | undefined =>
  and(lte(memberPeriods.startsAt, asOf), or(isNull(memberPeriods.endsAt), gt(memberPeriods.endsAt, asOf)));

/** The next members whose membership ran at the moment. */
export async function listMembersAt({ communityId, asOf }: Moment, after: string, limit: number) {
  return read()
    .select({
      memberId: memberPeriods.memberId,
      userId: members.userId,
      role: members.role,
      since: memberPeriods.startsAt,
    })
    .from(memberPeriods)
    .innerJoin(members, eq(members.id, memberPeriods.memberId))
    .where(
      and(
        eq(memberPeriods.communityId, communityId),
        eq(memberPeriods.scope, "member"),
        gt(memberPeriods.memberId, after),
        runsAt(asOf),
      ),
    )
    .orderBy(asc(memberPeriods.memberId))
    .limit(limit);
}

/** Roles that were changed after the moment, by member: what they were at it. */
export async function listRolesBefore({ communityId, asOf }: Moment): Promise<Map<string, string>> {
  const rows = await read()
    .select({ memberId: journal.memberId, detail: journal.detail })
    .from(journal)
    .where(
      and(eq(journal.communityId, communityId), sql`${journal.verb} = 'member.role_changed'`, gt(journal.at, asOf)),
    )
    .orderBy(asc(journal.at), asc(journal.id));
  const roles = new Map<string, string>();
  for (const { memberId, detail } of rows)
    if (memberId && !roles.has(memberId)) roles.set(memberId, String(detail.from ?? ""));
  return roles;
}

import "server-only";
import { and, asc, desc, eq, inArray, isNotNull, isNull, lte, notExists, sql } from "drizzle-orm";
import { read } from "@/db/client";
import { countAll } from "@/db/dialect/sql";
import { communities, members } from "@/db/schema/communities";
import { surveyInvitations, surveys } from "@/db/schema/feedback";
import { users } from "@/db/schema/identity";
import { letterRefusals } from "@/db/schema/outreach";

export type Invitation = typeof surveyInvitations.$inferSelect;

/** A member's invitations to some surveys, by survey. */
export async function findInvitations(
  memberId: string,
  surveyIds: readonly string[],
): Promise<ReadonlyMap<string, Invitation>> {
  if (surveyIds.length === 0) return new Map();
  const rows = await read()
    .select()
    .from(surveyInvitations)
    .where(and(inArray(surveyInvitations.surveyId, [...surveyIds]), eq(surveyInvitations.memberId, memberId)));
  return new Map(rows.map((row) => [row.surveyId, row]));
}

/** The surveys a member has answered, the newest first: what they said is not in it. */
export async function listAnswered(communityId: string, memberId: string): Promise<{ id: string; title: string }[]> {
  return read()
    .select({ id: surveys.id, title: surveys.title })
    .from(surveyInvitations)
    .innerJoin(surveys, eq(surveys.id, surveyInvitations.surveyId))
    .where(
      and(
        eq(surveyInvitations.communityId, communityId),
        eq(surveyInvitations.memberId, memberId),
        isNotNull(surveyInvitations.answeredAt),
      ),
    )
    .orderBy(desc(surveys.publishedAt), desc(surveys.id))
    .limit(50);
}

/** How many were asked. */
export async function countInvited(surveyId: string): Promise<number> {
  const [row] = await read()
    .select({ count: countAll() })
    .from(surveyInvitations)
    .where(eq(surveyInvitations.surveyId, surveyId));
  return row?.count ?? 0;
}

/** Somebody's running memberships, for what is asked outside of a community's pages. */
export async function listMembershipsOf(userId: string) {
  return read()
    .select({
      communityId: communities.id,
      slug: communities.slug,
      name: communities.name,
      locale: communities.locale,
      memberId: members.id,
      role: members.role,
      joinedAt: members.joinedAt,
    })
    .from(members)
    .innerJoin(communities, eq(communities.id, members.communityId))
    .where(and(eq(members.userId, userId), isNull(members.leftAt)));
}

/**
 * Invitations to a survey whose one letter is due: to running members with a confirmed address who have neither
 * answered nor put the card away, do want such letters, and did not join within the last day.
 */
export async function listUnmailed(surveyId: string, { settledBy, limit }: { settledBy: Date; limit: number }) {
  return read()
    .select({
      memberId: members.id,
      joinedAt: members.joinedAt,
      invitedAt: surveyInvitations.invitedAt,
      email: users.email,
      name: users.name,
      locale: users.locale,
    })
    .from(surveyInvitations)
    .innerJoin(members, eq(members.id, surveyInvitations.memberId))
    .innerJoin(users, eq(users.id, members.userId))
    .where(
      and(
        eq(surveyInvitations.surveyId, surveyId),
        isNull(surveyInvitations.mailedAt),
        isNull(surveyInvitations.answeredAt),
        isNull(surveyInvitations.dismissedAt),
        isNull(members.leftAt),
        lte(members.joinedAt, settledBy),
        isNotNull(users.emailVerifiedAt),
        notExists(
          read()
            .select({ one: sql`1` })
            .from(letterRefusals)
            .where(
              and(
                eq(letterRefusals.communityId, surveyInvitations.communityId),
                eq(letterRefusals.memberId, surveyInvitations.memberId),
              ),
            ),
        ),
      ),
    )
    .orderBy(asc(members.id))
    .limit(limit);
}

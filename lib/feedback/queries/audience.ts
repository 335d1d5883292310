import "server-only";
import { and, asc, desc, eq, exists, gt, gte, isNull, notExists, notInArray, type SQL, sql } from "drizzle-orm";
import { read } from "@/db/client";
import { countAll } from "@/db/dialect/sql";
import { subscriptions } from "@/db/schema/billing";
import { members } from "@/db/schema/communities";
import { surveyInvitations } from "@/db/schema/feedback";
import { journal } from "@/db/schema/journal";
import { findCommunityById } from "@/lib/communities/queries";
import { dayMs } from "@/lib/platform/clock";
import { findSegment, isInSegment, membersWhere } from "@/lib/segments/queries/filters";
import { notAskedRoles } from "../policy";
import { answerDays } from "../survey-state";
import type { AskedMember, Survey } from "../types";

type Audience = Pick<Survey, "communityId" | "audience" | "segmentId">;

/** Running members whom surveys can be for at all. */
const askable = (communityId: string) =>
  and(eq(members.communityId, communityId), isNull(members.leftAt), notInArray(members.role, [...notAskedRoles]));

/** Which members a survey is for, as a condition on `members`. A segment that is gone is nobody. */
async function audienceWhere({ communityId, audience, segmentId }: Audience, at: Date): Promise<SQL | undefined> {
  const asked = askable(communityId);
  if (audience === "paying") return and(asked, exists(paidPlan()));
  if (audience !== "segment") return asked;
  const segment = await findSegmentOf(communityId, segmentId);
  if (!segment) return sql`1 = 0`;
  return and(asked, sql`${members.id} in (${membersWhere(communityId, segment.rule, at, segment.zone)})`);
}

async function findSegmentOf(communityId: string, segmentId: string | null) {
  if (!segmentId) return null;
  const [segment, community] = await Promise.all([findSegment(communityId, segmentId), findCommunityById(communityId)]);
  return segment && community ? { communityId, rule: segment.rule, zone: community.zone } : null;
}

/** Who has a subscription that runs, its last charge failed or not. */
const paidPlan = () =>
  read()
    .select({ one: sql`1` })
    .from(subscriptions)
    .where(
      and(
        eq(subscriptions.communityId, members.communityId),
        eq(subscriptions.userId, members.userId),
        eq(subscriptions.live, true),
      ),
    );

/** How many a survey would ask now. */
export async function countAudience(audience: Audience, at: Date): Promise<number> {
  const [row] = await read()
    .select({ count: countAll() })
    .from(members)
    .where(await audienceWhere(audience, at));
  return row?.count ?? 0;
}

/** True when a member belongs to those a survey is for. */
export async function isInAudience(audience: Audience, memberId: string, at: Date): Promise<boolean> {
  const { communityId, segmentId } = audience;
  const inSegment = audience.audience === "segment";
  const condition = inSegment ? askable(communityId) : await audienceWhere(audience, at);
  const [row] = await read()
    .select({ id: members.id })
    .from(members)
    .where(and(condition, eq(members.id, memberId)))
    .limit(1);
  if (!row || !inSegment) return row !== undefined;
  const segment = await findSegmentOf(communityId, segmentId);
  return segment !== null && isInSegment(segment, memberId, at);
}

/**
 * Members of the audience whom the survey may have opened to by now and who have no invitation, a page of them. For
 * `day` those who reached it since the publication; for `cancellation` those who cancelled since. What exactly counts
 * is `askingTime`: this only keeps the list short.
 */
export async function listUninvited(
  survey: Survey,
  at: Date,
  { after, limit }: { after: string; limit: number },
): Promise<AskedMember[]> {
  const { publishedAt, trigger, afterDays, communityId } = survey;
  if (!publishedAt) return [];
  const daysMs = (afterDays ?? 0) * dayMs;
  const since = new Date(Math.max(publishedAt.getTime(), at.getTime() - answerDays * dayMs));
  const reached = and(
    gte(members.joinedAt, new Date(since.getTime() - daysMs)),
    sql`${members.joinedAt} <= ${at.getTime() - daysMs}`,
  );
  const cancelled = sql`${members.id} in (${cancelledSince(communityId, since)})`;
  const rows = await read()
    .select({ memberId: members.id, joinedAt: members.joinedAt })
    .from(members)
    .where(
      and(
        await audienceWhere(survey, at),
        gt(members.id, after),
        trigger === "day" ? reached : trigger === "cancellation" ? cancelled : undefined,
        notExists(
          read()
            .select({ one: sql`1` })
            .from(surveyInvitations)
            .where(and(eq(surveyInvitations.surveyId, survey.id), eq(surveyInvitations.memberId, members.id))),
        ),
      ),
    )
    .orderBy(asc(members.id))
    .limit(limit);
  if (trigger !== "cancellation") return rows.map((row) => ({ ...row, cancelledAt: null }));
  return Promise.all(
    rows.map(async (row) => ({ ...row, cancelledAt: await findCancellation(communityId, row.memberId, since) })),
  );
}

/** Members who clicked "cancel". The list of verbs is the index's own (journal_leaving), word for word. */
const cancelledSince = (communityId: string, since: Date) =>
  sql`select ${journal.memberId} from ${journal} where ${journal.communityId} = ${communityId}
    and ${journal.at} >= ${since.getTime()}
    and verb in ('subscription.cancelled', 'subscription.resumed', 'paying.ended')
    and ${journal.verb} = 'subscription.cancelled' and ${journal.memberId} is not null`;

/** When a member last cancelled since a moment and did not think better of it; null when they did not. */
export async function findCancellation(communityId: string, memberId: string, since: Date): Promise<Date | null> {
  const [last] = await read()
    .select({ at: journal.at, verb: journal.verb })
    .from(journal)
    .where(
      and(
        eq(journal.communityId, communityId),
        eq(journal.memberId, memberId),
        gte(journal.at, since),
        sql`${journal.verb} in ('subscription.cancelled', 'subscription.resumed')`,
      ),
    )
    .orderBy(desc(journal.at), desc(journal.id))
    .limit(1);
  return last?.verb === "subscription.cancelled" ? last.at : null;
}

import "server-only";
import { and, asc, eq, exists, gt, gte, inArray, isNull, notExists, notInArray, type SQL, sql } from "drizzle-orm";
import { read } from "@/db/client";
import { countAll } from "@/db/dialect/sql";
import { subscriptions } from "@/db/schema/billing";
import { members } from "@/db/schema/communities";
import { surveyInvitations } from "@/db/schema/feedback";
import { journal } from "@/db/schema/journal";
import { findCommunityById } from "@/lib/communities/queries";
import { dayMs } from "@/lib/platform/clock";
import { findSegment, isInSegment, membersWhere } from "@/lib/segments/queries/filters";
import type { SegmentOf } from "@/lib/segments/types";
import { notAskedRoles } from "../policy";
import { answerDays } from "../survey-state";
import type { AskedMember, Survey } from "../types";

type Audience = Pick<Survey, "communityId" | "audience" | "segmentId" | "audienceRule">;

/** Running members whom surveys can be for at all. */
const askable = (communityId: string) =>
  and(eq(members.communityId, communityId), isNull(members.leftAt), notInArray(members.role, [...notAskedRoles]));

/** Which members a survey is for, as a condition on `members`. A segment that is gone is nobody. */
async function audienceWhere(survey: Audience, at: Date): Promise<SQL | undefined> {
  const { communityId, audience } = survey;
  const asked = askable(communityId);
  if (audience === "paying") return and(asked, exists(paidPlan()));
  if (audience !== "segment") return asked;
  const segment = await findSegmentOf(survey);
  if (!segment) return sql`1 = 0`;
  return and(asked, sql`${members.id} in (${membersWhere(communityId, segment.rule, at, segment.zone)})`);
}

/** The segment with the rule by which the survey asks, and the community's zone; null for a segment that is gone. */
async function findSegmentOf(survey: Audience): Promise<SegmentOf | null> {
  const { communityId } = survey;
  const [rule, community] = await Promise.all([findAudienceRule(survey), findCommunityById(communityId)]);
  return rule && community ? { communityId, rule, zone: community.zone } : null;
}

/**
 * The rule by which a survey asks a segment: the one it was published with. A draft, and a survey from before that was
 * kept, asks by the segment's own rule as it is now. Null without a segment.
 */
export async function findAudienceRule(survey: Audience): Promise<Survey["audienceRule"]> {
  const { communityId, audience, segmentId, audienceRule } = survey;
  if (audience !== "segment" || !segmentId) return null;
  return audienceRule ?? (await findSegment(communityId, segmentId))?.rule ?? null;
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
  const { communityId } = audience;
  const inSegment = audience.audience === "segment";
  const condition = inSegment ? askable(communityId) : await audienceWhere(audience, at);
  const [row] = await read()
    .select({ id: members.id })
    .from(members)
    .where(and(condition, eq(members.id, memberId)))
    .limit(1);
  if (!row || !inSegment) return row !== undefined;
  const segment = await findSegmentOf(audience);
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
  const ids = rows.map(({ memberId }) => memberId);
  const cancellations = await listCancellations(communityId, ids, since);
  return rows.map((row) => ({ ...row, cancelledAt: cancellations.get(row.memberId) ?? null }));
}

/** Members who clicked "cancel". The list of verbs is the index's own (journal_leaving), word for word. */
const cancelledSince = (communityId: string, since: Date) =>
  sql`select ${journal.memberId} from ${journal} where ${journal.communityId} = ${communityId}
    and ${journal.at} >= ${since.getTime()}
    and verb in ('subscription.cancelled', 'subscription.resumed', 'paying.ended')
    and ${journal.verb} = 'subscription.cancelled' and ${journal.memberId} is not null`;

/** When members last cancelled since a moment, without those who thought better of it. */
export async function listCancellations(
  communityId: string,
  memberIds: readonly string[],
  since: Date,
): Promise<ReadonlyMap<string, Date>> {
  if (memberIds.length === 0) return new Map();
  const clicks = await read()
    .select({ memberId: journal.memberId, at: journal.at, verb: journal.verb })
    .from(journal)
    .where(
      and(
        eq(journal.communityId, communityId),
        inArray(journal.memberId, [...memberIds]),
        gte(journal.at, since),
        sql`${journal.verb} in ('subscription.cancelled', 'subscription.resumed')`,
      ),
    )
    .orderBy(asc(journal.at), asc(journal.id));
  const last = new Map(clicks.map(({ memberId, ...click }) => [memberId!, click]));
  return new Map([...last].flatMap(([id, { verb, at }]) => (verb === "subscription.cancelled" ? [[id, at]] : [])));
}

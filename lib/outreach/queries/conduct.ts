import "server-only";
import { and, asc, eq, gt, gte, inArray, isNull, lt, lte, or, sql } from "drizzle-orm";
import { read } from "@/db/client";
import { amongIds, countAll, idList, sumOf } from "@/db/dialect/sql";
import { activityDays, activityMonths, firstReplies } from "@/db/schema/analytics";
import { posts } from "@/db/schema/posts";
import { postReads, presenceDays } from "@/db/schema/sightings";
import { dayMs, hourMs } from "@/lib/platform/clock";
import { type MemberRun, type Moment, within } from "./moment";

/** The first day on which anybody was seen here; null before visits were counted. */
export async function findFirstVisitDay(communityId: string): Promise<string | null> {
  const [row] = await read()
    .select({ day: presenceDays.day })
    .from(presenceDays)
    .where(eq(presenceDays.communityId, communityId))
    .orderBy(asc(presenceDays.day))
    .limit(1);
  return row?.day ?? null;
}

/** From which day on it is "lately", and from which it is "usual". */
export interface Days {
  usual: string;
  recent: string;
}

/** Days on which people were here, lately and usually. Asked person by person: of a day there are too many rows. */
export async function listVisits({ communityId, today }: Moment, userIds: readonly string[], days: Days) {
  return read()
    .select({
      userId: presenceDays.userId,
      recent: sumOf(sql`case when ${presenceDays.day} >= ${days.recent} then 1 else 0 end`),
      usual: sumOf(sql`case when ${presenceDays.day} < ${days.recent} then 1 else 0 end`),
    })
    .from(presenceDays)
    .where(
      and(
        eq(presenceDays.communityId, communityId),
        amongIds(presenceDays.userId, idList(userIds)),
        gte(presenceDays.day, days.usual),
        lt(presenceDays.day, today),
      ),
    )
    .groupBy(presenceDays.userId);
}

/** Interactions of everybody who had one, lately and usually: days lie side by side, so all are asked at once. */
export async function listInteractions({ communityId, today }: Moment, days: Days) {
  return read()
    .select({
      memberId: activityDays.memberId,
      recent: sumOf(sql`case when ${activityDays.day} >= ${days.recent} then ${activityDays.count} else 0 end`),
      usual: sumOf(sql`case when ${activityDays.day} < ${days.recent} then ${activityDays.count} else 0 end`),
    })
    .from(activityDays)
    .where(
      and(eq(activityDays.communityId, communityId), gte(activityDays.day, days.usual), lt(activityDays.day, today)),
    )
    .groupBy(activityDays.memberId);
}

/** Who took part in a month before the one given. What came later is among the interactions of the last 42 days. */
export async function listActiveBefore({ communityId }: Moment, run: MemberRun, month: number) {
  return read()
    .selectDistinct({ memberId: activityMonths.memberId })
    .from(activityMonths)
    .where(
      and(
        eq(activityMonths.communityId, communityId),
        within(activityMonths.memberId, run),
        lt(activityMonths.month, month),
      ),
    );
}

/** Questions of the last 30 days that had to wait longer than the community promises, answered since or not. */
export async function listUnanswered({ communityId, asOf }: Moment, run: MemberRun, answerHours: number) {
  const promisedMs = answerHours * hourMs;
  return read()
    .select({ memberId: firstReplies.askerId, n: countAll() })
    .from(firstReplies)
    .where(
      and(
        eq(firstReplies.communityId, communityId),
        eq(firstReplies.kind, "question"),
        gt(firstReplies.askedAt, new Date(asOf.getTime() - 30 * dayMs)),
        lte(firstReplies.askedAt, new Date(asOf.getTime() - promisedMs)),
        or(isNull(firstReplies.repliedAt), sql`${firstReplies.repliedAt} > ${firstReplies.askedAt} + ${promisedMs}`),
        or(isNull(firstReplies.removedAt), gt(firstReplies.removedAt, asOf)),
        within(firstReplies.askerId, run),
      ),
    )
    .groupBy(firstReplies.askerId);
}

/**
 * Tutorials and articles begun in the last 90 days, not finished, and not touched for 14. Only the last touch is kept,
 * so this can be asked of the present only: of a day in the past nobody knows any more.
 */
export async function listStalled({ communityId, asOf }: Moment, userIds: readonly string[]) {
  return read()
    .select({ userId: postReads.userId, n: countAll() })
    .from(postReads)
    .innerJoin(posts, eq(posts.id, postReads.postId))
    .where(
      and(
        eq(postReads.communityId, communityId),
        amongIds(postReads.userId, idList(userIds)),
        isNull(postReads.completedAt),
        gt(postReads.lastAt, new Date(asOf.getTime() - 90 * dayMs)),
        lte(postReads.lastAt, new Date(asOf.getTime() - 14 * dayMs)),
        inArray(posts.kind, ["tutorial", "article"]),
        eq(posts.state, "published"),
      ),
    )
    .groupBy(postReads.userId);
}

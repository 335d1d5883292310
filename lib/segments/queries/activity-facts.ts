import "server-only";
import { type AnyColumn, and, between, eq, gt, isNull, lte, or, sql } from "drizzle-orm";
import { read } from "@/db/client";
import { sumOf } from "@/db/dialect/sql";
import { activityDays, activityMonths, firstReplies } from "@/db/schema/analytics";
import { members } from "@/db/schema/communities";
import { comments, posts } from "@/db/schema/posts";
import { postReads, presenceDays } from "@/db/schema/sightings";
import { type DayWindow, partsOf } from "../windows";
import { about, counted, type Moment } from "./facts";

/** What members do, as derived tables like those of facts.ts: one row per member, up to the moment asked about. */

/**
 * Interactions of a window, and those in which something was written: what its days hold, and its whole months where it
 * is long.
 */
export const activity = (moment: Moment, window: DayWindow, name: string) => {
  const { days, months } = partsOf(window);
  const [first, ...others] = [
    ...days.map((part) => activityByDay(moment, part)),
    ...(months ? [activityByMonth(moment, months)] : []),
  ];
  const parts = others.reduce((all, one) => all.unionAll(one) as typeof all, first!).as(`${name}_parts`);
  return read()
    .select({
      memberId: parts.memberId,
      value: sumOf(sql`${parts.interactions}`).as(`${name}_value`),
      written: sumOf(sql`${parts.written}`).as(`${name}_written`),
    })
    .from(parts)
    .groupBy(parts.memberId)
    .as(name);
};

const activityByDay = ({ communityId, only }: Moment, [first, last]: [string, string]) =>
  read()
    .select({
      memberId: activityDays.memberId,
      interactions: sql<number>`${activityDays.count}`.as("interactions"),
      written: sql<number>`case when ${activityDays.kind} <> 'reaction' then ${activityDays.count} else 0 end`.as(
        "written",
      ),
    })
    .from(activityDays)
    .where(
      and(
        eq(activityDays.communityId, communityId),
        about(only, activityDays.memberId),
        between(activityDays.day, first, last),
      ),
    );

const activityByMonth = ({ communityId, only }: Moment, [first, last]: [number, number]) =>
  read()
    .select({
      memberId: activityMonths.memberId,
      interactions: sql<number>`${activityMonths.interactions}`.as("interactions"),
      written: sql<number>`${activityMonths.written}`.as("written"),
    })
    .from(activityMonths)
    .where(
      and(
        eq(activityMonths.communityId, communityId),
        about(only, activityMonths.memberId),
        between(activityMonths.month, first, last),
      ),
    );

/** How many rows there are by a column that names a member. */
const countedBy = (memberId: AnyColumn, name: string) => ({
  memberId: sql<string>`${memberId}`.as(`${name}_member`),
  value: counted(name),
});

/** Questions that still wait for their first answer from somebody else. */
export const waitingQuestions = ({ communityId, asOf, only }: Moment, name: string) =>
  read()
    .select(countedBy(firstReplies.askerId, name))
    .from(firstReplies)
    .where(
      and(
        eq(firstReplies.communityId, communityId),
        about(only, firstReplies.askerId),
        eq(firstReplies.kind, "question"),
        lte(firstReplies.askedAt, asOf),
        or(isNull(firstReplies.repliedAt), gt(firstReplies.repliedAt, asOf)),
        or(isNull(firstReplies.removedAt), gt(firstReplies.removedAt, asOf)),
      ),
    )
    .groupBy(firstReplies.askerId)
    .as(name);

/** What was written `at` a time of the window in posts of the topic. */
const writtenIn = (
  { communityId, asOf, only }: Moment,
  topicId: string,
  { from }: DayWindow,
  { authorId, at }: { authorId: AnyColumn; at: AnyColumn },
) =>
  and(eq(posts.communityId, communityId), about(only, authorId), eq(posts.topicId, topicId), between(at, from, asOf));

/** Posts published in a topic in a window, by author. */
export const topicPosts = (moment: Moment, topicId: string, window: DayWindow, name: string) =>
  read()
    .select(countedBy(posts.authorId, name))
    .from(posts)
    .where(writtenIn(moment, topicId, window, { authorId: posts.authorId, at: posts.publishedAt }))
    .groupBy(posts.authorId)
    .as(name);

/** Comments below posts of a topic in a window, by author. */
export const topicComments = (moment: Moment, topicId: string, window: DayWindow, name: string) =>
  read()
    .select(countedBy(comments.authorId, name))
    .from(comments)
    .innerJoin(posts, eq(posts.id, comments.postId))
    .where(writtenIn(moment, topicId, window, { authorId: comments.authorId, at: comments.createdAt }))
    .groupBy(comments.authorId)
    .as(name);

/** Posts opened for the first time in a window; of one topic when it is named. */
export const firstReads = (
  { communityId, asOf, only }: Moment,
  topicId: string | null,
  { from }: DayWindow,
  name: string,
) => {
  const rows = read()
    .select({ memberId: members.id, value: counted(name) })
    .from(postReads)
    .innerJoin(members, and(eq(members.communityId, communityId), eq(members.userId, postReads.userId)))
    .innerJoin(posts, eq(posts.id, postReads.postId))
    .where(
      and(
        eq(postReads.communityId, communityId),
        about(only, members.id),
        between(postReads.firstAt, from, asOf),
        topicId === null ? undefined : eq(posts.topicId, topicId),
      ),
    )
    .groupBy(members.id);
  return rows.as(name);
};

/** The last day somebody was here, signed in. One search of an index per member, whatever the window. */
export const lastPresence = ({ communityId, only }: Moment, { lastDay }: DayWindow, name: string) =>
  read()
    .select({
      memberId: members.id,
      value: sql<string>`(select max(${presenceDays.day}) from ${presenceDays} where ${and(
        eq(presenceDays.communityId, communityId),
        eq(presenceDays.userId, members.userId),
        lte(presenceDays.day, lastDay),
      )})`.as(`${name}_value`),
    })
    .from(members)
    .where(and(eq(members.communityId, communityId), about(only, members.id)))
    .as(name);

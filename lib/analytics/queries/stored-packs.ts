import "server-only";
import { and, eq, gte, isNull, lt, type SQL, sql } from "drizzle-orm";
import { read } from "@/db/client";
import { amongIds, idList } from "@/db/dialect/sql";
import { conversions, firstSteps, memberSpans } from "@/db/schema/analytics";
import { payments } from "@/db/schema/billing";
import { members } from "@/db/schema/communities";
import {
  activityMonthPacks,
  activityPacks,
  memberHistories,
  memberNumbers,
  memberPayments,
  memberTurns,
  replyPacks,
} from "@/db/schema/packs";
import { comments, posts } from "@/db/schema/posts";
import type { ConversionKind } from "../last-touch";
import type { StoredPack } from "../stored-pack";
import type { DayStretch } from "../zone-days";

/** Packs, and what is kept of people, as they stand: for comparing them with what they are made of. */

/** The numbers of the packs of histories and payments that are stored. */
export async function listStoredPacks(communityId: string): Promise<number[]> {
  const packsIn = async (table: PackTable) =>
    read().select({ pack: table.pack }).from(table).where(eq(table.communityId, communityId));
  const rows = [...(await packsIn(memberHistories)), ...(await packsIn(memberPayments))];
  return [...new Set(rows.map(({ pack }) => pack))];
}

type PackTable = typeof memberHistories | typeof memberPayments;

/** A pack of histories as it is stored. */
export const findStoredHistory = (communityId: string, pack: number) =>
  findStoredPack(memberHistories, communityId, pack);

/** A pack of payments as it is stored. */
export const findStoredPayments = (communityId: string, pack: number) =>
  findStoredPack(memberPayments, communityId, pack);

/** A pack of what was asked as it is stored. */
export const findStoredReplies = (communityId: string, pack: number) => findStoredPack(replyPacks, communityId, pack);

async function findStoredPack(table: PackTable | typeof replyPacks, communityId: string, pack: number) {
  const [row] = await read()
    .select({ revision: table.revision, packed: table.packed })
    .from(table)
    .where(and(eq(table.communityId, communityId), eq(table.pack, pack)));
  return row ?? null;
}

/** The stored conversions of these members. */
export async function listStoredConversions(communityId: string, memberIds: readonly string[]) {
  const rows = await read()
    .select()
    .from(conversions)
    .where(and(eq(conversions.communityId, communityId), amongIds(conversions.memberId, idList(memberIds))));
  return rows.map((row) => ({ ...row, kind: row.kind as ConversionKind }));
}

/** When these members took each step first, as it is stored. */
export async function listStoredSteps(communityId: string, memberIds: readonly string[]) {
  return read()
    .select()
    .from(firstSteps)
    .where(and(eq(firstSteps.communityId, communityId), amongIds(firstSteps.memberId, idList(memberIds))));
}

/** The same as spans, texts and payments say. */
export async function listStepsOf(
  communityId: string,
  memberIds: readonly string[],
): Promise<(typeof firstSteps.$inferSelect)[]> {
  const own = eq(members.communityId, communityId);
  const rows = await read()
    .select({ memberId: members.id, userId: members.userId })
    .from(members)
    .where(and(own, amongIds(members.id, idList(memberIds))));
  const first = async (query: SQL): Promise<Map<string, Date>> => {
    const found = await read()
      .select({ id: sql<string>`id`, at: sql<Date>`at`.mapWith((at) => new Date(Number(at))) })
      .from(sql`(${query}) as firsts`);
    return new Map(found.map(({ id, at }) => [id, at]));
  };
  const [ids, users] = [idList(rows.map((row) => row.memberId)), idList(rows.map((row) => row.userId))];
  const joined = await first(sql`select member_id as id, min(starts_at) as at from ${memberSpans}
    where community_id = ${communityId} and scope = 'member' and ${amongIds(memberSpans.memberId, ids)} group by member_id`);
  const commented = await first(sql`select author_id as id, min(created_at) as at from ${comments}
    where ${amongIds(comments.authorId, ids)} group by author_id`);
  const posted = await first(sql`select author_id as id, min(published_at) as at from ${posts}
    where ${amongIds(posts.authorId, ids)} and state <> 'draft' and published_at is not null group by author_id`);
  const paid = await first(sql`select user_id as id, min(at) as at from ${payments}
    where community_id = ${communityId} and ${amongIds(payments.userId, users)} and kind = 'charge' and amount > 0
    group by user_id`);
  return rows.map(({ memberId, userId }) => ({
    communityId,
    userId,
    memberId,
    joinedAt: joined.get(memberId) ?? null,
    commentedAt: commented.get(memberId) ?? null,
    postedAt: posted.get(memberId) ?? null,
    paidAt: paid.get(userId) ?? null,
  }));
}

/** Steps of people who are no members and never were. */
export async function listStepsOfNobody(communityId: string) {
  return read()
    .select({ userId: firstSteps.userId, memberId: firstSteps.memberId })
    .from(firstSteps)
    .leftJoin(members, eq(members.id, firstSteps.memberId))
    .where(and(eq(firstSteps.communityId, communityId), isNull(members.id)));
}

/** Conversions of people who have no number. */
export async function listConversionsOfNobody(communityId: string) {
  return read()
    .select({ kind: conversions.kind, memberId: conversions.memberId, at: conversions.at })
    .from(conversions)
    .leftJoin(
      memberNumbers,
      and(eq(memberNumbers.communityId, communityId), eq(memberNumbers.memberId, conversions.memberId)),
    )
    .where(and(eq(conversions.communityId, communityId), isNull(memberNumbers.number)));
}

/** The packs of activity of these days as they are stored. */
export const listStoredActivity = (communityId: string, days: DayStretch) =>
  listStoredDays(activityPacks, communityId, days);

/** The packs of turns of these days as they are stored. */
export const listStoredTurns = (communityId: string, days: DayStretch) =>
  listStoredDays(memberTurns, communityId, days);

async function listStoredDays(
  table: typeof activityPacks | typeof memberTurns,
  communityId: string,
  { first, end }: DayStretch,
): Promise<StoredPack<string>[]> {
  return read()
    .select({ pack: table.day, revision: table.revision, packed: table.packed })
    .from(table)
    .where(and(eq(table.communityId, communityId), gte(table.day, first), lt(table.day, end)));
}

/** The pack of a month's activity as it is stored. */
export async function findStoredMonth(communityId: string, month: number) {
  const [row] = await read()
    .select({ revision: activityMonthPacks.revision, packed: activityMonthPacks.packed })
    .from(activityMonthPacks)
    .where(and(eq(activityMonthPacks.communityId, communityId), eq(activityMonthPacks.month, month)));
  return row ?? null;
}

/** Members with spans who have no number: they are in no pack. */
export async function listUnnumbered(communityId: string): Promise<{ memberId: string }[]> {
  return read()
    .selectDistinct({ memberId: memberSpans.memberId })
    .from(memberSpans)
    .leftJoin(
      memberNumbers,
      and(eq(memberNumbers.communityId, communityId), eq(memberNumbers.memberId, memberSpans.memberId)),
    )
    .where(and(eq(memberSpans.communityId, communityId), isNull(memberNumbers.number)));
}

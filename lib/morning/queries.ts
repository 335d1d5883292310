import "server-only";
import { and, asc, eq, gt, gte, inArray, isNotNull, isNull, lte, notInArray, or, type SQL, sql } from "drizzle-orm";
import { read } from "@/db/client";
import { amongIds, countAll, idList, sumOf } from "@/db/dialect/sql";
import { activeDays, firstReplies, mrrDays, projectionState, spanDays } from "@/db/schema/analytics";
import { grants, orders, products, subscriptions } from "@/db/schema/billing";
import { communities, members } from "@/db/schema/communities";
import { users } from "@/db/schema/identity";
import { disputes } from "@/db/schema/ledger";
import { weeklyLetters } from "@/db/schema/morning";
import { riskScores } from "@/db/schema/outreach";
import { posts } from "@/db/schema/posts";
import { dayMs, hourMs } from "@/lib/platform/clock";
import type { Ending, EndingKind, Few, LatePayer, WaitingQuestion } from "./types";

/** How many rows a list of the morning shows; the rest is a number and a link. */
const few = 5;
/** Within how many days an ending is told. */
const endingDays = 14;

/** Access a renewal or its grace will carry on: no ending. */
const goesOn = ["renewing", "grace"];

/**
 * People whose paid access stops within 14 days of `at` and is not renewed by itself: cancelled subscriptions, passes,
 * gifts, comps and trials, each person once, with what ends last. Single posts rented for a time are not counted.
 */
export async function listEndings(communityId: string, at: Date, limit = few): Promise<Few<Ending>> {
  const until = new Date(at.getTime() + endingDays * dayMs);
  const last = read()
    .select({
      userId: grants.userId,
      endsAt: sql<number>`max(${grants.endsAt})`.as("last_end"),
      open: sumOf(
        sql`case when ${grants.endsAt} is null or ${inArray(grants.sourceNote, goesOn)} then 1 else 0 end`,
      ).as("open"),
    })
    .from(grants)
    .leftJoin(orders, and(eq(grants.sourceKind, "order"), eq(orders.id, grants.sourceId)))
    .leftJoin(products, eq(products.id, orders.productId))
    .where(
      and(
        eq(grants.communityId, communityId),
        or(isNull(grants.endsAt), gt(grants.endsAt, at)),
        or(isNull(products.kind), eq(products.kind, "pass")),
      ),
    )
    .groupBy(grants.userId)
    .as("last_access");
  const ending = and(eq(last.open, 0), lte(last.endsAt, sql.param(until, grants.endsAt)));
  const here = and(eq(members.userId, last.userId), eq(members.communityId, communityId), isNull(members.leftAt));
  const [counted] = await read().select({ total: countAll() }).from(last).innerJoin(members, here).where(ending);
  const rows = await read()
    .select({
      userId: users.id,
      name: users.name,
      handle: users.handle,
      endsAt: sql<Date>`${last.endsAt}`.mapWith(grants.endsAt),
    })
    .from(last)
    .innerJoin(members, here)
    .innerJoin(users, eq(users.id, last.userId))
    .where(ending)
    .orderBy(asc(last.endsAt), asc(users.id))
    .limit(limit);
  const kinds = await listKinds(communityId, rows);
  return { total: counted?.total ?? 0, rows: rows.map((row) => ({ ...row, kind: kinds.get(row.userId)! })) };
}

/** What the access that ends then came from, by person; of several that end at once the first that was given. */
async function listKinds(
  communityId: string,
  ends: readonly { userId: string; endsAt: Date }[],
): Promise<Map<string, EndingKind>> {
  if (ends.length === 0) return new Map();
  const given = await read()
    .select({ userId: grants.userId, endsAt: grants.endsAt, kind: grants.sourceKind })
    .from(grants)
    .where(
      and(
        eq(grants.communityId, communityId),
        amongIds(grants.userId, idList(ends.map(({ userId }) => userId))),
        gte(grants.endsAt, ends[0]!.endsAt),
        lte(grants.endsAt, ends.at(-1)!.endsAt),
      ),
    )
    .orderBy(asc(grants.id));
  const kindAt = (userId: string, endsAt: Date) =>
    given.find((grant) => grant.userId === userId && grant.endsAt?.getTime() === endsAt.getTime())?.kind;
  return new Map(ends.map(({ userId, endsAt }) => [userId, (kindAt(userId, endsAt) ?? "subscription") as EndingKind]));
}

/** Members whose last renewal could not be charged, the longest waiting first. */
export async function listLatePayers(communityId: string): Promise<Few<LatePayer>> {
  const late = and(
    eq(subscriptions.communityId, communityId),
    eq(subscriptions.live, true),
    eq(subscriptions.status, "past_due"),
  );
  const rows = await read()
    .select({
      userId: users.id,
      name: users.name,
      handle: users.handle,
      failedAt: subscriptions.paymentFailedAt,
      periodStart: subscriptions.currentPeriodStart,
      graceDays: communities.graceDays,
    })
    .from(subscriptions)
    .innerJoin(users, eq(users.id, subscriptions.userId))
    .innerJoin(communities, eq(communities.id, subscriptions.communityId))
    .where(late)
    .orderBy(asc(subscriptions.currentPeriodStart), asc(users.id))
    .limit(few);
  return {
    total: await count(subscriptions, late),
    rows: rows.map(({ failedAt, periodStart, graceDays, ...person }) => ({
      ...person,
      since: failedAt ?? periodStart,
      graceEndsAt: new Date(periodStart.getTime() + graceDays * dayMs),
    })),
  };
}

/** Questions nobody but their asker has answered within the promised hours, the oldest first. */
export async function listUnanswered(communityId: string, at: Date): Promise<Few<WaitingQuestion>> {
  const [community] = await read()
    .select({ hours: communities.answerHours })
    .from(communities)
    .where(eq(communities.id, communityId));
  const due = new Date(at.getTime() - (community?.hours ?? 24) * hourMs);
  const waiting = and(
    eq(firstReplies.communityId, communityId),
    eq(firstReplies.kind, "question"),
    isNull(firstReplies.repliedAt),
    isNull(firstReplies.removedAt),
    lte(firstReplies.askedAt, due),
    eq(posts.state, "published"),
  );
  const ofPost = and(eq(posts.id, firstReplies.postId), eq(posts.communityId, firstReplies.communityId));
  const [counted] = await read()
    .select({ total: countAll() })
    .from(firstReplies)
    .innerJoin(posts, ofPost)
    .where(waiting);
  const rows = await read()
    .select({ title: posts.title, slug: posts.slug, askedAt: firstReplies.askedAt })
    .from(firstReplies)
    .innerJoin(posts, ofPost)
    .where(waiting)
    .orderBy(asc(firstReplies.askedAt), asc(posts.id))
    .limit(few);
  return { total: counted?.total ?? 0, rows };
}

/** States of a dispute in which nobody waits for us. */
const settled = ["won", "lost", "warning_closed", "under_review", "warning_under_review", "charge_refunded"];

/** Disputes that wait for evidence, and when the first is due. */
export async function findDisputes(communityId: string): Promise<{ total: number; dueAt: Date | null }> {
  const rows = await read()
    .select({ dueAt: disputes.dueAt })
    .from(disputes)
    .where(and(eq(disputes.communityId, communityId), notInArray(disputes.state, settled), isNull(disputes.closedAt)));
  const due = rows.flatMap(({ dueAt }) => (dueAt ? [dueAt.getTime()] : []));
  return { total: rows.length, dueAt: due.length > 0 ? new Date(Math.min(...due)) : null };
}

/** How many members stand in the highest band of the at-risk score. */
export async function countAtRisk(communityId: string): Promise<number> {
  return count(riskScores, and(eq(riskScores.communityId, communityId), eq(riskScores.band, "high")));
}

/** How many differences the last comparison of projections and journal found. */
export async function countDrift(communityId: string): Promise<number> {
  const [state] = await read()
    .select({ n: projectionState.driftCount })
    .from(projectionState)
    .where(eq(projectionState.communityId, communityId));
  return state?.n ?? 0;
}

/** Interactions and active people of each day from `first` to `last`. */
export async function listActiveDays(communityId: string, first: string, last: string) {
  return read()
    .select({ day: activeDays.day, interactions: activeDays.interactions, active: activeDays.days7 })
    .from(activeDays)
    .where(and(eq(activeDays.communityId, communityId), gte(activeDays.day, first), lte(activeDays.day, last)));
}

/** Beginnings and ends of membership and paying of each day from `first` to `last`. */
export async function listSpanDays(communityId: string, first: string, last: string) {
  return read()
    .select({ day: spanDays.day, scope: spanDays.scope, kind: spanDays.kind, count: sumOf(spanDays.count) })
    .from(spanDays)
    .where(and(eq(spanDays.communityId, communityId), gte(spanDays.day, first), lte(spanDays.day, last)))
    .groupBy(spanDays.day, spanDays.scope, spanDays.kind);
}

/** Members, paying members and MRR (minor units, in `currency`) at the end of `day`. */
export async function findStanding(communityId: string, currency: string, day: string) {
  const change = sql`case when ${spanDays.kind} = 'end' then -${spanDays.count} else ${spanDays.count} end`;
  const people = await read()
    .select({ scope: spanDays.scope, count: sumOf(change) })
    .from(spanDays)
    .where(and(eq(spanDays.communityId, communityId), lte(spanDays.day, day)))
    .groupBy(spanDays.scope);
  const [value] = await read()
    .select({ mrr: sumOf(sql`${mrrDays.amountIn} - ${mrrDays.amountOut}`) })
    .from(mrrDays)
    .where(and(eq(mrrDays.communityId, communityId), eq(mrrDays.currency, currency), lte(mrrDays.day, day)));
  const counted = (scope: string) => people.find((row) => row.scope === scope)?.count ?? 0;
  return { members: counted("member"), paying: counted("paying"), mrr: value?.mrr ?? 0 };
}

/** Whether somebody wants the weekly letter of a community; who never chose does. */
export async function wantsLetter(communityId: string, userId: string): Promise<boolean> {
  const [row] = await read()
    .select({ wanted: weeklyLetters.wanted })
    .from(weeklyLetters)
    .where(and(eq(weeklyLetters.communityId, communityId), eq(weeklyLetters.userId, userId)));
  return row?.wanted ?? true;
}

/**
 * Owner and admins who want a community's letter and have not had that of `week`. Without a confirmed address nobody is
 * written to: the letter tells of money, and a mistyped address is somebody else's.
 */
export async function listReceivers(communityId: string, week: string) {
  return read()
    .select({ userId: users.id, name: users.name, email: users.email, locale: users.locale })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .leftJoin(
      weeklyLetters,
      and(eq(weeklyLetters.communityId, members.communityId), eq(weeklyLetters.userId, members.userId)),
    )
    .where(
      and(
        eq(members.communityId, communityId),
        isNull(members.leftAt),
        inArray(members.role, ["owner", "admin"]),
        isNotNull(users.emailVerifiedAt),
        or(isNull(weeklyLetters.wanted), eq(weeklyLetters.wanted, true)),
        or(isNull(weeklyLetters.sentWeek), sql`${weeklyLetters.sentWeek} < ${week}`),
      ),
    );
}

async function count(table: typeof subscriptions | typeof riskScores, where: SQL | undefined): Promise<number> {
  const [row] = await read().select({ total: countAll() }).from(table).where(where);
  return row?.total ?? 0;
}

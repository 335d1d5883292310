import "server-only";
import type { Column } from "drizzle-orm";
import { and, eq, gt, inArray, lte, notExists, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { read } from "@/db/client";
import { memberSpans } from "@/db/schema/analytics";
import { payments, products } from "@/db/schema/billing";
import { members } from "@/db/schema/communities";
import { arrivals, postReads } from "@/db/schema/sightings";
import { dayMs } from "@/lib/platform/clock";
import type { MemberFilter } from "@/lib/segments/types";
import { type Conversion, firstOfEach, lastTouch, type PostTouch, touchDays } from "../last-touch";
import type { Range } from "../ranges";
import { among } from "./among";

/** Who became a member in (from, to], returning ones included, and the post each is credited to. */
export async function listJoins(communityId: string, range: Range, filter: MemberFilter): Promise<Conversion[]> {
  return listSpanStarts(communityId, "member", range, filter);
}

/**
 * Who paid for the first time in (from, to]: a plan's first paid period, or a single purchase, pass or bundle before
 * it. Renewals are not looked at, because there are many and none of them is a first.
 */
export async function listFirstPayments(
  communityId: string,
  range: Range,
  filter: MemberFilter,
): Promise<Conversion[]> {
  const [plans, singles] = await Promise.all([
    listSpanStarts(communityId, "paying", range, filter),
    listFirstSingles(communityId, range, filter),
  ]);
  return firstOfEach([plans, singles]);
}

async function listSpanStarts(
  communityId: string,
  scope: "member" | "paying",
  { from, to }: Range,
  filter: MemberFilter,
): Promise<Conversion[]> {
  const rows = await read()
    .select({
      memberId: memberSpans.memberId,
      at: memberSpans.startsAt,
      ...touchFields(communityId, memberSpans.startsAt),
    })
    .from(memberSpans)
    .leftJoin(members, eq(members.id, memberSpans.memberId))
    .leftJoin(arrivals, and(eq(arrivals.communityId, communityId), eq(arrivals.userId, members.userId)))
    .where(
      and(
        eq(memberSpans.communityId, communityId),
        eq(memberSpans.scope, scope),
        gt(memberSpans.startsAt, from),
        lte(memberSpans.startsAt, to),
        scope === "paying" ? and(eq(memberSpans.ordinal, 0), notExists(earlierSingles(communityId))) : undefined,
        among(memberSpans.memberId, filter),
      ),
    );
  return rows.map(conversionOf);
}

const singleKinds = ["one_off", "pass", "bundle"];
const earlier = alias(payments, "earlier");

/** Charges of a member, for something else than a plan, before their first span of paying. */
const earlierSingles = (communityId: string) =>
  earlierOf(
    members.userId,
    members.communityId,
    inArray(earlier.productId, singleProducts(communityId)),
    sql`+${earlier.at} < ${memberSpans.startsAt}`,
  );

/** What is sold for something else than a plan: a handful, so asking for its ids once spares a join per payment. */
const singleProducts = (communityId: string) =>
  read()
    .select({ id: products.id })
    .from(products)
    .where(and(eq(products.communityId, communityId), inArray(products.kind, singleKinds)));

/**
 * Charges of one person. Adding nothing to the community keeps SQLite from walking all of the community's payments by their time: those of one
 * person are few.
 */
const earlierOf = (userId: Column, communityId: Column, ...more: SQL[]) =>
  read()
    .select({ one: sql`1` })
    .from(earlier)
    .where(
      and(
        eq(earlier.userId, userId),
        sql`${earlier.communityId} || '' = ${communityId}`,
        eq(earlier.kind, "charge"),
        ...more,
      ),
    );

/** First charges of people for something else than a plan. */
async function listFirstSingles(communityId: string, { from, to }: Range, filter: MemberFilter): Promise<Conversion[]> {
  const isEarlier = sql`(+${earlier.at} < ${payments.at} or (+${earlier.at} = ${payments.at} and ${earlier.id} < ${payments.id}))`;
  const rows = await read()
    .select({ memberId: members.id, at: payments.at, ...touchFields(communityId, payments.at) })
    .from(payments)
    .innerJoin(members, and(eq(members.communityId, payments.communityId), eq(members.userId, payments.userId)))
    .leftJoin(arrivals, and(eq(arrivals.communityId, communityId), eq(arrivals.userId, members.userId)))
    .where(
      and(
        eq(payments.communityId, communityId),
        eq(payments.kind, "charge"),
        gt(payments.at, from),
        lte(payments.at, to),
        inArray(payments.productId, singleProducts(communityId)),
        notExists(earlierOf(payments.userId, payments.communityId, isEarlier)),
        among(members.id, filter),
      ),
    );
  return rows.map(conversionOf);
}

/**
 * The moments at which the person is known to have touched a post before `at`: the last post they read before it, the
 * last one they began to read before it (its last reading may lie after), and the posts they came in through. Each is
 * one seek of an index.
 */
function touchFields(communityId: string, at: Column) {
  const touched = (column: typeof postReads.lastAt | typeof postReads.firstAt) =>
    sql<string | null>`(${read()
      .select({ touch: sql`${column} || ' ' || ${postReads.postId}` })
      .from(postReads)
      .where(
        and(
          eq(postReads.communityId, communityId),
          eq(postReads.userId, members.userId),
          sql`${column} <= ${at}`,
          sql`${column} > ${at} - ${touchDays * dayMs}`,
        ),
      )
      .orderBy(sql`${column} desc`, postReads.postId)
      .limit(1)})`;
  return {
    read: touched(postReads.lastAt),
    begun: touched(postReads.firstAt),
    lastAt: arrivals.lastAt,
    lastPostId: arrivals.lastPostId,
    firstAt: arrivals.firstAt,
    firstPostId: arrivals.firstPostId,
  };
}

interface TouchedRow {
  memberId: string;
  at: Date;
  read: string | null;
  begun: string | null;
  lastAt: Date | null;
  lastPostId: string | null;
  firstAt: Date | null;
  firstPostId: string | null;
}

function conversionOf({ memberId, at, ...row }: TouchedRow): Conversion {
  const arrival = (when: Date | null, postId: string | null) => (when && postId ? { at: when, postId } : null);
  const touches = [
    touchIn(row.read),
    touchIn(row.begun),
    arrival(row.lastAt, row.lastPostId),
    arrival(row.firstAt, row.firstPostId),
  ];
  return { memberId, at, postId: lastTouch(at, touches) };
}

/** "1764000000000 post": instant and post in one column, so that one seek brings both. */
function touchIn(text: string | null): PostTouch | null {
  const gap = text?.indexOf(" ") ?? -1;
  return text && gap > 0 ? { at: new Date(Number(text.slice(0, gap))), postId: text.slice(gap + 1) } : null;
}

import "server-only";
import type { Column } from "drizzle-orm";
import { and, eq, inArray, notExists, notInArray, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { read, type Tx } from "@/db/client";
import { amongIds, idList } from "@/db/dialect/sql";
import { conversions, memberSpans } from "@/db/schema/analytics";
import { payments, products } from "@/db/schema/billing";
import { members } from "@/db/schema/communities";
import { memberNumbers } from "@/db/schema/packs";
import { arrivals, postReads } from "@/db/schema/sightings";
import { dayMs } from "@/lib/platform/clock";
import { type ConversionKind, lastTouch, type PostTouch, touchDays } from "../last-touch";
import { inBatches } from "../projecting";

const membersPerBatch = 500;
const rowsPerInsert = 500;

/** A conversion with its credit, as it is stored. */
export interface CreditedConversion {
  kind: ConversionKind;
  memberId: string;
  at: Date;
  postId: string | null;
}

/**
 * Sees to it that the conversions of these members are those that their spans and payments make, and credits each new
 * one to the post its person touched last. One that was credited before keeps its credit: what its person has read since
 * moves the moments of which we know only the last.
 */
export async function creditConversions(tx: Tx, communityId: string, memberIds: readonly string[]): Promise<void> {
  for (const batch of inBatches(memberIds, membersPerBatch)) {
    const theirs = and(eq(conversions.communityId, communityId), amongIds(conversions.memberId, idList(batch)));
    const stored = new Set((await read().select().from(conversions).where(and(theirs, ofKinds))).map(keyOf));
    const found = await listConversionsOf(communityId, batch);
    const wanted = new Set(found.map(keyOf));
    for (const key of stored.difference(wanted)) await deleteConversion(tx, communityId, key);
    const fresh = found.filter((conversion) => !stored.has(keyOf(conversion)));
    for (const rows of inBatches(fresh, rowsPerInsert)) {
      await tx.insert(conversions).values(rows.map((row) => ({ communityId, ...row })));
    }
  }
}

/** Removes conversions of people of whom there is no history. */
export async function deleteConversionsOfNobody(tx: Tx, communityId: string): Promise<void> {
  const known = read()
    .select({ memberId: memberNumbers.memberId })
    .from(memberNumbers)
    .where(eq(memberNumbers.communityId, communityId));
  await tx
    .delete(conversions)
    .where(and(eq(conversions.communityId, communityId), notInArray(conversions.memberId, known)));
}

/** The kind comes before the member in the key: with it SQLite finds the few instead of walking all. */
const ofKinds = inArray(conversions.kind, ["join", "plan", "single"] satisfies ConversionKind[]);

const keyOf = ({ kind, memberId, at }: { kind: string; memberId: string; at: Date }): string =>
  JSON.stringify([kind, memberId, at.getTime()]);

async function deleteConversion(tx: Tx, communityId: string, key: string): Promise<void> {
  const [kind, memberId, at] = JSON.parse(key) as [ConversionKind, string, number];
  await tx
    .delete(conversions)
    .where(
      and(
        eq(conversions.communityId, communityId),
        eq(conversions.kind, kind),
        eq(conversions.memberId, memberId),
        eq(conversions.at, new Date(at)),
      ),
    );
}

/** Who became a member, returning ones included, and who paid for the first time, and the post each is credited to. */
export async function listConversionsOf(
  communityId: string,
  memberIds: readonly string[],
): Promise<CreditedConversion[]> {
  const [joins, plans, singles] = [
    await listSpanStarts(communityId, "member", memberIds),
    await listSpanStarts(communityId, "paying", memberIds),
    await listFirstSingles(communityId, memberIds),
  ];
  return [
    ...joins.map((row) => ({ kind: "join" as const, ...conversionOf(row) })),
    ...plans.map((row) => ({ kind: "plan" as const, ...conversionOf(row) })),
    ...singles.map((row) => ({ kind: "single" as const, ...conversionOf(row) })),
  ];
}

/** Beginnings of memberships, or of paying for the first time by a plan and not for anything single before. */
async function listSpanStarts(
  communityId: string,
  scope: "member" | "paying",
  memberIds: readonly string[],
): Promise<TouchedRow[]> {
  return read()
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
        amongIds(memberSpans.memberId, idList(memberIds)),
        scope === "paying" ? and(eq(memberSpans.ordinal, 0), notExists(earlierSingles(communityId))) : undefined,
      ),
    );
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
async function listFirstSingles(communityId: string, memberIds: readonly string[]): Promise<TouchedRow[]> {
  const isEarlier = sql`(+${earlier.at} < ${payments.at} or (+${earlier.at} = ${payments.at} and ${earlier.id} < ${payments.id}))`;
  return read()
    .select({ memberId: members.id, at: payments.at, ...touchFields(communityId, payments.at) })
    .from(members)
    .crossJoin(payments)
    .leftJoin(arrivals, and(eq(arrivals.communityId, communityId), eq(arrivals.userId, members.userId)))
    .where(
      and(
        eq(members.communityId, communityId),
        amongIds(members.id, idList(memberIds)),
        eq(payments.userId, members.userId),
        eq(payments.communityId, communityId),
        eq(payments.kind, "charge"),
        inArray(payments.productId, singleProducts(communityId)),
        notExists(earlierOf(payments.userId, payments.communityId, isEarlier)),
      ),
    );
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

function conversionOf({ memberId, at, ...row }: TouchedRow): Omit<CreditedConversion, "kind"> {
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

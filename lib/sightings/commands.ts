import "server-only";
import { randomBytes } from "node:crypto";
import { and, eq, lt, notExists, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { payments } from "@/db/schema/billing";
import { installation } from "@/db/schema/platform";
import {
  arrivals,
  postReads,
  postViewDays,
  presenceDays,
  searchDays,
  visitDays,
  visitMarks,
} from "@/db/schema/sightings";
import { dayKeyName, dayKeyPrefix, type MarkRow } from "./mark";
import type { SightingCounts } from "./types";

const rowsPerStatement = 400;

/**
 * The key of a day's marks: random, made by whoever needs it first, kept in the database so that all instances count
 * alike, and gone after two days together with the marks.
 */
export async function dayKey(tx: Tx, day: string): Promise<string> {
  const key = dayKeyName(day);
  const find = () => tx.select().from(installation).where(eq(installation.key, key));
  const [known] = await find();
  if (known) return known.value;
  await tx
    .insert(installation)
    .values({ key, value: randomBytes(32).toString("hex") })
    .onConflictDoNothing();
  const [made] = await find();
  return made!.value;
}

/** Stores marks and returns those that were not there: who has not been counted yet. */
export async function addMarks(tx: Tx, marks: readonly MarkRow[]): Promise<MarkRow[]> {
  const fresh = [];
  for (const rows of inBatches(marks))
    fresh.push(...(await tx.insert(visitMarks).values(rows).onConflictDoNothing().returning()));
  return fresh;
}

/** Notes how much of each limit was used. */
export async function addSpent(tx: Tx, spent: readonly MarkRow[]): Promise<void> {
  for (const rows of inBatches(spent)) {
    await tx
      .insert(visitMarks)
      .values(rows)
      .onConflictDoUpdate({
        target: [visitMarks.communityId, visitMarks.day, visitMarks.mark],
        set: { fresh: sql`${visitMarks.fresh} + excluded.fresh` },
      });
  }
}

/** Adds counts to what the tables hold. Adding the same batch twice counts it twice: callers send each one once. */
export async function addCounts(tx: Tx, counts: SightingCounts): Promise<void> {
  await addVisits(tx, counts.visits);
  await addPostViews(tx, counts.postViews);
  await addPresence(tx, counts.presence);
  await addReads(tx, counts.reads);
  await addArrivals(tx, counts.arrivals);
  await addSearches(tx, counts.searches);
}

async function addVisits(tx: Tx, visits: SightingCounts["visits"]): Promise<void> {
  for (const rows of inBatches(visits)) {
    await tx
      .insert(visitDays)
      .values(rows)
      .onConflictDoUpdate({
        target: [visitDays.communityId, visitDays.day, visitDays.channel, visitDays.source],
        set: {
          visitors: sql`${visitDays.visitors} + excluded.visitors`,
          views: sql`${visitDays.views} + excluded.views`,
        },
      });
  }
}

async function addPostViews(tx: Tx, views: SightingCounts["postViews"]): Promise<void> {
  for (const rows of inBatches(views)) {
    await tx
      .insert(postViewDays)
      .values(rows)
      .onConflictDoUpdate({
        target: [postViewDays.communityId, postViewDays.day, postViewDays.postId],
        set: {
          views: sql`${postViewDays.views} + excluded.views`,
          readers: sql`${postViewDays.readers} + excluded.readers`,
          completions: sql`${postViewDays.completions} + excluded.completions`,
        },
      });
  }
}

async function addPresence(tx: Tx, presence: SightingCounts["presence"]): Promise<void> {
  for (const rows of inBatches(presence)) {
    await tx
      .insert(presenceDays)
      .values(rows)
      .onConflictDoUpdate({
        target: [presenceDays.communityId, presenceDays.userId, presenceDays.day],
        set: { views: sql`${presenceDays.views} + excluded.views` },
      });
  }
}

/** The furthest anybody got and the first time they came to the end stay. */
async function addReads(tx: Tx, reads: SightingCounts["reads"]): Promise<void> {
  for (const rows of inBatches(reads)) {
    await tx
      .insert(postReads)
      .values(rows)
      .onConflictDoUpdate({
        target: [postReads.postId, postReads.userId],
        set: {
          firstAt: sql`case when excluded.first_at < ${postReads.firstAt} then excluded.first_at else ${postReads.firstAt} end`,
          lastAt: sql`case when excluded.last_at > ${postReads.lastAt} then excluded.last_at else ${postReads.lastAt} end`,
          progress: sql`case when excluded.progress > ${postReads.progress} then excluded.progress else ${postReads.progress} end`,
          completedAt: sql`coalesce(${postReads.completedAt}, excluded.completed_at)`,
        },
      });
  }
}

/**
 * First sightings are stored whole; afterwards only a later last touch is, and none once the person has paid here: it
 * is the last coming from outside before the first payment. Coming without a trace (another browser) is no touch.
 */
async function addArrivals(tx: Tx, people: SightingCounts["arrivals"]): Promise<void> {
  const paidHere = tx
    .select({ one: sql`1` })
    .from(payments)
    .where(
      and(
        eq(payments.userId, arrivals.userId),
        eq(payments.communityId, arrivals.communityId),
        eq(payments.kind, "charge"),
      ),
    );
  for (const rows of inBatches(people)) {
    await tx
      .insert(arrivals)
      .values(rows)
      .onConflictDoUpdate({
        target: [arrivals.communityId, arrivals.userId],
        set: {
          lastAt: sql`excluded.last_at`,
          lastChannel: sql`excluded.last_channel`,
          lastSource: sql`excluded.last_source`,
          lastCampaign: sql`excluded.last_campaign`,
          lastPostId: sql`excluded.last_post_id`,
        },
        setWhere: and(
          sql`excluded.last_at > ${arrivals.lastAt}`,
          sql`excluded.last_channel <> 'direct'`,
          notExists(paidHere),
        ),
      });
  }
}

async function addSearches(tx: Tx, searches: SightingCounts["searches"]): Promise<void> {
  for (const rows of inBatches(searches)) {
    await tx
      .insert(searchDays)
      .values(rows)
      .onConflictDoUpdate({
        target: [searchDays.communityId, searchDays.day, searchDays.term],
        set: {
          searches: sql`${searchDays.searches} + excluded.searches`,
          people: sql`${searchDays.people} + excluded.people`,
          found: sql`case when excluded.found > ${searchDays.found} then excluded.found else ${searchDays.found} end`,
        },
      });
  }
}

/** Removes marks and keys of days before `marksFrom`, and presence of days before `presenceFrom`. */
export async function sweepSightings(tx: Tx, from: { marksFrom: string; presenceFrom: string }): Promise<void> {
  await tx.delete(visitMarks).where(lt(visitMarks.day, from.marksFrom));
  await tx
    .delete(installation)
    .where(
      and(
        sql`substr(${installation.key}, 1, ${dayKeyPrefix.length}) = ${dayKeyPrefix}`,
        lt(installation.key, dayKeyName(from.marksFrom)),
      ),
    );
  await tx.delete(presenceDays).where(lt(presenceDays.day, from.presenceFrom));
}

function* inBatches<Row>(rows: readonly Row[]): Generator<Row[]> {
  for (let at = 0; at < rows.length; at += rowsPerStatement) yield rows.slice(at, at + rowsPerStatement);
}

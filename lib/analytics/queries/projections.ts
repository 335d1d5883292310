import "server-only";
import { and, asc, eq, gt, gte, inArray, lte } from "drizzle-orm";
import { read } from "@/db/client";
import { amongIds, countAll, idList, sumOf } from "@/db/dialect/sql";
import { activityDays, memberPeriods, memberSpans, projectionState } from "@/db/schema/analytics";
import { communities } from "@/db/schema/communities";
import { journal } from "@/db/schema/journal";
import type { ProjectedPeriod } from "../periods";
import { overlapMs, type Projecting, projectionShape } from "../projecting";
import type { ProjectedSpan } from "../spans";
import { type Bounds, findBounds } from "./bounds";

/** Every community with the zone its days are cut in. */
export async function listZones(): Promise<{ id: string; slug: string; zone: string }[]> {
  return read()
    .select({ id: communities.id, slug: communities.slug, zone: communities.zone })
    .from(communities)
    .orderBy(asc(communities.createdAt), asc(communities.id));
}

/** How far, and in which shape, the community is projected; null when it never was. */
export async function findProjectionState(communityId: string): Promise<typeof projectionState.$inferSelect | null> {
  const [state] = await read().select().from(projectionState).where(eq(projectionState.communityId, communityId));
  return state ?? null;
}

/**
 * True when something was recorded since the journal was last projected (in the same millisecond counts: it may have
 * come after), or when it never was in this zone and shape.
 */
export async function isBehind(communityId: string, zone: string): Promise<boolean> {
  const state = await findProjectionState(communityId);
  if (!state || state.zone !== zone || state.shape !== projectionShape) return true;
  const [newer] = await read()
    .select({ id: journal.id })
    .from(journal)
    .where(and(eq(journal.communityId, communityId), gte(journal.recordedAt, state.projectedTo)))
    .limit(1);
  return newer !== undefined;
}

/** True when the community's journal holds more than `count` entries, or more than that recorded after `since`. */
export async function hasMoreEntriesThan(communityId: string, count: number, since?: Date): Promise<boolean> {
  const rows = await read()
    .select({ id: journal.id })
    .from(journal)
    .where(and(eq(journal.communityId, communityId), since && gt(journal.recordedAt, since)))
    .limit(1)
    .offset(count);
  return rows.length > 0;
}

/** How many entries were recorded in the minutes that end with `upTo`: among those, some may become visible late. */
export async function countRecentlyRecorded(communityId: string, upTo: Date): Promise<number> {
  const [row] = await read()
    .select({ n: countAll() })
    .from(journal)
    .where(
      and(
        eq(journal.communityId, communityId),
        gt(journal.recordedAt, new Date(upTo.getTime() - overlapMs)),
        lte(journal.recordedAt, upTo),
      ),
    );
  return row?.n ?? 0;
}

/** The stored periods of these members. */
export async function listStoredPeriods(
  { communityId }: Projecting,
  memberIds: readonly string[],
): Promise<ProjectedPeriod[]> {
  const rows = await read()
    .select()
    .from(memberPeriods)
    .where(and(eq(memberPeriods.communityId, communityId), amongIds(memberPeriods.memberId, idList(memberIds))));
  return rows as ProjectedPeriod[];
}

/** The stored spans of these members. */
export async function listStoredSpans(
  { communityId }: Projecting,
  memberIds: readonly string[],
): Promise<ProjectedSpan[]> {
  const rows = await read()
    .select()
    .from(memberSpans)
    .where(
      and(
        eq(memberSpans.communityId, communityId),
        inArray(memberSpans.scope, ["member", "paying"]),
        amongIds(memberSpans.memberId, idList(memberIds)),
      ),
    );
  return rows as ProjectedSpan[];
}

/** Who did something on a day, and how much. */
export async function listPeopleOfDay(
  communityId: string,
  day: string,
): Promise<{ memberId: string; count: number }[]> {
  return read()
    .select({ memberId: activityDays.memberId, count: sumOf(activityDays.count) })
    .from(activityDays)
    .where(and(eq(activityDays.communityId, communityId), eq(activityDays.day, day)))
    .groupBy(activityDays.memberId);
}

/** The first and the last day with an interaction; null when there is none. */
export function findActiveBounds(communityId: string): Promise<Bounds<string> | null> {
  return findBounds(activityDays, activityDays.day, eq(activityDays.communityId, communityId));
}

/** When the first stored period begins, and when anything last began or ended; null when there is no period. */
export async function findEdgeBounds(communityId: string): Promise<Bounds<Date> | null> {
  const own = eq(memberPeriods.communityId, communityId);
  const starts = await findBounds(memberPeriods, memberPeriods.startsAt, own);
  const ends = await findBounds(memberPeriods, memberPeriods.endsAt, own);
  return starts && { first: starts.first, last: ends && ends.last > starts.last ? ends.last : starts.last };
}

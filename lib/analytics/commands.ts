import "server-only";
import { and, asc, eq, gt, gte, inArray, isNotNull, lt, lte, type SQL } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { afterCursor } from "@/db/dialect/sql";
import { activityDays, memberPeriods, moneyDays, projectionState } from "@/db/schema/analytics";
import { journal } from "@/db/schema/journal";
import { minuteMs, now } from "@/lib/platform/clock";
import { dayFinder, dayVerbs, type ProjectedDay, summariseDay } from "./days";
import { type PeriodEntry, type ProjectedPeriod, periodsOf, periodVerbs } from "./periods";
import { addDays, startOfDay } from "./ranges";

/**
 * Projecting the journal into what the growth page reads. A day, or a member's periods, is always computed anew from
 * the journal and replaces what stood there: doing it twice, late or in another order gives the same rows.
 */
export interface ProjectionOptions {
  /** The community's zone: it decides where days begin. */
  zone: string;
  /** Real time: entries recorded later are left for the next run. */
  upTo: Date;
}

/**
 * An entry gets its `recordedAt` before its transaction commits, so one may become visible behind the cursor.
 * Nothing here commits as late as this.
 */
const overlapMs = 5 * minuteMs;
const batchSize = 1000;
const membersPerBatch = 200;

/**
 * Brings the projections up to date with what was recorded since the last time. Rebuilds when there was none, or when
 * the community has moved to another zone. Returns how many days and members were computed.
 */
export async function projectCommunity(
  tx: Tx,
  communityId: string,
  options: ProjectionOptions,
): Promise<{ days: number; members: number }> {
  const [state] = await tx.select().from(projectionState).where(eq(projectionState.communityId, communityId));
  if (!state || state.zone !== options.zone) return rebuildCommunity(tx, communityId, options);
  const since = new Date(state.projectedTo.getTime() - overlapMs);
  const touched = await findTouched(tx, communityId, { ...options, since });
  for (const day of touched.days) {
    await deleteDay(tx, communityId, day);
    for await (const projected of streamDays(tx, communityId, options, day))
      await insertDay(tx, communityId, projected);
  }
  for (const batch of inBatches([...touched.members], membersPerBatch)) {
    await tx
      .delete(memberPeriods)
      .where(and(eq(memberPeriods.communityId, communityId), inArray(memberPeriods.memberId, batch)));
    await insertPeriods(tx, communityId, await projectMembers(tx, communityId, options, batch));
  }
  await saveState(tx, communityId, options);
  return { days: touched.days.size, members: touched.members.size };
}

/** Throws a community's projections away and computes them from the whole journal, which is streamed. */
export async function rebuildCommunity(
  tx: Tx,
  communityId: string,
  options: ProjectionOptions,
): Promise<{ days: number; members: number }> {
  for (const projection of [activityDays, moneyDays, memberPeriods]) {
    await tx.delete(projection).where(eq(projection.communityId, communityId));
  }
  let days = 0;
  let members = 0;
  for await (const day of streamDays(tx, communityId, options)) {
    await insertDay(tx, communityId, day);
    days += 1;
  }
  for await (const periods of streamPeriods(tx, communityId, options)) {
    await insertPeriods(tx, communityId, periods);
    members += new Set(periods.map((p) => p.memberId)).size;
  }
  await saveState(tx, communityId, options);
  return { days, members };
}

/** The days a journal adds up to, in order, one at a time; of `onlyDay` when given. */
export async function* streamDays(
  tx: Tx,
  communityId: string,
  { zone, upTo }: ProjectionOptions,
  onlyDay?: string,
): AsyncGenerator<ProjectedDay> {
  const within = onlyDay
    ? [gte(journal.at, startOfDay(onlyDay, zone)), lt(journal.at, startOfDay(addDays(onlyDay, 1), zone))]
    : [];
  const dayAt = dayFinder(zone);
  let day = "";
  let entries: JournalRow[] = [];
  for await (const entry of streamEntries(tx, communityId, [...within, lte(journal.recordedAt, upTo)])) {
    const next = dayAt(entry.at);
    if (next !== day && entries.length > 0) {
      yield summariseDay(day, entries);
      entries = [];
    }
    day = next;
    entries.push(entry);
  }
  if (entries.length > 0) yield summariseDay(day, entries);
}

type JournalRow = typeof journal.$inferSelect;

async function* streamEntries(tx: Tx, communityId: string, conditions: SQL[]): AsyncGenerator<JournalRow> {
  let cursor: JournalRow | undefined;
  do {
    const batch = await tx
      .select()
      .from(journal)
      .where(
        and(
          eq(journal.communityId, communityId),
          inArray(journal.verb, dayVerbs),
          ...conditions,
          ...(cursor
            ? [gte(journal.at, cursor.at), afterCursor(journal.at, journal.id, cursor.at.getTime(), cursor.id)]
            : []),
        ),
      )
      .orderBy(asc(journal.at), asc(journal.id))
      .limit(batchSize);
    yield* batch;
    cursor = batch.length === batchSize ? batch.at(-1) : undefined;
  } while (cursor);
}

/** The periods a journal adds up to, a few hundred members at a time, members in order. */
export async function* streamPeriods(
  tx: Tx,
  communityId: string,
  options: ProjectionOptions,
): AsyncGenerator<ProjectedPeriod[]> {
  let last = "";
  for (;;) {
    const rows = await tx
      .selectDistinct({ memberId: journal.memberId })
      .from(journal)
      .where(
        and(
          eq(journal.communityId, communityId),
          gt(journal.memberId, last),
          inArray(journal.verb, [...periodVerbs]),
          lte(journal.recordedAt, options.upTo),
        ),
      )
      .orderBy(asc(journal.memberId))
      .limit(membersPerBatch);
    if (rows.length === 0) return;
    const members = rows.map((row) => row.memberId!);
    yield await projectMembers(tx, communityId, options, members);
    last = members.at(-1)!;
  }
}

async function projectMembers(
  tx: Tx,
  communityId: string,
  { upTo }: ProjectionOptions,
  members: string[],
): Promise<ProjectedPeriod[]> {
  const entries = await tx
    .select()
    .from(journal)
    .where(
      and(
        eq(journal.communityId, communityId),
        inArray(journal.memberId, members),
        inArray(journal.verb, [...periodVerbs]),
        lte(journal.recordedAt, upTo),
      ),
    );
  const byMember = Map.groupBy(entries as PeriodEntry[], (entry) => entry.memberId);
  return [...byMember.keys()].sort().flatMap((memberId) => periodsOf(byMember.get(memberId)!));
}

/** Days and members that something recorded in (since, upTo] is about. */
async function findTouched(
  tx: Tx,
  communityId: string,
  { since, upTo, zone }: ProjectionOptions & { since: Date },
): Promise<{ days: Set<string>; members: Set<string> }> {
  const recently = [eq(journal.communityId, communityId), gt(journal.recordedAt, since), lte(journal.recordedAt, upTo)];
  const instants = await tx
    .selectDistinct({ at: journal.at })
    .from(journal)
    .where(and(...recently, inArray(journal.verb, dayVerbs)));
  const people = await tx
    .selectDistinct({ memberId: journal.memberId })
    .from(journal)
    .where(and(...recently, inArray(journal.verb, [...periodVerbs]), isNotNull(journal.memberId)));
  return {
    days: new Set(instants.map(({ at }) => at).map(dayFinder(zone))),
    members: new Set(people.map((row) => row.memberId!)),
  };
}

async function deleteDay(tx: Tx, communityId: string, day: string): Promise<void> {
  await tx.delete(activityDays).where(and(eq(activityDays.communityId, communityId), eq(activityDays.day, day)));
  await tx.delete(moneyDays).where(and(eq(moneyDays.communityId, communityId), eq(moneyDays.day, day)));
}

async function insertDay(tx: Tx, communityId: string, { activity, money }: ProjectedDay): Promise<void> {
  for (const batch of inBatches(activity, batchSize)) {
    await tx.insert(activityDays).values(batch.map((row) => ({ communityId, ...row })));
  }
  for (const batch of inBatches(money, batchSize)) {
    await tx.insert(moneyDays).values(batch.map((row) => ({ communityId, ...row })));
  }
}

async function insertPeriods(tx: Tx, communityId: string, periods: ProjectedPeriod[]): Promise<void> {
  for (const batch of inBatches(periods, batchSize)) {
    await tx.insert(memberPeriods).values(batch.map((row) => ({ communityId, ...row })));
  }
}

async function saveState(tx: Tx, communityId: string, { zone, upTo }: ProjectionOptions): Promise<void> {
  const state = { zone, projectedTo: upTo, projectedAt: now() };
  await tx
    .insert(projectionState)
    .values({ communityId, ...state })
    .onConflictDoUpdate({ target: projectionState.communityId, set: state });
}

function* inBatches<T>(items: readonly T[], size: number): Generator<T[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}

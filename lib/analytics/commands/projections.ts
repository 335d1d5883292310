import "server-only";
import { and, eq, gt, inArray, isNotNull, lte } from "drizzle-orm";
import { read, type Tx } from "@/db/client";
import { journal } from "@/db/schema/journal";
import { addDays } from "@/lib/platform/calendar";
import { now } from "@/lib/platform/clock";
import { windowDays } from "../active-days";
import { interactionVerbs } from "../activity";
import { moneyVerbs } from "../days";
import { periodVerbs } from "../periods";
import { overlapMs, type Projecting, projectionShape } from "../projecting";
import { countRecentlyRecorded, findActiveBounds, findProjectionState } from "../queries/projections";
import { type DayStretch, unitOfDay, zoneDays } from "../zone-days";
import { projectActiveDays, projectActivityCohort, projectActivityMonth, projectActivityPeriod } from "./activity";
import { creditConversions } from "./conversions";
import { projectDay } from "./days";
import { projectEdgeDays } from "./edges";
import { projectFirstSteps } from "./first-steps";
import { projectHappeningDays } from "./happenings";
import { projectHistories } from "./histories";
import { type MemberChanges, projectMembers } from "./members";
import { projectMovements } from "./movements";
import { projectActivityPacks, projectMemberTurns, turnStretches } from "./packs";
import { finishProjecting } from "./projection-state";
import { rebuildSteps } from "./rebuild";
import { projectReplies } from "./replies";

/**
 * Projecting the journal into what the growth pages read. A day, a member or a month is always computed anew from the
 * journal and replaces what stood there: doing it twice, late or in another order gives the same rows.
 */
export interface ProjectionOptions {
  /** The community's zone: it decides where days begin. */
  zone: string;
  /** Real time: entries recorded later are left for the next run. */
  upTo: Date;
  /** The moment of the story; now, unless a test says otherwise. */
  at?: Date;
}

/** How many days and members were computed. */
export interface Projected {
  days: number;
  members: number;
}

export function projectingOf(communityId: string, { zone, upTo, at = now() }: ProjectionOptions): Projecting {
  return { communityId, zone, upTo, at, dayAt: zoneDays(zone) };
}

/**
 * Brings the projections up to date with what was recorded since the last time. Rebuilds, all in this transaction,
 * when there was none, when the community has moved to another zone, or when the projections had another shape.
 */
export async function projectCommunity(tx: Tx, communityId: string, options: ProjectionOptions): Promise<Projected> {
  const startedAt = performance.now();
  const projecting = projectingOf(communityId, options);
  const state = await findProjectionState(communityId);
  if (!state || state.zone !== options.zone || state.shape !== projectionShape) {
    return rebuildCommunity(tx, communityId, options);
  }
  const seenCount = await countRecentlyRecorded(communityId, options.upTo);
  const since = await notTakenInSince(communityId, state);
  const touched = await findTouched(projecting, since);
  for (const day of new Set([...touched.active, ...touched.paid])) await projectDay(tx, projecting, day);
  const changes = await projectMembers(tx, projecting, touched.members);
  for (const day of changes.days) {
    await projectEdgeDays(tx, projecting, day, addDays(day, 1));
    await projectHappeningDays(tx, projecting, { first: day, end: addDays(day, 1) });
  }
  const people = [...new Set([...touched.members, ...touched.charged])];
  await projectHistories(tx, projecting, people);
  await creditConversions(tx, communityId, people);
  await projectFirstSteps(tx, communityId, [...new Set([...people, ...touched.wrote])]);
  for (const stretch of turnStretches(changes.days)) await projectMemberTurns(tx, projecting, stretch);
  await projectMovements(tx, projecting, firstChangedMonth(projecting, changes, state.projectedAt));
  await projectActivity(tx, projecting, touched.active, changes);
  await projectReplies(tx, projecting, since);
  await finishProjecting(tx, projecting, { seenCount, tookMs: performance.now() - startedAt });
  return { days: new Set([...touched.active, ...touched.paid]).size, members: changes.members };
}

/** Throws a community's projections away and computes them from the whole journal, all in this transaction. */
export async function rebuildCommunity(tx: Tx, communityId: string, options: ProjectionOptions): Promise<Projected> {
  const startedAt = performance.now();
  const projecting = projectingOf(communityId, options);
  const seenCount = await countRecentlyRecorded(communityId, options.upTo);
  for await (const step of rebuildSteps(projecting)) await step(tx);
  await finishProjecting(tx, projecting, { seenCount, tookMs: performance.now() - startedAt });
  return { days: 0, members: 0 };
}

/**
 * After which recorded time entries may be missing: after the last projecting, unless one has become visible behind
 * it. Entries are never deleted, so as many as before are the same as before.
 */
async function notTakenInSince(
  communityId: string,
  { projectedTo, seenCount }: { projectedTo: Date; seenCount: number },
): Promise<Date> {
  const isSame = (await countRecentlyRecorded(communityId, projectedTo)) === seenCount;
  return isSame ? projectedTo : new Date(projectedTo.getTime() - overlapMs);
}

/** The first month whose movements may differ: that of the earliest changed value, or the first that has ended since. */
function firstChangedMonth({ dayAt }: Projecting, { valueSince }: MemberChanges, projectedAt: Date): number {
  const running = dayAt(projectedAt).month;
  // What changes exactly at a month's start also changes the end of the month before.
  return valueSince ? Math.min(dayAt(new Date(valueSince.getTime() - 1)).month, running) : running;
}

/** Everything that is made of interactions: months, trailing windows and cohorts. */
async function projectActivity(
  tx: Tx,
  projecting: Projecting,
  days: ReadonlySet<string>,
  changes: MemberChanges,
): Promise<void> {
  const months = new Set([...days].map((day) => unitOfDay(day, "month")));
  const weeks = new Set([...days].map((day) => unitOfDay(day, "week")));
  for (const month of months) await projectActivityMonth(tx, projecting, month);
  await projectActivityPacks(tx, projecting, days);
  for (const { first, end } of stretchesOf(days)) await projectActiveDays(tx, projecting, first, end);
  for (const month of months) await projectActivityPeriod(tx, projecting, "month", month);
  for (const week of weeks) await projectActivityPeriod(tx, projecting, "week", week);
  if (changes.cohorts.length === 0) return;
  const lastDay = (await findActiveBounds(projecting.communityId))?.last ?? null;
  for (const cohort of changes.cohorts) {
    const last = lastDay === null ? cohort.cohort : unitOfDay(lastDay, cohort.unit);
    await projectActivityCohort(tx, projecting, { ...cohort, last });
  }
}

/** The days whose trailing windows hold one of `days`, as stretches [first, end) that do not overlap. */
function stretchesOf(days: ReadonlySet<string>): DayStretch[] {
  const stretches: DayStretch[] = [];
  for (const first of [...days].sort()) {
    const end = addDays(first, windowDays);
    const last = stretches.at(-1);
    if (last && first <= last.end) last.end = end;
    else stretches.push({ first, end });
  }
  return stretches;
}

/** Days and members that something recorded in (since, upTo] is about. */
async function findTouched({ communityId, upTo, dayAt }: Projecting, since: Date) {
  const recently = [eq(journal.communityId, communityId), gt(journal.recordedAt, since), lte(journal.recordedAt, upTo)];
  const daysWith = async (verbs: readonly string[]) => {
    const instants = await read()
      .selectDistinct({ at: journal.at })
      .from(journal)
      .where(and(...recently, inArray(journal.verb, [...verbs])));
    return new Set(instants.map(({ at }) => dayAt(at).name));
  };
  const peopleWith = async (verbs: readonly string[]) => {
    const people = await read()
      .selectDistinct({ memberId: journal.memberId })
      .from(journal)
      .where(and(...recently, inArray(journal.verb, [...verbs]), isNotNull(journal.memberId)));
    return people.map(({ memberId }) => memberId!);
  };
  return {
    active: await daysWith(interactionVerbs),
    paid: await daysWith(moneyVerbs),
    members: await peopleWith(periodVerbs),
    charged: await peopleWith(moneyVerbs),
    wrote: await peopleWith(["comment.added", "post.published", "post.removed"]),
  };
}

import "server-only";
import { setImmediate } from "node:timers/promises";
import { transact } from "@/db/client";
import { minuteMs, secondMs, wallClock } from "@/lib/platform/clock";
import { log } from "@/lib/platform/log";
import { finishProjecting, noteRebuilding } from "./commands/projection-state";
import { projectCommunity, projectingOf } from "./commands/projections";
import { rebuildSteps } from "./commands/rebuild";
import { doBesideQueue } from "./long-work";
import { overlapMs, type Projecting, projectionShape, rebuildingShape } from "./projecting";
import {
  countRecentlyRecorded,
  findProjectionState,
  hasMoreEntriesThan,
  isBehind,
  listZones,
} from "./queries/projections";

interface Community {
  id: string;
  zone: string;
}

/** A page projects in passing while that costs less than this; beyond, the job of the minute does it. */
const passingMs = 100;
/** A journal this short is projected within any request, whatever the machine was busy with the last time. */
const shortJournal = 3_000;
/** More entries than this since the last time are a rebuild: its pieces hold the database for a moment each. */
const longBacklog = 100_000;
/** Projecting takes at most a fiftieth of the time: after a run of two seconds the next one waits 100. */
const restFactor = 50;
/** A rebuild that took longer is worth a line in the log. */
const slowRebuildMs = 10 * secondMs;
/** A rebuild that has not noted its progress for so long is dead. */
const rebuildSilenceMs = 2 * minuteMs;

/**
 * Projects what was recorded since the last time, if anything was and it is cheap: whoever looks at a chart of a small
 * community sees the present, and of a large one the last minute.
 */
export async function catchUp(community: Community): Promise<void> {
  if (!(await isBehind(community.id, community.zone))) return;
  const state = await findProjectionState(community.id);
  const isCheap = state !== null && state.shape === projectionShape && state.tookMs < passingMs;
  if (!isCheap && (await hasMoreEntriesThan(community.id, shortJournal))) return;
  await projectOutstanding(community);
}

/** Projects every community, each by itself. */
export async function projectAll(): Promise<void> {
  for (const community of await listZones()) {
    const state = await findProjectionState(community.id);
    const restsUntil = state ? state.projectedTo.getTime() + restFactor * state.tookMs : 0;
    const mayRest = state?.shape === projectionShape && state.tookMs > passingMs;
    if (mayRest && wallClock().getTime() < restsUntil) continue;
    const isLong = state?.shape !== projectionShape && (await hasMoreEntriesThan(community.id, longBacklog));
    if (isLong) doBesideQueue(`rebuild of ${community.id}`, () => projectOutstanding(community));
    else await projectOutstanding(community);
  }
}

/** Computes the projections of every community from the whole journal: what the seed calls at its end. */
export async function rebuildAll(): Promise<void> {
  for (const community of await listZones()) await rebuild(community);
}

/** Projects what was recorded since the last time, whatever it costs; rebuilds when that is less. */
export async function projectOutstanding(community: Community): Promise<void> {
  const state = await findProjectionState(community.id);
  const isOutdated = !state || state.zone !== community.zone || state.shape !== projectionShape;
  if (state?.shape === rebuildingShape && isAlive(state)) return;
  const since = state ? new Date(state.projectedTo.getTime() - overlapMs) : undefined;
  if (isOutdated || (await hasMoreEntriesThan(community.id, longBacklog, since))) return rebuild(community);
  await transact((tx) => projectCommunity(tx, community.id, { zone: community.zone, upTo: wallClock() }));
}

/**
 * Computes the projections of a community from its whole journal, a piece per transaction, so that others can write in
 * between. While it lasts the state says so. Of two that meet the one begun later goes on and the other ends.
 */
export async function rebuild(community: Community): Promise<void> {
  const projecting = projectingOf(community.id, { zone: community.zone, upTo: wallClock() });
  const startedAt = performance.now();
  const elapsedMs = () => performance.now() - startedAt;
  const seenCount = await countRecentlyRecorded(community.id, projecting.upTo);
  await transact((tx) => noteRebuilding(tx, projecting, 0));
  for await (const step of rebuildSteps(projecting)) {
    const isOurs = await transact(async (tx) => {
      if (!(await isAtWork(projecting))) return false;
      await step(tx);
      await noteRebuilding(tx, projecting, elapsedMs());
      return true;
    });
    if (!isOurs) return log.warn({ community: community.id }, "another rebuild of the projections has taken over");
    // SQLite works within this process: let it answer a request between two pieces.
    await setImmediate();
  }
  await transact(async (tx) => {
    // What a rebuild takes says nothing of the next time; that the next one is the job's to try, a little.
    if (await isAtWork(projecting))
      await finishProjecting(tx, projecting, { seenCount, tookMs: Math.min(elapsedMs(), passingMs) });
  });
  if (elapsedMs() > slowRebuildMs) {
    log.info({ community: community.id, tookMs: Math.round(elapsedMs()) }, "the projections have been rebuilt");
  }
}

/** True while nobody has begun another rebuild after this one. */
async function isAtWork({ communityId, upTo }: Projecting): Promise<boolean> {
  const state = await findProjectionState(communityId);
  return state?.shape === rebuildingShape && state.projectedTo.getTime() === upTo.getTime();
}

function isAlive({ projectedTo, tookMs }: { projectedTo: Date; tookMs: number }): boolean {
  return wallClock().getTime() < projectedTo.getTime() + tookMs + rebuildSilenceMs;
}

import "server-only";
import type { Tx } from "@/db/client";
import { projectionState } from "@/db/schema/analytics";
import { type Projecting, projectionShape, rebuildingShape } from "../projecting";

/** Notes that the projections are complete up to `upTo`, how many recent entries they hold, and what that took. */
export function finishProjecting(
  tx: Tx,
  projecting: Projecting,
  { seenCount, tookMs }: { seenCount: number; tookMs: number },
): Promise<void> {
  return saveState(tx, projecting, { shape: projectionShape, seenCount, tookMs: Math.round(tookMs) });
}

/**
 * Notes that a rebuild of several transactions is under way and has lasted `elapsedMs`: by this others see that it
 * lives, and readers that what stands there is not whole.
 */
export function noteRebuilding(tx: Tx, projecting: Projecting, elapsedMs: number): Promise<void> {
  return saveState(tx, projecting, { shape: rebuildingShape, seenCount: 0, tookMs: Math.round(elapsedMs) });
}

async function saveState(
  tx: Tx,
  { communityId, zone, upTo, at }: Projecting,
  progress: { shape: number; seenCount: number; tookMs: number },
): Promise<void> {
  const state = { zone, projectedTo: upTo, projectedAt: at, ...progress };
  await tx
    .insert(projectionState)
    .values({ communityId, ...state })
    .onConflictDoUpdate({ target: projectionState.communityId, set: state });
}

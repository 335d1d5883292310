import "server-only";
import { eq, lt } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { differences, reconcileRuns } from "@/db/schema/accounts";
import { dayMs, now } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import type { Change } from "../types";

interface Run {
  id: string;
  communityId?: string;
  startedAt: Date;
  startedBy?: string;
}

interface Outcome {
  looked: number;
  repaired: number;
  failed: number;
  differences: readonly Change[];
}

const keptMs = 90 * dayMs;

/** Notes that a comparison with Stripe begins, and forgets those of long ago. */
export async function startRun(tx: Tx, { id, communityId, startedAt, startedBy }: Run): Promise<void> {
  await tx.delete(reconcileRuns).where(lt(reconcileRuns.startedAt, new Date(startedAt.getTime() - keptMs)));
  await tx
    .insert(reconcileRuns)
    .values({ id, communityId: communityId ?? null, startedAt, startedBy: startedBy ?? null });
}

/** Notes how it ended, and everything that differed. */
export async function endRun(tx: Tx, { id }: Run, { differences: found, ...counts }: Outcome): Promise<void> {
  const at = now();
  await tx
    .update(reconcileRuns)
    .set({ ...counts, endedAt: at })
    .where(eq(reconcileRuns.id, id));
  for (const difference of found) await tx.insert(differences).values({ ...difference, id: newId(), runId: id, at });
}

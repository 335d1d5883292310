import "server-only";
import { eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { driftFindings, projectionState } from "@/db/schema/analytics";

/** Stores what a comparison found, in place of what the one before did. No finding ends the alarm. */
export async function storeDrift(
  tx: Tx,
  communityId: string,
  { at, count, sentences }: { at: Date; count: number; sentences: readonly string[] },
): Promise<void> {
  await tx.delete(driftFindings).where(eq(driftFindings.communityId, communityId));
  const rows = sentences.map((sentence, position) => ({ communityId, position, foundAt: at, sentence }));
  if (rows.length > 0) await tx.insert(driftFindings).values(rows);
  await tx
    .update(projectionState)
    .set({ checkedAt: at, driftCount: count })
    .where(eq(projectionState.communityId, communityId));
}

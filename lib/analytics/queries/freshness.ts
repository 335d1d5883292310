import "server-only";
import { asc, eq } from "drizzle-orm";
import { read } from "@/db/client";
import { driftFindings, projectionState } from "@/db/schema/analytics";
import { rebuildingShape } from "../projecting";
import type { Freshness } from "../types";

/** Up to when a community's projections know the journal, and whether they agreed with it when last compared. */
export async function findFreshness(communityId: string): Promise<Freshness | null> {
  const [state] = await read().select().from(projectionState).where(eq(projectionState.communityId, communityId));
  if (!state) return null;
  const findings =
    state.driftCount === 0
      ? []
      : await read()
          .select({ sentence: driftFindings.sentence })
          .from(driftFindings)
          .where(eq(driftFindings.communityId, communityId))
          .orderBy(asc(driftFindings.position));
  return {
    projectedAt: state.projectedAt,
    checkedAt: state.checkedAt,
    driftCount: state.driftCount,
    findings: findings.map(({ sentence }) => sentence),
    isRebuilding: state.shape === rebuildingShape,
  };
}

import "server-only";
import { and, desc, eq, isNotNull, isNull, or } from "drizzle-orm";
import { read } from "@/db/client";
import { differences, reconcileRuns } from "@/db/schema/accounts";

/** When the last hourly comparison that was finished began; null before the first. */
export async function findLastRunStart(): Promise<Date | null> {
  const [row] = await read()
    .select({ startedAt: reconcileRuns.startedAt })
    .from(reconcileRuns)
    .where(and(isNull(reconcileRuns.communityId), isNotNull(reconcileRuns.endedAt)))
    .orderBy(desc(reconcileRuns.startedAt))
    .limit(1);
  return row?.startedAt ?? null;
}

/** The latest comparisons that looked at a community: its own and the hourly ones. */
export async function listRuns(communityId: string, limit = 10) {
  return read()
    .select()
    .from(reconcileRuns)
    .where(or(eq(reconcileRuns.communityId, communityId), isNull(reconcileRuns.communityId)))
    .orderBy(desc(reconcileRuns.startedAt))
    .limit(limit);
}

/** What the latest comparisons had to repair in a community. */
export async function listDifferences(communityId: string, limit = 100) {
  return read()
    .select()
    .from(differences)
    .where(eq(differences.communityId, communityId))
    .orderBy(desc(differences.at), desc(differences.id))
    .limit(limit);
}

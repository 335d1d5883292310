import "server-only";
import { and, eq, inArray, isNotNull } from "drizzle-orm";
import { read } from "@/db/client";
import { journal } from "@/db/schema/journal";

/** Which journal entries of these objects exist already, as `object verb instant`. */
export async function listRecorded(communityId: string, objectIds: string[]): Promise<Set<string>> {
  if (objectIds.length === 0) return new Set();
  const rows = await read()
    .select({ objectId: journal.objectId, verb: journal.verb, at: journal.at })
    .from(journal)
    .where(
      and(eq(journal.communityId, communityId), isNotNull(journal.objectId), inArray(journal.objectId, objectIds)),
    );
  return new Set(rows.map(({ objectId, verb, at }) => recordedKey(objectId!, verb, at)));
}

export const recordedKey = (objectId: string, verb: string, at: Date) => `${objectId} ${verb} ${at.getTime()}`;

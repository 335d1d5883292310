import "server-only";
import { and, count, eq, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { segments } from "@/db/schema/segments";
import { record } from "@/lib/journal/commands";
import { now } from "@/lib/platform/clock";
import { NotFound, Refusal } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { maxSegments } from "./fields";
import { Rule } from "./schema";

interface Save {
  communityId: string;
  /** The segment that is changed; none makes a new one. */
  id?: string;
  name: string;
  rule: Rule;
  actorId: string;
}

/** Saves a rule under a name and returns the segment's id. Who is in it is not stored: that is asked each time. */
export async function saveSegment(tx: Tx, { communityId, id, name, rule, actorId }: Save): Promise<string> {
  const checked = Rule.parse(rule);
  const at = now();
  const segmentId = id ?? newId(at.getTime());
  if (id) {
    await findOwn(tx, communityId, id);
    await tx.update(segments).set({ name, rule: checked, updatedAt: at }).where(own(communityId, id));
  } else {
    await refuseTooMany(tx, communityId);
    const times = { createdBy: actorId, createdAt: at, updatedAt: at };
    await tx.insert(segments).values({ id: segmentId, communityId, name, rule: checked, ...times });
  }
  const object = { kind: "segment" as const, id: segmentId };
  await record(tx, { communityId, verb: "segment.saved", actorId, object, detail: { name } });
  return segmentId;
}

/** Takes a segment out of the lists or brings it back. Where it is used it goes on working either way. */
export async function setSegmentArchived(
  tx: Tx,
  { communityId, id, archived, actorId }: { communityId: string; id: string; archived: boolean; actorId: string },
): Promise<void> {
  const segment = await findOwn(tx, communityId, id);
  if ((segment.archivedAt !== null) === archived) return;
  if (!archived) await refuseTooMany(tx, communityId);
  await tx
    .update(segments)
    .set({ archivedAt: archived ? now() : null })
    .where(own(communityId, id));
  const verb = archived ? "segment.archived" : "segment.saved";
  await record(tx, { communityId, verb, actorId, object: { kind: "segment", id }, detail: { name: segment.name } });
}

const own = (communityId: string, id: string) => and(eq(segments.communityId, communityId), eq(segments.id, id));

async function findOwn(tx: Tx, communityId: string, id: string) {
  const [segment] = await tx.select().from(segments).where(own(communityId, id)).limit(1);
  if (!segment) throw new NotFound();
  return segment;
}

async function refuseTooMany(tx: Tx, communityId: string): Promise<void> {
  const [row] = await tx
    .select({ n: count() })
    .from(segments)
    .where(and(eq(segments.communityId, communityId), isNull(segments.archivedAt)));
  if (Number(row?.n ?? 0) >= maxSegments) throw new Refusal("segment-too-many", { values: { count: maxSegments } });
}

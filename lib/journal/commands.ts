import "server-only";
import { eq, sql } from "drizzle-orm";
import { afterCommit, type Tx } from "@/db/client";
import { communities } from "@/db/schema/communities";
import { journal } from "@/db/schema/journal";
import { now, wallClock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { announceChange } from "@/lib/platform/signals";
import type { JournalEntry, Verb } from "./types";

/** Verbs after which a visitor without a session may see something else than before. */
const publicVerbs: ReadonlySet<Verb> = new Set<Verb>([
  "community.opened",
  "community.changed",
  "member.joined",
  "member.left",
  "member.role_changed",
  "post.published",
  "post.updated",
  "post.removed",
  "post.imported",
  "comment.added",
  "comment.edited",
  "comment.removed",
  "answer.accepted",
  "answer.unaccepted",
  "reaction.added",
  "reaction.removed",
  "product.created",
  "product.archived",
  "product.changed",
  "product.moved",
]);

/**
 * Appends to the journal in the caller's transaction. When the entry changes what visitors see, the community's
 * public version grows with it, which makes every shared copy of its pages void (see server.ts).
 */
export async function record(tx: Tx, entry: JournalEntry): Promise<void> {
  const at = entry.at ?? now();
  await tx.insert(journal).values({
    id: newId(at.getTime()),
    communityId: entry.communityId,
    at,
    recordedAt: wallClock(),
    actorId: entry.actorId ?? null,
    verb: entry.verb,
    memberId: entry.memberId ?? null,
    objectKind: entry.object?.kind ?? null,
    objectId: entry.object?.id ?? null,
    amount: entry.amount ?? null,
    currency: entry.currency ?? null,
    detail: entry.detail ?? {},
  });
  if (publicVerbs.has(entry.verb)) await bumpPublicVersion(tx, entry.communityId);
}

/** Voids the shared copies of a community's public pages, in this process after the commit, in others by signal. */
export async function bumpPublicVersion(tx: Tx, communityId: string): Promise<void> {
  await tx
    .update(communities)
    .set({ publicVersion: sql`${communities.publicVersion} + 1` })
    .where(eq(communities.id, communityId));
  afterCommit(() => announceChange({ kind: "community", id: communityId }));
}

import "server-only";
import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { comments, reactions } from "@/db/schema/posts";
import { record } from "@/lib/journal/commands";
import { now } from "@/lib/platform/clock";
import { countTowards } from "@/lib/posts/commands/counters";

interface Upvote {
  communityId: string;
  memberId: string;
  target: { kind: "post" | "comment"; id: string };
  /** What the voter wants to be true afterwards: pressing twice quickly ends as one vote. */
  wanted: boolean;
}

/** Gives or takes back an upvote; the counters move only when a row really came or went. */
export async function setUpvote(tx: Tx, { communityId, memberId, target, wanted }: Upvote): Promise<boolean> {
  const mine = and(eq(reactions.memberId, memberId), eq(reactions.targetId, target.id), eq(reactions.kind, "up"));
  const changed = wanted
    ? await tx
        .insert(reactions)
        .values({ communityId, memberId, targetId: target.id, targetKind: target.kind, kind: "up", createdAt: now() })
        .onConflictDoNothing()
        .returning()
    : await tx.delete(reactions).where(mine).returning();
  if (changed.length === 0) return false;
  const step = wanted ? 1 : -1;
  if (target.kind === "post") await countTowards(tx, target.id, { upvotes: step });
  else
    await tx
      .update(comments)
      .set({ upvoteCount: sql`${comments.upvoteCount} + ${step}` })
      .where(eq(comments.id, target.id));
  await record(tx, {
    communityId,
    verb: wanted ? "reaction.added" : "reaction.removed",
    actorId: memberId,
    memberId,
    object: { kind: target.kind, id: target.id },
    detail: { targetKind: target.kind },
  });
  return true;
}

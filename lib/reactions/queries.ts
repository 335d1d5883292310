import "server-only";
import { and, eq, inArray } from "drizzle-orm";
import { read } from "@/db/client";
import { reactions } from "@/db/schema/posts";

/** Which of these posts and comments the member has voted for. */
export async function listOwnUpvotes(memberId: string | undefined, targetIds: string[]): Promise<Set<string>> {
  if (!memberId || targetIds.length === 0) return new Set();
  const rows = await read()
    .select({ id: reactions.targetId })
    .from(reactions)
    .where(and(eq(reactions.memberId, memberId), inArray(reactions.targetId, targetIds), eq(reactions.kind, "up")));
  return new Set(rows.map((row) => row.id));
}

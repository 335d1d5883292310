import "server-only";
import { and, eq } from "drizzle-orm";
import { amongIds, idList } from "@/db/dialect/sql";
import { prepared, type Slots } from "@/db/prepared";
import { reactions } from "@/db/schema/posts";

/** Which of these posts and comments the member has voted for. */
export async function listOwnUpvotes(memberId: string | undefined, targetIds: string[]): Promise<Set<string>> {
  if (!memberId || targetIds.length === 0) return new Set();
  const rows = await ownUpvotes({ memberId, targetIds: idList(targetIds) });
  return new Set(rows.map((row) => row.id));
}

const ownUpvotes = prepared((reader, { memberId, targetIds }: Slots<"memberId" | "targetIds">) =>
  reader
    .select({ id: reactions.targetId })
    .from(reactions)
    .where(and(eq(reactions.memberId, memberId), amongIds(reactions.targetId, targetIds), eq(reactions.kind, "up"))),
);

import "server-only";
import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { members } from "@/db/schema/communities";
import { joinCommunity } from "@/lib/members/commands";
import type { AccountHistory } from "../account-history";

/** What makes somebody a member: money they paid, and days a subscription gives them before the first charge. */
interface Reason {
  communityId: string;
  at: Date;
}

/**
 * Whoever paid or tries a plan is a member from that moment, except when they have left since. Returns the member's id
 * of each community that the history is about, as far as there is one.
 */
export async function joinPayers(tx: Tx, userId: string, history: AccountHistory): Promise<Map<string, string>> {
  const memberIds = new Map<string, string>();
  const reasons = Map.groupBy(reasonsOf(history), ({ communityId }) => communityId);
  for (const communityId of new Set([...reasons.keys(), ...history.subscriptions.map((one) => one.communityId)])) {
    const [known] = await tx
      .select({ id: members.id, leftAt: members.leftAt })
      .from(members)
      .where(and(eq(members.communityId, communityId), eq(members.userId, userId)))
      .limit(1);
    const moments = (reasons.get(communityId) ?? []).map(({ at }) => at.getTime());
    const last = moments.length > 0 ? new Date(Math.max(...moments)) : null;
    const stays = last === null || (known && (known.leftAt === null || known.leftAt >= last));
    if (known && stays) memberIds.set(communityId, known.id);
    if (stays) continue;
    const at = known ? last : new Date(Math.min(...moments));
    memberIds.set(communityId, await joinCommunity(tx, { communityId, userId, reason: "paid", at }));
  }
  return memberIds;
}

function reasonsOf({ money, subscriptions }: AccountHistory): Reason[] {
  const paid = money.filter(({ kind }) => kind === "charge").map(({ communityId, at }) => ({ communityId, at }));
  // A trial or a coupon for everything: access begins without a charge.
  const begun = subscriptions.flatMap(({ communityId, grants }) =>
    grants.slice(0, 1).map(({ startsAt }) => ({ communityId, at: startsAt })),
  );
  return [...paid, ...begun];
}

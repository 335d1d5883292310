import "server-only";
import type { Tx } from "@/db/client";
import { type NewCommunity, openCommunity } from "@/lib/communities/commands";
import { joinCommunity } from "./commands";

/** Opens a community and makes the founder its owner: a community always has one. */
export async function foundCommunity(
  tx: Tx,
  community: NewCommunity,
): Promise<{ communityId: string; memberId: string }> {
  const communityId = await openCommunity(tx, community);
  const { createdBy: userId, at } = community;
  const memberId = await joinCommunity(tx, { communityId, userId, reason: "opened", role: "owner", at });
  return { communityId, memberId };
}

import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { members } from "@/db/schema/communities";
import { record } from "@/lib/journal/commands";
import { now } from "@/lib/platform/clock";
import { NotFound, Refusal } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import type { Role } from "./schema";

interface Join {
  communityId: string;
  userId: string;
  /** `opened` for the founder, `free`, `paid`, `gift` (redeemed one), `trial` (without a card). Kept in the journal. */
  reason: "opened" | "free" | "paid" | "gift" | "trial";
  role?: Role;
  at?: Date;
}

/**
 * Makes the person a member; who already is one stays as they are. Coming back restores the old row (what they wrote
 * is theirs again) as an ordinary member, and is a new period. Returns the member's id.
 */
export async function joinCommunity(
  tx: Tx,
  { communityId, userId, reason, role = "member", at = now() }: Join,
): Promise<string> {
  const mine = and(eq(members.communityId, communityId), eq(members.userId, userId));
  const [known] = await tx.select().from(members).where(mine).limit(1);
  if (known && known.leftAt === null) return known.id;
  const id = known?.id ?? newId(at.getTime());
  if (known) await tx.update(members).set({ leftAt: null, joinedAt: at, role }).where(mine);
  else await tx.insert(members).values({ id, communityId, userId, role, joinedAt: at });
  await record(tx, {
    communityId,
    verb: "member.joined",
    actorId: id,
    memberId: id,
    object: { kind: "member", id },
    detail: { reason },
    at,
  });
  return id;
}

/** Ends a membership. The owner cannot leave: a community always has one. What they wrote stays under their name. */
export async function leaveCommunity(
  tx: Tx,
  { communityId, memberId, reason, at = now() }: { communityId: string; memberId: string; reason: string; at?: Date },
): Promise<void> {
  const member = await findRunning(tx, communityId, memberId);
  if (member.role === "owner") throw new Refusal("owner-cannot-leave");
  await tx.update(members).set({ leftAt: at }).where(eq(members.id, memberId));
  await record(tx, {
    communityId,
    verb: "member.left",
    actorId: memberId,
    memberId,
    object: { kind: "member", id: memberId },
    detail: { reason },
    at,
  });
}

/** Gives a member another role. Who may give which is `mayChangeRole` in policy.ts; callers have asked it. */
export async function changeRole(
  tx: Tx,
  { communityId, memberId, role, actorId }: { communityId: string; memberId: string; role: Role; actorId: string },
): Promise<void> {
  const member = await findRunning(tx, communityId, memberId);
  if (member.role === role) return;
  await tx.update(members).set({ role }).where(eq(members.id, memberId));
  await record(tx, {
    communityId,
    verb: "member.role_changed",
    actorId,
    memberId,
    object: { kind: "member", id: memberId },
    detail: { from: member.role, to: role },
  });
}

async function findRunning(tx: Tx, communityId: string, memberId: string) {
  const [member] = await tx
    .select()
    .from(members)
    .where(and(eq(members.communityId, communityId), eq(members.id, memberId), isNull(members.leftAt)))
    .limit(1);
  if (!member) throw new NotFound();
  return member;
}

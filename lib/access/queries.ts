import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import { prepared, type Slots } from "@/db/prepared";
import { grants, subscriptions } from "@/db/schema/billing";
import { members } from "@/db/schema/communities";
import type { Role } from "@/lib/members/schema";
import type { HeldGrant, Membership } from "./types";

/** The person's running membership here, or null. */
export async function findMembership(communityId: string, userId: string): Promise<Membership | null> {
  const [row] = await membershipOf({ communityId, userId });
  return row ? { ...row, role: row.role as Role } : null;
}

const membershipOf = prepared((reader, { communityId, userId }: Slots<"communityId" | "userId">) =>
  reader
    .select({ memberId: members.id, role: members.role, joinedAt: members.joinedAt })
    .from(members)
    .where(and(eq(members.communityId, communityId), eq(members.userId, userId), isNull(members.leftAt)))
    .limit(1),
);

/** Every grant of the person here, past and future ones included. */
export async function listHeldGrants(communityId: string, userId: string): Promise<HeldGrant[]> {
  return grantsOf({ communityId, userId });
}

const grantsOf = prepared((reader, { communityId, userId }: Slots<"communityId" | "userId">) =>
  reader
    .select({
      benefitId: grants.benefitId,
      startsAt: grants.startsAt,
      endsAt: grants.endsAt,
      paidUntil: grants.paidUntil,
      sourceKind: grants.sourceKind,
      sourceId: grants.sourceId,
      sourceNote: grants.sourceNote,
    })
    .from(grants)
    .where(and(eq(grants.communityId, communityId), eq(grants.userId, userId))),
);

export async function hasPastDueSubscription(communityId: string, userId: string): Promise<boolean> {
  const [row] = await pastDueOf({ communityId, userId });
  return row !== undefined;
}

const pastDueOf = prepared((reader, { communityId, userId }: Slots<"communityId" | "userId">) =>
  reader
    .select({ id: subscriptions.id })
    .from(subscriptions)
    .where(
      and(
        eq(subscriptions.communityId, communityId),
        eq(subscriptions.userId, userId),
        eq(subscriptions.live, true),
        eq(subscriptions.status, "past_due"),
      ),
    )
    .limit(1),
);

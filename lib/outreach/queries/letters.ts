import "server-only";
import { and, asc, eq, gt, inArray, isNull } from "drizzle-orm";
import { read } from "@/db/client";
import { communities, members } from "@/db/schema/communities";
import { users } from "@/db/schema/identity";
import { letterRefusals, outreach, outreachMembers } from "@/db/schema/outreach";
import { coupons } from "@/db/schema/selling";

/** Letters that wait to be sent, the oldest first. */
export async function listWaitingLetters(limit: number, since: Date) {
  return read()
    .select({ outreachId: outreachMembers.outreachId, memberId: outreachMembers.memberId })
    .from(outreachMembers)
    .innerJoin(outreach, eq(outreach.id, outreachMembers.outreachId))
    .where(
      and(
        inArray(outreach.kind, ["write", "offer"]),
        gt(outreach.createdAt, since),
        eq(outreachMembers.arm, "reached"),
        isNull(outreachMembers.sentAt),
        isNull(outreachMembers.doneAt),
      ),
    )
    .orderBy(asc(outreach.createdAt), asc(outreachMembers.memberId))
    .limit(limit);
}

/** What one letter says and to whom; null when the person has gone. */
export async function findLetter(outreachId: string, memberId: string) {
  const [row] = await read()
    .select({
      letter: outreach,
      coupon: { code: coupons.code, endsAt: coupons.endsAt },
      community: {
        id: communities.id,
        slug: communities.slug,
        name: communities.name,
        locale: communities.locale,
        zone: communities.zone,
      },
      email: users.email,
      /** Null while nobody has shown that the address is theirs. */
      confirmedAt: users.emailVerifiedAt,
      name: users.name,
      locale: users.locale,
      leftAt: members.leftAt,
      refusedAt: letterRefusals.refusedAt,
    })
    .from(outreachMembers)
    .innerJoin(outreach, eq(outreach.id, outreachMembers.outreachId))
    .innerJoin(communities, eq(communities.id, outreach.communityId))
    .innerJoin(members, eq(members.id, outreachMembers.memberId))
    .innerJoin(users, eq(users.id, members.userId))
    .leftJoin(coupons, eq(coupons.id, outreach.couponId))
    .leftJoin(
      letterRefusals,
      and(eq(letterRefusals.communityId, outreach.communityId), eq(letterRefusals.memberId, members.id)),
    )
    .where(and(eq(outreachMembers.outreachId, outreachId), eq(outreachMembers.memberId, memberId)))
    .limit(1);
  return row ?? null;
}

/** Whether a member of this community wants letters; null when there is no such member. */
export async function findLetterWish(communityId: string, memberId: string): Promise<{ wanted: boolean } | null> {
  const [row] = await read()
    .select({ refusedAt: letterRefusals.refusedAt })
    .from(members)
    .leftJoin(
      letterRefusals,
      and(eq(letterRefusals.communityId, members.communityId), eq(letterRefusals.memberId, members.id)),
    )
    .where(and(eq(members.communityId, communityId), eq(members.id, memberId)))
    .limit(1);
  return row ? { wanted: row.refusedAt === null } : null;
}

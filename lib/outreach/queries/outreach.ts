import "server-only";
import { and, desc, eq, exists, gt, inArray, isNotNull, isNull, lte, or, sql } from "drizzle-orm";
import { read } from "@/db/client";
import { amongIds, countAll, idList, sumOf } from "@/db/dialect/sql";
import { memberSpans } from "@/db/schema/analytics";
import { grants, orders, products } from "@/db/schema/billing";
import { members } from "@/db/schema/communities";
import { users } from "@/db/schema/identity";
import { letterRefusals, outreach, outreachMembers } from "@/db/schema/outreach";
import { gifts } from "@/db/schema/selling";
import type { OutreachKind } from "../schema";
import type { ArmName, OutreachMember } from "../types";
import type { ArmOutcome } from "../uplift";
import type { PointsCursor } from "./risk";

export type Outreach = Omit<typeof outreach.$inferSelect, "kind"> & { kind: OutreachKind };

const toOutreach = (row: typeof outreach.$inferSelect): Outreach => ({ ...row, kind: row.kind as OutreachKind });

/** One outreach of this community, or null. */
export async function findOutreach(communityId: string, id: string): Promise<Outreach | null> {
  const [row] = await read()
    .select()
    .from(outreach)
    .where(and(eq(outreach.communityId, communityId), eq(outreach.id, id)))
    .limit(1);
  return row ? toOutreach(row) : null;
}

/** The latest outreaches with how many were chosen for each arm and how many were reached. */
export async function listOutreach(communityId: string, limit = 50) {
  const latest = await read()
    .select()
    .from(outreach)
    .where(eq(outreach.communityId, communityId))
    .orderBy(desc(outreach.createdAt), desc(outreach.id))
    .limit(limit);
  const counts = await read()
    .select({
      outreachId: outreachMembers.outreachId,
      arm: outreachMembers.arm,
      chosen: countAll(),
      sent: sumOf(sql`case when ${outreachMembers.sentAt} is not null then 1 else 0 end`),
    })
    .from(outreachMembers)
    .where(
      and(
        eq(outreachMembers.communityId, communityId),
        amongIds(outreachMembers.outreachId, idList(latest.map(({ id }) => id))),
      ),
    )
    .groupBy(outreachMembers.outreachId, outreachMembers.arm);
  const of = (id: string, arm: ArmName) => counts.find((count) => count.outreachId === id && count.arm === arm);
  return latest.map((row) => ({
    ...toOutreach(row),
    reached: of(row.id, "reached")?.chosen ?? 0,
    held: of(row.id, "held")?.chosen ?? 0,
    sent: of(row.id, "reached")?.sent ?? 0,
  }));
}

/** Whom of an outreach: one of its arms, or both. */
interface MembersWanted {
  arm?: ArmName;
  after: PointsCursor | null;
  limit: number;
}

/** Whoever is settled stands below everybody who is not: more than any score has points. */
const belowAll = 1_000_000;
const place = sql<number>`${outreachMembers.points} + case when ${outreachMembers.doneAt} is null then ${belowAll} else 0 end`;

/**
 * People in an outreach by keyset: those nothing has been settled about first, of those who have most points. So the
 * first page of a call list always holds the next people to call, however long it is.
 */
export async function listOutreachMembers(
  communityId: string,
  outreachId: string,
  { arm, after, limit }: MembersWanted,
): Promise<{ rows: OutreachMember[]; next: PointsCursor | null }> {
  const found = await read()
    .select({
      memberId: outreachMembers.memberId,
      userId: users.id,
      name: users.name,
      handle: users.handle,
      email: users.email,
      arm: outreachMembers.arm,
      points: outreachMembers.points,
      sentAt: outreachMembers.sentAt,
      doneAt: outreachMembers.doneAt,
      note: outreachMembers.note,
      place: place.mapWith(Number),
    })
    .from(outreachMembers)
    .innerJoin(members, eq(members.id, outreachMembers.memberId))
    .innerJoin(users, eq(users.id, members.userId))
    .where(
      and(
        eq(outreachMembers.communityId, communityId),
        eq(outreachMembers.outreachId, outreachId),
        arm ? eq(outreachMembers.arm, arm) : undefined,
        after ? sql`(${place}, ${outreachMembers.memberId}) < (${after.value}, ${after.id})` : undefined,
      ),
    )
    .orderBy(sql`${place} desc`, desc(outreachMembers.memberId))
    .limit(limit + 1);
  const page = found.slice(0, limit);
  const end = page.at(-1);
  return {
    rows: page.map(({ place: _place, ...row }) => ({ ...row, arm: row.arm as ArmName })),
    next: found.length > limit && end ? { value: end.place, id: end.memberId } : null,
  };
}

/** How many of each arm were chosen, and how many of those paid (by the month or year, or with a pass) at `at`. */
export async function countStayed(
  communityId: string,
  outreachId: string,
  at: Date,
): Promise<Record<ArmName, ArmOutcome>> {
  const pays = exists(
    read()
      .select({ one: sql`1` })
      .from(memberSpans)
      .where(
        and(
          eq(memberSpans.communityId, outreachMembers.communityId),
          eq(memberSpans.scope, "paying"),
          eq(memberSpans.memberId, outreachMembers.memberId),
          lte(memberSpans.startsAt, at),
          or(isNull(memberSpans.endsAt), gt(memberSpans.endsAt, at)),
        ),
      ),
  );
  const holdsPass = exists(
    read()
      .select({ one: sql`1` })
      .from(members)
      .innerJoin(grants, and(eq(grants.communityId, members.communityId), eq(grants.userId, members.userId)))
      .leftJoin(orders, and(eq(grants.sourceKind, "order"), eq(orders.id, grants.sourceId)))
      .leftJoin(gifts, and(eq(grants.sourceKind, "gift"), eq(gifts.id, grants.sourceId)))
      .innerJoin(products, eq(products.id, sql`coalesce(${orders.productId}, ${gifts.productId})`))
      .where(
        and(
          eq(members.id, outreachMembers.memberId),
          inArray(grants.sourceKind, ["order", "gift"]),
          eq(products.kind, "pass"),
          lte(grants.startsAt, at),
          gt(grants.endsAt, at),
        ),
      ),
  );
  const rows = await read()
    .select({
      arm: outreachMembers.arm,
      chosen: countAll(),
      stayed: sumOf(sql`case when ${pays} or ${holdsPass} then 1 else 0 end`),
    })
    .from(outreachMembers)
    .where(and(eq(outreachMembers.communityId, communityId), eq(outreachMembers.outreachId, outreachId)))
    .groupBy(outreachMembers.arm);
  const of = (arm: ArmName): ArmOutcome => {
    const row = rows.find((one) => one.arm === arm);
    return { chosen: row?.chosen ?? 0, stayed: row?.stayed ?? 0 };
  };
  return { reached: of("reached"), held: of("held") };
}

/** Why somebody is left out of a letter; who has several reasons is told by the last of these. */
export const unreachableReasons = ["recent", "unconfirmed", "refused", "gone"] as const;
export type UnreachableReason = (typeof unreachableReasons)[number];

/**
 * Of some members, who may get no letter now, by reason. Staff and who has left are never chosen; an address that
 * nobody has confirmed may be a stranger's, to whom a letter would tell of a community they know nothing of.
 */
export async function listUnreachable(
  communityId: string,
  memberIds: readonly string[],
  { letters, since }: { letters: boolean; since: Date },
): Promise<Map<string, UnreachableReason>> {
  const ids = idList(memberIds);
  const [gone, refused, unconfirmed, recent] = await Promise.all([
    read()
      .select({ id: members.id })
      .from(members)
      .where(
        and(
          eq(members.communityId, communityId),
          amongIds(members.id, ids),
          or(isNotNull(members.leftAt), inArray(members.role, ["owner", "admin", "moderator"])),
        ),
      ),
    letters
      ? read()
          .select({ id: letterRefusals.memberId })
          .from(letterRefusals)
          .where(and(eq(letterRefusals.communityId, communityId), amongIds(letterRefusals.memberId, ids)))
      : [],
    letters
      ? read()
          .select({ id: members.id })
          .from(members)
          .innerJoin(users, eq(users.id, members.userId))
          .where(and(eq(members.communityId, communityId), amongIds(members.id, ids), isNull(users.emailVerifiedAt)))
      : [],
    letters ? listRecentlyChosen(communityId, memberIds, since) : [],
  ]);
  return new Map([
    ...recent.map(({ id }) => [id, "recent"] as const),
    ...unconfirmed.map(({ id }) => [id, "unconfirmed"] as const),
    ...refused.map(({ id }) => [id, "refused"] as const),
    ...gone.map(({ id }) => [id, "gone"] as const),
  ]);
}

/** Who was chosen for a letter since, reached or held out: neither is chosen for another one so soon. */
async function listRecentlyChosen(communityId: string, memberIds: readonly string[], since: Date) {
  return read()
    .selectDistinct({ id: outreachMembers.memberId })
    .from(outreachMembers)
    .innerJoin(outreach, eq(outreach.id, outreachMembers.outreachId))
    .where(
      and(
        eq(outreachMembers.communityId, communityId),
        amongIds(outreachMembers.memberId, idList(memberIds)),
        inArray(outreach.kind, ["write", "offer"]),
        or(gt(outreach.createdAt, since), gt(outreachMembers.sentAt, since)),
      ),
    );
}

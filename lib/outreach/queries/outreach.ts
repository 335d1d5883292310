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
import type { ArmName } from "../hold-out";
import type { OutreachKind } from "../schema";
import type { ArmOutcome } from "../uplift";

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

/** Everybody in an outreach, those with most points first. */
export async function listOutreachMembers(communityId: string, outreachId: string, limit = 500) {
  const rows = await read()
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
      leftAt: members.leftAt,
    })
    .from(outreachMembers)
    .innerJoin(members, eq(members.id, outreachMembers.memberId))
    .innerJoin(users, eq(users.id, members.userId))
    .where(and(eq(outreachMembers.communityId, communityId), eq(outreachMembers.outreachId, outreachId)))
    .orderBy(desc(outreachMembers.points), desc(outreachMembers.memberId))
    .limit(limit);
  return rows.map((row) => ({ ...row, arm: row.arm as ArmName }));
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

/** Of some members, who may get no letter now, by reason. Staff and who has left are never chosen. */
export async function listUnreachable(
  communityId: string,
  memberIds: readonly string[],
  { letters, since }: { letters: boolean; since: Date },
): Promise<Map<string, "gone" | "refused" | "recent">> {
  const ids = idList(memberIds);
  const [gone, refused, recent] = await Promise.all([
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
    letters ? listRecentlyChosen(communityId, memberIds, since) : [],
  ]);
  return new Map([
    ...recent.map(({ id }) => [id, "recent"] as const),
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

import "server-only";
import { and, asc, desc, eq, gte, inArray, isNull, lt, ne, or, type SQL } from "drizzle-orm";
import { read } from "@/db/client";
import { beforeCursor, containsText, countAll, countDistinct } from "@/db/dialect/sql";
import { subscriptions } from "@/db/schema/billing";
import { members } from "@/db/schema/communities";
import { users } from "@/db/schema/identity";
import { journal } from "@/db/schema/journal";
import type { Role, Standing } from "./schema";
import type { JoinedCursor, ManagedMember, MemberFilter, MemberProfile, MemberRow } from "./types";

const rowColumns = {
  memberId: members.id,
  userId: users.id,
  name: users.name,
  handle: users.handle,
  bio: users.bio,
  role: members.role,
  joinedAt: members.joinedAt,
};

function hasStanding(standing: Standing): SQL | undefined {
  if (standing === "free") return isNull(subscriptions.id);
  return standing === "late" ? eq(subscriptions.status, "past_due") : ne(subscriptions.status, "past_due");
}

function standingOf(status: string | null): Standing {
  if (status === null) return "free";
  return status === "past_due" ? "late" : "paying";
}

interface Page<Row> {
  rows: Row[];
  next: JoinedCursor | null;
}

/** One page of the running members, latest to join first, by keyset. */
export async function listMembers(communityId: string, filter: MemberFilter): Promise<Page<MemberRow>> {
  const rows = await read()
    .select(rowColumns)
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(matching(communityId, filter))
    .orderBy(desc(members.joinedAt), desc(members.id))
    .limit(filter.limit + 1);
  return toPage(rows.map(toRow), filter.limit);
}

/** The family a community's plans belong to. */
const planFamily = "plans";

/** Of one person, community and family at most one subscription is live (a unique key says so): this adds no rows. */
const liveSubscription = and(
  eq(subscriptions.communityId, members.communityId),
  eq(subscriptions.userId, members.userId),
  eq(subscriptions.live, true),
  eq(subscriptions.family, planFamily),
);

/** The same with who pays: for managers only. */
export async function listManagedMembers(communityId: string, filter: MemberFilter): Promise<Page<ManagedMember>> {
  const rows = await read()
    .select({ ...rowColumns, status: subscriptions.status })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .leftJoin(subscriptions, liveSubscription)
    .where(and(matching(communityId, filter), filter.standing ? hasStanding(filter.standing) : undefined))
    .orderBy(desc(members.joinedAt), desc(members.id))
    .limit(filter.limit + 1);
  const managed = rows.map(({ status, ...row }) => ({ ...toRow(row), standing: standingOf(status) }));
  return toPage(managed, filter.limit);
}

type Narrowing = Omit<MemberFilter, "limit" | "standing">;

function matching(communityId: string, { search, roles, after }: Narrowing): SQL | undefined {
  return and(
    eq(members.communityId, communityId),
    isNull(members.leftAt),
    roles ? inArray(members.role, [...roles]) : undefined,
    search ? or(containsText(users.name, search), containsText(users.handle, search)) : undefined,
    after ? beforeCursor(members.joinedAt, members.id, after.value, after.id) : undefined,
  );
}

function toRow<Raw extends { role: string }>(raw: Raw): Omit<Raw, "role"> & { role: Role } {
  return { ...raw, role: raw.role as Role };
}

function toPage<Row extends MemberRow>(rows: Row[], limit: number): Page<Row> {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: page,
    next: rows.length > limit && last ? { value: last.joinedAt.getTime(), id: last.memberId } : null,
  };
}

/** How many running members match a search, by role. */
export async function countMembersByRole(communityId: string, search = ""): Promise<{ role: Role; count: number }[]> {
  const rows = await read()
    .select({ role: members.role, count: countAll() })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(matching(communityId, { search, after: null }))
    .groupBy(members.role);
  return rows.map(toRow);
}

export async function countMembers(communityId: string): Promise<number> {
  const [row] = await read()
    .select({ count: countAll() })
    .from(members)
    .where(and(eq(members.communityId, communityId), isNull(members.leftAt)));
  return row?.count ?? 0;
}

/** How many joined in [from, to) and are still here. */
export async function countJoined(communityId: string, from: Date, to: Date): Promise<number> {
  const [row] = await read()
    .select({ count: countAll() })
    .from(members)
    .where(
      and(
        eq(members.communityId, communityId),
        isNull(members.leftAt),
        gte(members.joinedAt, from),
        lt(members.joinedAt, to),
      ),
    );
  return row?.count ?? 0;
}

const activeVerbs = ["comment.added", "reaction.added", "post.published"];

/** How many people wrote or reacted since `since`, by the journal's own index over one community's time. */
export async function countActive(communityId: string, since: Date, until: Date): Promise<number> {
  const [row] = await read()
    .select({ count: countDistinct(journal.memberId) })
    .from(journal)
    .where(
      and(
        eq(journal.communityId, communityId),
        gte(journal.at, since),
        lt(journal.at, until),
        inArray(journal.verb, activeVerbs),
      ),
    );
  return row?.count ?? 0;
}

/** A member by handle, also one who has left; null when this community has never known them. */
export async function findMember(communityId: string, handle: string): Promise<MemberProfile | null> {
  if (!/^[a-z0-9-]{1,40}$/i.test(handle)) return null;
  const [row] = await read()
    .select({ ...rowColumns, leftAt: members.leftAt })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(and(eq(members.communityId, communityId), eq(users.handle, handle)))
    .limit(1);
  return row ? toRow(row) : null;
}

/** A running member by id, with what {@link mayChangeRole} asks about. */
export async function findRunningMember(
  communityId: string,
  memberId: string,
): Promise<{ memberId: string; role: Role } | null> {
  const [row] = await read()
    .select({ memberId: members.id, role: members.role })
    .from(members)
    .where(and(eq(members.communityId, communityId), eq(members.id, memberId), isNull(members.leftAt)))
    .limit(1);
  return row ? toRow(row) : null;
}

/** Who owns the community. It always has exactly one owner; null only while it is being made. */
export async function findOwner(communityId: string): Promise<MemberRow | null> {
  const [row] = await read()
    .select(rowColumns)
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(and(eq(members.communityId, communityId), eq(members.role, "owner"), isNull(members.leftAt)))
    .orderBy(asc(members.joinedAt))
    .limit(1);
  return row ? toRow(row) : null;
}

/** True while a subscription would be charged again: whoever leaves must cancel it first. */
export async function hasRenewingSubscription(communityId: string, userId: string): Promise<boolean> {
  const [row] = await read()
    .select({ id: subscriptions.id })
    .from(subscriptions)
    .where(
      and(
        eq(subscriptions.communityId, communityId),
        eq(subscriptions.userId, userId),
        eq(subscriptions.live, true),
        eq(subscriptions.cancelAtPeriodEnd, false),
      ),
    )
    .limit(1);
  return row !== undefined;
}

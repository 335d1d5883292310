import "server-only";
import { and, asc, eq, gte, inArray, lte, sql } from "drizzle-orm";
import { read } from "@/db/client";
import { countAll, countDistinct, sumOf } from "@/db/dialect/sql";
import { activityDays, memberPeriods, moneyDays, projectionState } from "@/db/schema/analytics";
import { products } from "@/db/schema/billing";
import { communities } from "@/db/schema/communities";
import { journal } from "@/db/schema/journal";
import type { MemberActivity } from "./activity";
import type { ProjectedDay } from "./days";
import { firstDayNeeded, type GrowthRows, monthsShown } from "./growth";
import type { Period } from "./membership";
import type { ProjectedPeriod } from "./periods";
import { monthsUpTo, previousRange, type Range } from "./ranges";
import type { MoneyDay, PayingPeriod } from "./revenue";

/** Every community with the zone its days are cut in. */
export async function listZones(): Promise<{ id: string; slug: string; zone: string }[]> {
  return read()
    .select({ id: communities.id, slug: communities.slug, zone: communities.zone })
    .from(communities)
    .orderBy(asc(communities.createdAt), asc(communities.id));
}

/**
 * True when something was recorded since the journal was last projected (in the same millisecond counts: it may have
 * come after), or when it never was in this zone.
 */
export async function isBehind(communityId: string, zone: string): Promise<boolean> {
  const [state] = await read().select().from(projectionState).where(eq(projectionState.communityId, communityId));
  if (!state || state.zone !== zone) return true;
  const [newer] = await read()
    .select({ id: journal.id })
    .from(journal)
    .where(and(eq(journal.communityId, communityId), gte(journal.recordedAt, state.projectedTo)))
    .limit(1);
  return newer !== undefined;
}

/** Every membership period of the community. */
async function listMemberPeriods(communityId: string): Promise<Period[]> {
  return read()
    .select({ memberId: memberPeriods.memberId, startsAt: memberPeriods.startsAt, endsAt: memberPeriods.endsAt })
    .from(memberPeriods)
    .where(and(eq(memberPeriods.communityId, communityId), eq(memberPeriods.scope, "member")));
}

/** Every paid period of the community, with what it is worth a month. */
async function listPayingPeriods(communityId: string): Promise<PayingPeriod[]> {
  const rows = await read()
    .select()
    .from(memberPeriods)
    .where(and(eq(memberPeriods.communityId, communityId), eq(memberPeriods.scope, "paying")));
  return rows.map((row) => ({ ...row, monthlyAmount: row.monthlyAmount ?? 0, currency: row.currency ?? "" }));
}

const within = (communityId: string, first: string, last: string) =>
  and(eq(activityDays.communityId, communityId), gte(activityDays.day, first), lte(activityDays.day, last));

/** Interactions and people per day, from `first` to `last` inclusive; days without any are left out. */
async function listActivityByDay(
  communityId: string,
  first: string,
  last: string,
): Promise<{ day: string; interactions: number; people: number }[]> {
  return read()
    .select({
      day: activityDays.day,
      interactions: sumOf(activityDays.count),
      people: countDistinct(activityDays.memberId),
    })
    .from(activityDays)
    .where(within(communityId, first, last))
    .groupBy(activityDays.day);
}

/** Interactions per kind, from day `first` to `last` inclusive. */
async function listActivityByKind(
  communityId: string,
  first: string,
  last: string,
): Promise<{ kind: string; count: number }[]> {
  return read()
    .select({ kind: activityDays.kind, count: sumOf(activityDays.count) })
    .from(activityDays)
    .where(within(communityId, first, last))
    .groupBy(activityDays.kind);
}

/** What each person did from day `first` to `last` inclusive; a reaction is done, but not written. */
async function listActivityByMember(communityId: string, first: string, last: string): Promise<MemberActivity[]> {
  return read()
    .select({
      memberId: activityDays.memberId,
      interactions: sumOf(activityDays.count),
      written: sumOf(sql`case when ${activityDays.kind} = 'reaction' then 0 else ${activityDays.count} end`),
    })
    .from(activityDays)
    .where(within(communityId, first, last))
    .groupBy(activityDays.memberId);
}

/** Money per day from `first` to `last` inclusive. */
async function listMoneyDays(communityId: string, first: string, last: string): Promise<MoneyDay[]> {
  return read()
    .select()
    .from(moneyDays)
    .where(and(eq(moneyDays.communityId, communityId), gte(moneyDays.day, first), lte(moneyDays.day, last)))
    .orderBy(asc(moneyDays.day));
}

/** The names of what the community sells, archived plans included, by id. */
async function listProductNames(communityId: string): Promise<Map<string, string>> {
  const rows = await read()
    .select({ id: products.id, name: products.name })
    .from(products)
    .where(eq(products.communityId, communityId));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** All that the growth page's figures are computed from, for one range and the one before it. */
export async function listGrowthRows(communityId: string, range: Range): Promise<GrowthRows> {
  const edges = ({ days }: Range): [first: string, last: string] => [days[0]!, days.at(-1)!];
  const [first, last] = edges(range);
  const firstMonth = `${monthsUpTo(range.to, range.zone, monthsShown)[0]}-01`;
  const [memberPeriods, payingPeriods, byDay, byKind, people, peopleBefore, money, productNames] = await Promise.all([
    listMemberPeriods(communityId),
    listPayingPeriods(communityId),
    listActivityByDay(communityId, firstDayNeeded(range), last),
    listActivityByKind(communityId, first, last),
    listActivityByMember(communityId, first, last),
    listActivityByMember(communityId, ...edges(previousRange(range))),
    listMoneyDays(communityId, first < firstMonth ? first : firstMonth, last),
    listProductNames(communityId),
  ]);
  return { memberPeriods, payingPeriods, byDay, byKind, people, peopleBefore, money, productNames };
}

/** The stored rows of one day, in the order in which projecting makes them. */
export async function findProjectedDay(communityId: string, day: string): Promise<ProjectedDay> {
  const activity = await read()
    .select()
    .from(activityDays)
    .where(and(eq(activityDays.communityId, communityId), eq(activityDays.day, day)));
  const money = await read()
    .select()
    .from(moneyDays)
    .where(and(eq(moneyDays.communityId, communityId), eq(moneyDays.day, day)));
  return { day, activity, money };
}

/** The stored periods of these members. */
export async function listProjectedPeriods(communityId: string, memberIds: string[]): Promise<ProjectedPeriod[]> {
  const rows = await read()
    .select()
    .from(memberPeriods)
    .where(and(eq(memberPeriods.communityId, communityId), inArray(memberPeriods.memberId, memberIds)));
  return rows as ProjectedPeriod[];
}

/** How many rows the community's projections hold. */
export async function countProjected(
  communityId: string,
): Promise<{ activity: number; money: number; periods: number }> {
  const count = async (projection: typeof activityDays | typeof moneyDays | typeof memberPeriods) => {
    const [row] = await read()
      .select({ n: countAll() })
      .from(projection)
      .where(eq(projection.communityId, communityId));
    return row?.n ?? 0;
  };
  return { activity: await count(activityDays), money: await count(moneyDays), periods: await count(memberPeriods) };
}

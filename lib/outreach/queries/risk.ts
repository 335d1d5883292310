import "server-only";
import { and, asc, desc, eq, inArray, isNull, ne, type SQL, sql } from "drizzle-orm";
import { read } from "@/db/client";
import { amongIds, beforeCursor, countAll, idList, sumOf } from "@/db/dialect/sql";
import { products } from "@/db/schema/billing";
import { communities, members } from "@/db/schema/communities";
import { users } from "@/db/schema/identity";
import { outreach, outreachMembers, riskBands, riskScores } from "@/db/schema/outreach";
import { among } from "@/lib/analytics/queries/among";
import type { MemberFilter } from "@/lib/segments/types";
import type { BandDay } from "../calibration";
import type { RiskBand, RiskReason, ScoredReason } from "../risk-score";
import type { RiskRow, RiskStanding } from "../types";

/** What scoring needs to know of a community. */
export interface ScoredCommunity {
  id: string;
  zone: string;
  answerHours: number;
}

export async function listScoredCommunities(): Promise<ScoredCommunity[]> {
  return read()
    .select({ id: communities.id, zone: communities.zone, answerHours: communities.answerHours })
    .from(communities)
    .orderBy(asc(communities.createdAt), asc(communities.id));
}

/** As of when the oldest score of a community holds; null when there is none. */
export async function findScoredDay(communityId: string): Promise<Date | null> {
  const [row] = await read()
    .select({ asOf: riskScores.asOf })
    .from(riskScores)
    .where(eq(riskScores.communityId, communityId))
    .orderBy(asc(riskScores.asOf))
    .limit(1);
  return row?.asOf ?? null;
}

/** Which scores are meant: the filters of the list, without its place in it. */
export interface RiskFilter {
  /** One band; null for medium and high. */
  band: RiskBand | null;
  reason: RiskReason | null;
  productId: string | null;
  standing: RiskStanding | null;
  /** Also members who do not pay. */
  everybody: boolean;
  segment: MemberFilter;
  /** Only these; null for everybody the filters name. */
  memberIds: readonly string[] | null;
}

function matching(communityId: string, filter: RiskFilter, bands: "filtered" | "all" = "filtered"): SQL | undefined {
  const { band, reason, productId, standing, everybody, segment, memberIds } = filter;
  return and(
    eq(riskScores.communityId, communityId),
    isNull(members.leftAt),
    bands === "all"
      ? undefined
      : band
        ? eq(riskScores.band, band)
        : memberIds
          ? undefined
          : inArray(riskScores.band, ["medium", "high"]),
    reason ? sql`${riskScores.reasonKeys} like ${`%|${reason}|%`}` : undefined,
    productId ? eq(riskScores.productId, productId) : undefined,
    standing ? eq(riskScores.standing, standing) : everybody || memberIds ? undefined : ne(riskScores.standing, "free"),
    among(riskScores.memberId, segment),
    memberIds ? amongIds(riskScores.memberId, idList(memberIds)) : undefined,
  );
}

export interface PointsCursor {
  value: number;
  id: string;
}

/** Members by their points, most first, by keyset. Who has left since the scoring is no longer in it. */
export async function listRisk(
  communityId: string,
  filter: RiskFilter,
  { after, limit }: { after: PointsCursor | null; limit: number },
): Promise<{ rows: RiskRow[]; next: PointsCursor | null }> {
  const found = await read()
    .select({
      memberId: riskScores.memberId,
      userId: users.id,
      name: users.name,
      handle: users.handle,
      email: users.email,
      standing: riskScores.standing,
      monthlyAmount: riskScores.monthlyAmount,
      currency: riskScores.currency,
      productId: riskScores.productId,
      productName: products.name,
      points: riskScores.points,
      band: riskScores.band,
      reasons: riskScores.reasons,
      asOf: riskScores.asOf,
    })
    .from(riskScores)
    .innerJoin(members, eq(members.id, riskScores.memberId))
    .innerJoin(users, eq(users.id, members.userId))
    .leftJoin(products, eq(products.id, riskScores.productId))
    .where(
      and(
        matching(communityId, filter),
        after ? beforeCursor(riskScores.points, riskScores.memberId, after.value, after.id) : undefined,
      ),
    )
    .orderBy(desc(riskScores.points), desc(riskScores.memberId))
    .limit(limit + 1);
  const page = found.slice(0, limit);
  const last = await listLastOutreach(
    communityId,
    page.map(({ memberId }) => memberId),
  );
  const end = page.at(-1);
  return {
    rows: page.map((row) => ({
      ...row,
      standing: row.standing as RiskStanding,
      band: row.band as RiskBand,
      reasons: row.reasons as ScoredReason[],
      lastOutreach: last.get(row.memberId) ?? null,
    })),
    next: found.length > limit && end ? { value: end.points, id: end.memberId } : null,
  };
}

async function listLastOutreach(
  communityId: string,
  memberIds: readonly string[],
): Promise<Map<string, NonNullable<RiskRow["lastOutreach"]>>> {
  if (memberIds.length === 0) return new Map();
  const rows = await read()
    .select({
      memberId: outreachMembers.memberId,
      id: outreach.id,
      name: outreach.name,
      kind: outreach.kind,
      at: outreach.createdAt,
      arm: outreachMembers.arm,
    })
    .from(outreachMembers)
    .innerJoin(outreach, eq(outreach.id, outreachMembers.outreachId))
    .where(and(eq(outreachMembers.communityId, communityId), amongIds(outreachMembers.memberId, idList(memberIds))))
    .orderBy(asc(outreach.createdAt), asc(outreach.id));
  return new Map(rows.map(({ memberId, ...last }) => [memberId, last]));
}

/** How many stand in each band and what they pay a month, by currency: all bands, whichever is listed. */
export async function sumRisk(
  communityId: string,
  filter: RiskFilter,
): Promise<{ band: RiskBand; currency: string | null; members: number; monthlyAmount: number }[]> {
  const rows = await read()
    .select({
      band: riskScores.band,
      currency: riskScores.currency,
      members: countAll(),
      monthlyAmount: sumOf(riskScores.monthlyAmount),
    })
    .from(riskScores)
    .innerJoin(members, eq(members.id, riskScores.memberId))
    .where(matching(communityId, filter, "all"))
    .groupBy(riskScores.band, riskScores.currency);
  return rows.map((row) => ({ ...row, band: row.band as RiskBand }));
}

/** The ids of all members the filters name, most points first, up to a limit. */
export async function listChosen(
  communityId: string,
  filter: RiskFilter,
  limit: number,
): Promise<{ memberId: string; points: number }[]> {
  return read()
    .select({ memberId: riskScores.memberId, points: riskScores.points })
    .from(riskScores)
    .innerJoin(members, eq(members.id, riskScores.memberId))
    .where(matching(communityId, filter))
    .orderBy(desc(riskScores.points), desc(riskScores.memberId))
    .limit(limit);
}

/** The back-test as it was last made. */
export async function listBandDays(communityId: string): Promise<BandDay[]> {
  return read()
    .select({ day: riskBands.day, band: riskBands.band, members: riskBands.members, left: riskBands.left })
    .from(riskBands)
    .where(eq(riskBands.communityId, communityId));
}

/** What those with a score pay for or try: the choices of the filter. */
export async function listScoredProducts(communityId: string): Promise<{ id: string; name: string }[]> {
  return read()
    .select({ id: products.id, name: products.name })
    .from(products)
    .where(and(eq(products.communityId, communityId), inArray(products.kind, ["subscription", "pass"])))
    .orderBy(asc(products.name), asc(products.id));
}

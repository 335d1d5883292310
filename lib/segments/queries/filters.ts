import "server-only";
import { and, asc, eq, isNull, type SQL } from "drizzle-orm";
import { read } from "@/db/client";
import { type SegmentRule, segments } from "@/db/schema/segments";
import { Rule } from "../schema";
import type { SegmentName, SegmentOf } from "../types";
import { countsOf, membersOf, selectMembers } from "./rules";

/** The segments a community has saved, by name. */
export async function listSegmentNames(communityId: string): Promise<SegmentName[]> {
  return (await listOpenSegments(communityId)).map(({ id, name }) => ({ id, name }));
}

/** The same with their rules. */
export async function listOpenSegments(communityId: string): Promise<(SegmentName & { rule: Rule })[]> {
  const rows = await read()
    .select({ id: segments.id, name: segments.name, rule: segments.rule })
    .from(segments)
    .where(and(eq(segments.communityId, communityId), isNull(segments.archivedAt)))
    .orderBy(asc(segments.name), asc(segments.id));
  return rows.map((row) => ({ ...row, rule: Rule.parse(row.rule) }));
}

/**
 * One saved segment of this community, or null. An archived one is found too: it is no longer offered, but stays valid
 * where it is used.
 */
export async function findSegment(
  communityId: string,
  id: string,
): Promise<(SegmentName & { rule: SegmentRule; archivedAt: Date | null }) | null> {
  const [row] = await read()
    .select({ id: segments.id, name: segments.name, rule: segments.rule, archivedAt: segments.archivedAt })
    .from(segments)
    .where(and(eq(segments.communityId, communityId), eq(segments.id, id)));
  return row ?? null;
}

/**
 * Selects the ids of the members a rule holds for at `asOf`: a subquery for `member_id in (…)`. Days of the rule are
 * whole days of `zone`, the community's. Throws when the rule is none: what is stored has been checked.
 */
export function membersWhere(communityId: string, rule: SegmentRule, asOf: Date, zone: string): SQL {
  return selectMembers({ communityId, asOf, zone }, Rule.parse(rule));
}

/** The ids of a segment's members at `asOf`, in order; at most `limit` after `after`. */
export async function listMemberIds(
  { communityId, rule, zone }: SegmentOf,
  asOf: Date,
  { after = "", limit = 100_000 }: { after?: string; limit?: number } = {},
): Promise<string[]> {
  return membersOf({ communityId, asOf, zone }, Rule.parse(rule), { after, limit });
}

/** How many members a rule holds for at `asOf`. */
export async function countSegment({ communityId, rule, zone }: SegmentOf, asOf: Date): Promise<number> {
  const [count] = await countsOf({ communityId, asOf, zone }, [Rule.parse(rule)]);
  return count!;
}

/** The same for several rules, with one pass over the members for many of them. */
export async function countSegments(
  communityId: string,
  rules: readonly SegmentRule[],
  asOf: Date,
  zone: string,
): Promise<number[]> {
  const parsed = rules.map((rule) => Rule.parse(rule));
  return countsOf({ communityId, asOf, zone }, parsed);
}

/** Whether somebody is in a segment at `asOf`. */
export async function isInSegment(segment: SegmentOf, memberId: string, asOf: Date): Promise<boolean> {
  const { communityId, rule, zone } = segment;
  const found = await membersOf({ communityId, asOf, zone }, Rule.parse(rule), { only: memberId, limit: 1 });
  return found.length > 0;
}

import "server-only";
import { and, type Column, gt, isNull, lte, or, type SQL } from "drizzle-orm";
import type { SpanEdges, Staying } from "../edges";
import type { MrrEdges } from "../growth";
import { sumMrrEdges } from "../history-money";
import { countSpanEdges, countStaying } from "../history-spans";
import type { Scope } from "../periods";
import { findHistories } from "./histories";
import { findPeople, type Whom } from "./packs";

/** Starts, returns and ends of spans between moments, of everybody or of some; before the first only their number. */
export async function listSpanEdges(communityId: string, moments: readonly Date[], whom: Whom): Promise<SpanEdges[]> {
  return countSpanEdges(await findHistories(communityId), moments, await findPeople(communityId, whom));
}

/** For each range (from, to]: of those who were there at its start, how many went, and how many of them are back. */
export async function listStaying(
  communityId: string,
  scope: Scope,
  ranges: readonly { from: Date; to: Date }[],
  whom: Whom,
): Promise<Staying[]> {
  return countStaying(await findHistories(communityId), scope, ranges, await findPeople(communityId, whom));
}

/** What MRR gained and lost between moments, of everybody or of some, and what it was at the first. */
export async function listMrrEdges(communityId: string, moments: readonly Date[], whom: Whom): Promise<MrrEdges[]> {
  return sumMrrEdges(await findHistories(communityId), moments, await findPeople(communityId, whom));
}

/** `startsAt ≤ t < endsAt` of a span or a period. */
export const runsAtMoment = (table: { startsAt: Column; endsAt: Column }, t: Date): SQL =>
  and(lte(table.startsAt, t), or(isNull(table.endsAt), gt(table.endsAt, t)))!;

import "server-only";
import { and, asc, eq, gte, lte } from "drizzle-orm";
import { read } from "@/db/client";
import { sumOf } from "@/db/dialect/sql";
import { dayClosings, spanDays } from "@/db/schema/analytics";
import type { MemberFilter } from "@/lib/segments/types";
import { type ClosedDay, type GrowthFacts, growthMoments, restatedDays, type SpanDayCount } from "../member-growth";
import type { Range } from "../ranges";
import { listSpanEdges, listStaying } from "./edges";

/** All that the growth page's figures are computed from, of everybody or of a segment. */
export async function findGrowthFacts(communityId: string, range: Range, filter: MemberFilter): Promise<GrowthFacts> {
  const [edges, [staying], closed] = await Promise.all([
    listSpanEdges(communityId, growthMoments(range), filter),
    listStaying(communityId, "member", [range], filter),
    // Days are closed for everybody together.
    filter === null ? listClosedDays(communityId, range) : [],
  ]);
  const restated = closed.length === 0 ? [] : restatedDays(closed, await listSpanDays(communityId, range.days.at(-1)!));
  return { edges, staying: staying!, restated };
}

/** The figures of the range's days as they stood when the days were closed. */
async function listClosedDays(communityId: string, { days }: Range): Promise<ClosedDay[]> {
  return read()
    .select({ day: dayClosings.day, members: dayClosings.members, paying: dayClosings.paying })
    .from(dayClosings)
    .where(
      and(eq(dayClosings.communityId, communityId), gte(dayClosings.day, days[0]!), lte(dayClosings.day, days.at(-1)!)),
    )
    .orderBy(asc(dayClosings.day));
}

/** Beginnings and ends of spans by day, up to `last`, in order. */
async function listSpanDays(communityId: string, last: string): Promise<SpanDayCount[]> {
  const rows = await read()
    .select({ day: spanDays.day, scope: spanDays.scope, kind: spanDays.kind, count: sumOf(spanDays.count) })
    .from(spanDays)
    .where(and(eq(spanDays.communityId, communityId), lte(spanDays.day, last)))
    .groupBy(spanDays.day, spanDays.scope, spanDays.kind)
    .orderBy(asc(spanDays.day));
  return rows.map(({ day, scope, kind, count }) => ({
    day,
    scope: scope === "paying" ? "paying" : "member",
    change: kind === "end" ? -count : count,
  }));
}

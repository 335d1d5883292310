import "server-only";
import { notFound } from "next/navigation";
import type { Viewer } from "@/lib/access/types";
import { loadCommunity } from "@/lib/communities/loaders";
import type { Community } from "@/lib/communities/types";
import { now } from "@/lib/platform/clock";
import { computeGrowth, firstDayNeeded, monthsShown } from "./growth";
import { maySeeGrowth } from "./policy";
import { catchUp } from "./project-now";
import {
  listActivityByDay,
  listActivityByKind,
  listActivityByMember,
  listMemberPeriods,
  listMoneyDays,
  listPayingPeriods,
  listProductNames,
} from "./queries";
import { asOfInstant, monthsUpTo, previousRange, type Range, rangeEndingAt } from "./ranges";
import { GrowthQuery } from "./schema";
import type { Growth } from "./types";

export interface LoadedGrowth {
  community: Community;
  viewer: Viewer;
  query: GrowthQuery;
  growth: Growth;
}

/**
 * The growth of a community over the range its address asks for, for its owner and admins. For everybody else the
 * page does not exist. What was recorded since the last projection is projected first.
 */
export async function loadGrowth(slug: string, searchParams: Record<string, unknown>): Promise<LoadedGrowth> {
  const { community, viewer } = await loadCommunity(slug);
  if (!maySeeGrowth(viewer)) notFound();
  const query = GrowthQuery.parse(searchParams);
  await catchUp(community);
  const range = rangeEndingAt(query.range, asOfInstant(query.asOf, now(), community.zone), community.zone);
  const growth = computeGrowth(await readRows(community.id, range), range, community.currency, query.cohort);
  return { community, viewer, query, growth };
}

async function readRows(communityId: string, range: Range) {
  const [first, last] = edges(range);
  const [firstBefore, lastBefore] = edges(previousRange(range));
  const firstMonth = monthsUpTo(range.to, range.zone, monthsShown)[0]!;
  const firstMoneyDay = first < `${firstMonth}-01` ? first : `${firstMonth}-01`;
  const [memberPeriods, payingPeriods, byDay, byKind, people, peopleBefore, money, productNames] = await Promise.all([
    listMemberPeriods(communityId),
    listPayingPeriods(communityId),
    listActivityByDay(communityId, firstDayNeeded(range), last),
    listActivityByKind(communityId, first, last),
    listActivityByMember(communityId, first, last),
    listActivityByMember(communityId, firstBefore, lastBefore),
    listMoneyDays(communityId, firstMoneyDay, last),
    listProductNames(communityId),
  ]);
  return { memberPeriods, payingPeriods, byDay, byKind, people, peopleBefore, money, productNames };
}

function edges(range: Range): [first: string, last: string] {
  return [range.days[0]!, range.days.at(-1)!];
}

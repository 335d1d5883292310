import "server-only";
import { notFound } from "next/navigation";
import type { Viewer } from "@/lib/access/types";
import { loadCommunity } from "@/lib/communities/loaders";
import type { Community } from "@/lib/communities/types";
import { now } from "@/lib/platform/clock";
import { findSegment, listSegmentNames, membersWhere } from "@/lib/segments/queries/filters";
import type { MemberFilter, SegmentName } from "@/lib/segments/types";
import { maySeeGrowth, maySeePeople, maySeeRevenue } from "../policy";
import { catchUp } from "../project-now";
import { findFreshness } from "../queries/freshness";
import { asOfInstant, type Range, rangeEndingAt } from "../ranges";
import { type AnalyticsPage, GrowthQuery, moneyPages } from "../schema";
import type { Freshness } from "../types";

/** What every analytics page begins with: who asks, for which stretch of time, about whom, and how fresh the data is. */
export interface AnalyticsFrame {
  community: Community;
  viewer: Viewer;
  page: AnalyticsPage;
  query: GrowthQuery;
  range: Range;
  /** Owner and admins see money; moderators do not. */
  seesRevenue: boolean;
  /** Owner and admins see who is behind a figure; moderators see numbers only. */
  seesPeople: boolean;
  segments: SegmentName[];
  /** The segment the page is narrowed to, when its address names one that exists. */
  segment: SegmentName | null;
  /** The same as SQL: pass it to queries; null is everybody. */
  among: MemberFilter;
  freshness: Freshness | null;
}

/**
 * Opens an analytics page. For who may not see it (and for moderators where there is money) it does not exist. What
 * was recorded since the last projection is projected first, as long as that is cheap.
 */
export async function loadFrame(
  slug: string,
  page: AnalyticsPage,
  searchParams: Record<string, unknown>,
): Promise<AnalyticsFrame> {
  const { community, viewer } = await loadCommunity(slug);
  const seesRevenue = maySeeRevenue(viewer);
  if (!maySeeGrowth(viewer) || (moneyPages.includes(page) && !seesRevenue)) notFound();
  const query = GrowthQuery.parse(searchParams);
  await catchUp(community);
  const range = rangeEndingAt(query.range, asOfInstant(query.asOf, now(), community.zone), community.zone);
  const [segments, found, freshness] = await Promise.all([
    listSegmentNames(community.id),
    query.segment ? findSegment(community.id, query.segment) : null,
    findFreshness(community.id),
  ]);
  return {
    community,
    viewer,
    page,
    query,
    range,
    seesRevenue,
    seesPeople: maySeePeople(viewer),
    segments,
    segment: found && { id: found.id, name: found.name },
    among: found && membersWhere(community.id, found.rule, range.to, community.zone),
    freshness,
  };
}

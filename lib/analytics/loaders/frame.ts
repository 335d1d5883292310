import "server-only";
import { sql } from "drizzle-orm";
import { notFound } from "next/navigation";
import type { Viewer } from "@/lib/access/types";
import { loadCommunity } from "@/lib/communities/loaders";
import type { Community } from "@/lib/communities/types";
import { now } from "@/lib/platform/clock";
import { fewestForModerators, isForModerators, mayUseAnySegment } from "@/lib/segments/policy";
import { countSegment, findSegment, listOpenSegments } from "@/lib/segments/queries/filters";
import { Rule } from "@/lib/segments/schema";
import type { MemberFilter, SegmentName } from "@/lib/segments/types";
import { maySeeGrowth, maySeePeople, maySeeRevenue } from "../policy";
import { catchUp } from "../project-now";
import { findFreshness } from "../queries/freshness";
import { filterBySegment } from "../queries/segment-members";
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
  /** The segment the page is narrowed to, when its address names one that exists for the viewer. */
  segment: SegmentName | null;
  /** The same as SQL: pass it to queries; null is everybody. */
  among: MemberFilter;
  /** A segment of so few people that its figures are withheld from this viewer; `among` then holds nobody. */
  isTooFew: boolean;
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
  const [segments, chosen, freshness] = await Promise.all([
    listSegmentsFor(viewer),
    findChosen(viewer, query.segment, { zone: community.zone, asOf: range.to }),
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
    ...chosen,
    freshness,
  };
}

/** The segments somebody may choose: moderators those that tell nothing about money or risk. */
async function listSegmentsFor(viewer: Viewer): Promise<SegmentName[]> {
  const all = await listOpenSegments(viewer.communityId);
  const offered = mayUseAnySegment(viewer) ? all : all.filter(({ rule }) => isForModerators(rule));
  return offered.map(({ id, name }) => ({ id, name }));
}

type Chosen = Pick<AnalyticsFrame, "segment" | "among" | "isTooFew">;
const everybody: Chosen = { segment: null, among: null, isTooFew: false };
const nobody = () => sql`1 = 0`;

/** The segment an address names. One that a viewer may not choose is to them as one that is not there. */
async function findChosen(
  viewer: Viewer,
  id: string | undefined,
  { zone, asOf }: { zone: string; asOf: Date },
): Promise<Chosen> {
  const { communityId } = viewer;
  const found = id === undefined ? null : await findSegment(communityId, id);
  if (!found) return everybody;
  const rule = Rule.parse(found.rule);
  const segment = { id: found.id, name: found.name };
  const among = await filterBySegment({ communityId, rule, zone }, asOf);
  if (mayUseAnySegment(viewer)) return { segment, among, isTooFew: false };
  if (!isForModerators(rule)) return everybody;
  const isTooFew = (await countSegment({ communityId, rule, zone }, asOf)) < fewestForModerators;
  return { segment, among: isTooFew ? nobody : among, isTooFew };
}

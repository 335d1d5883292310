import "server-only";
import { notFound } from "next/navigation";
import type { Viewer } from "@/lib/access/types";
import { loadCommunity } from "@/lib/communities/loaders";
import type { Community } from "@/lib/communities/types";
import { now } from "@/lib/platform/clock";
import { computeGrowth } from "./growth";
import { maySeeGrowth } from "./policy";
import { catchUp } from "./project-now";
import { listGrowthRows } from "./queries";
import { asOfInstant, rangeEndingAt } from "./ranges";
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
  const growth = computeGrowth(await listGrowthRows(community.id, range), range, community.currency, query.cohort);
  return { community, viewer, query, growth };
}

import "server-only";
import { computeGrowth } from "../growth";
import { listGrowthRows } from "../queries/overview";
import { hasPayingSpans } from "../queries/retention";
import { cohortQuestion } from "../retention-report";
import type { Growth } from "../types";
import { type AnalyticsFrame, loadFrame } from "./frame";

/** The overview: five figures, what stands out, who may leave and five charts, for owner and admins. */
export async function loadOverview(
  slug: string,
  searchParams: Record<string, unknown>,
): Promise<AnalyticsFrame & { growth: Growth }> {
  const frame = await loadFrame(slug, "overview", searchParams);
  const { community, range, query, among } = frame;
  const { id: communityId, currency } = community;
  const question = cohortQuestion({ cohort: query.cohort }, await hasPayingSpans(communityId));
  const rows = await listGrowthRows({ communityId, currency, range, filter: among, question });
  // Scores are of last night: beside figures of another day they would be of another time.
  const growth = computeGrowth({ ...rows, risk: query.asOf ? null : rows.risk }, range, currency);
  return { ...frame, growth };
}

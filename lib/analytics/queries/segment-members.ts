import "server-only";
import { amongMany } from "@/db/dialect/sql";
import { minuteMs } from "@/lib/platform/clock";
import { listMemberIds } from "@/lib/segments/queries/filters";
import type { MemberFilter, SegmentRule } from "@/lib/segments/types";
import { remembered } from "../remembered";
import { findProjectionState } from "./projections";

/** More members than any community has. */
const everyone = 100_000_000;

/**
 * A segment's members at `asOf` as a filter for the many queries of a page. The rule is asked once, not by each of them:
 * over a hundred thousand people that takes longer than a whole page may. Within a minute, and as long as nothing has
 * been projected, a process asks no second time.
 */
export async function filterBySegment(
  segment: { communityId: string; rule: SegmentRule; zone: string },
  asOf: Date,
): Promise<NonNullable<MemberFilter>> {
  const { communityId, rule, zone } = segment;
  const state = await findProjectionState(communityId);
  const minute = Math.floor(asOf.getTime() / minuteMs);
  const basis = [communityId, zone, rule, minute, state?.projectedTo, state?.projectedAt];
  // The filter itself: the set of people that is made of it (queries/packs.ts) is then known as well.
  return remembered(JSON.stringify(basis), async () => {
    return amongMany(await listMemberIds(segment, asOf, { limit: everyone }));
  });
}

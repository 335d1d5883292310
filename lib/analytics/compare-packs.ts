import "server-only";
import { dayOf, startOfDay } from "@/lib/platform/calendar";
import type { Differences } from "./differences";
import type { Projecting } from "./projecting";
import { listMembershipEdges, listPackedActivity, listPackedTurns, listStoredDays } from "./queries/stored-rows";
import type { DayStretch } from "./zone-days";

/** What the packs of these days hold, against the rows they are made of. */
export async function compareActivityPacks(
  { communityId }: Projecting,
  days: DayStretch,
  differences: Differences,
): Promise<void> {
  const { activity } = await listStoredDays(communityId, days);
  const expected = activity.map(({ day, memberId, kind, count }) => ({ day, memberId, kind, count }));
  differences.compare("packed activity by day", expected, await listPackedActivity(communityId, days));
}

/** Whose membership turned on these days, against the spans: an odd number of beginnings and ends is a turn. */
export async function compareMemberTurns(
  { communityId, zone }: Projecting,
  days: DayStretch,
  differences: Differences,
): Promise<void> {
  const edges = await listMembershipEdges(communityId, startOfDay(days.first, zone), startOfDay(days.end, zone));
  // The instant before: what happens at midnight ends the day before.
  const rows = edges.map(({ memberId, at }) => ({ day: dayOf(new Date(at.getTime() - 1), zone), memberId }));
  const groups = Map.groupBy(rows, ({ day, memberId }) => `${day} ${memberId}`);
  const expected = [...groups.values()].flatMap((group) => (group.length % 2 === 1 ? group.slice(0, 1) : []));
  differences.compare("turns of membership by day", expected, await listPackedTurns(communityId, days));
}

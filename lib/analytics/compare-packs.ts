import "server-only";
import { hash } from "node:crypto";
import { dayOf, startOfDay } from "@/lib/platform/calendar";
import { listHistoryRows } from "./commands/histories";
import type { Differences } from "./differences";
import { openHistory, packHistory, rowsOfHistory } from "./histories";
import type { Projecting } from "./projecting";
import {
  findStoredHistory,
  listMembershipEdges,
  listPackedActivity,
  listPackedTurns,
  listStoredDays,
  listUnnumbered,
} from "./queries/stored-rows";
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

/** One pack of histories, against the spans, periods and charges it is made of. */
export async function compareHistories(projecting: Projecting, pack: number, differences: Differences): Promise<void> {
  const expected = rowsOfHistory(openHistory(packHistory(await listHistoryRows(projecting, pack))));
  const stored = await findStoredHistory(projecting.communityId, pack);
  if (stored && hash("sha1", stored.packed, "base64url") !== stored.revision) {
    differences.tell("histories", `pack ${pack} is damaged`);
    return;
  }
  const found = stored ? rowsOfHistory(openHistory(stored.packed)) : { spans: [], periods: [], charges: [] };
  differences.compare("spans in histories", expected.spans, found.spans);
  differences.compare("paid periods in histories", expected.periods, found.periods);
  differences.compare("first charges in histories", expected.charges, found.charges);
}

/** Everybody who has a history is in a pack. */
export async function compareNumbers({ communityId }: Projecting, differences: Differences): Promise<void> {
  differences.compare("members without a number", [], await listUnnumbered(communityId));
}

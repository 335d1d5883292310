import "server-only";
import { startOfDay } from "@/lib/platform/calendar";
import { countSpanEdges, sumValueEdges } from "./commands/edges";
import { countHappenings } from "./commands/happenings";
import { computeMembers } from "./commands/members";
import { computeMovements, findFirstPayingMonth } from "./commands/movements";
import type { Differences } from "./differences";
import type { Projecting } from "./projecting";
import { listMembersAfter } from "./queries/journal-streams";
import { listStoredEdges, listStoredHappenings, listStoredMembers, listStoredMovements } from "./queries/stored-rows";
import type { DayStretch } from "./zone-days";

const membersPerBlock = 500;

/** The members after `after` that make one block, by their last one; null for the block at the end. */
export async function endOfBlock(projecting: Projecting, after: string): Promise<string | null> {
  const members = await listMembersAfter(projecting, after, membersPerBlock);
  return members.length === membersPerBlock ? members.at(-1)! : null;
}

/** Periods and spans of a block of members, against the journal. */
export async function compareMembers(
  projecting: Projecting,
  { after, last }: { after: string; last: string | null },
  differences: Differences,
): Promise<void> {
  const members = await listMembersAfter(projecting, after, membersPerBlock);
  const expected = await computeMembers(projecting, members);
  const stored = await listStoredMembers(projecting.communityId, after, last);
  differences.compare("periods", expected.periods, stored.periods);
  differences.compare("spans", expected.spans, stored.spans);
}

/** What began and ended by day, against the spans and periods. */
export async function compareEdges(projecting: Projecting, days: DayStretch, differences: Differences): Promise<void> {
  const [from, to] = [startOfDay(days.first, projecting.zone), startOfDay(days.end, projecting.zone)];
  const stored = await listStoredEdges(projecting.communityId, days);
  const spans = await countSpanEdges(projecting, from, to);
  const values = await sumValueEdges(projecting, from, to);
  differences.compare("spans by day", spans.rows(), stored.spans);
  differences.compare("monthly value by day", values.rows(), stored.values);
}

/** What changed MRR by day, against the spans and periods. */
export async function compareHappenings(
  projecting: Projecting,
  days: DayStretch,
  differences: Differences,
): Promise<void> {
  const expected = await countHappenings(projecting, days);
  const stored = await listStoredHappenings(projecting.communityId, days);
  differences.compare("changes of MRR by day", expected.rows(), stored);
}

/** Movements of all months, against the periods. */
export async function compareMovements(projecting: Projecting, differences: Differences): Promise<void> {
  const first = await findFirstPayingMonth(projecting);
  const expected = first === null ? [] : await computeMovements(projecting, first);
  differences.compare("movements", expected, await listStoredMovements(projecting.communityId));
}

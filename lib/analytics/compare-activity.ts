import "server-only";
import { startOfDay } from "@/lib/platform/calendar";
import { activityCohortsOf, activityMonthOf, interactionDaysOf } from "./activity-units";
import { streamActiveDays } from "./commands/activity";
import type { ProjectedDay } from "./days";
import type { Differences } from "./differences";
import { FirstReplies } from "./first-reply";
import type { Projecting } from "./projecting";
import { streamDays, streamReplyEntries } from "./queries/journal-streams";
import {
  listActivePeople,
  listCohortsOfMembers,
  listStoredActiveDays,
  listStoredActivityMonth,
  listStoredCohorts,
  listStoredDays,
  listStoredInteractions,
  listStoredReplies,
} from "./queries/stored-rows";
import { type DayStretch, daysOfUnit } from "./zone-days";

/** Interactions and money of these days, against the journal. */
export async function compareDays(projecting: Projecting, days: DayStretch, differences: Differences): Promise<void> {
  const expected: Omit<ProjectedDay, "day"> = { activity: [], money: [] };
  for await (const { activity, money } of streamDays(projecting, days.first, days.end)) {
    expected.activity.push(...activity);
    expected.money.push(...money);
  }
  const stored = await listStoredDays(projecting.communityId, days);
  differences.compare("activity by day", expected.activity, stored.activity);
  const interactions = await listStoredInteractions(projecting.communityId, days);
  differences.compare("interactions by day", interactionDaysOf(stored.activity), interactions);
  differences.compare("money by day", expected.money, stored.money);
}

/** What members did in a month, against its days. */
export async function compareActivityMonth(
  { communityId }: Projecting,
  month: number,
  differences: Differences,
): Promise<void> {
  const { activity: rows } = await listStoredDays(communityId, daysOfUnit(month, "month"));
  const stored = await listStoredActivityMonth(communityId, month);
  differences.compare("activity by month", activityMonthOf(month, rows), stored);
}

/** Distinct people of the trailing windows, against the days. */
export async function compareActiveDays(
  { communityId }: Projecting,
  days: DayStretch,
  differences: Differences,
): Promise<void> {
  const expected = [];
  for await (const row of streamActiveDays(communityId, days.first, days.end)) expected.push(row);
  differences.compare("active people by day", expected, await listStoredActiveDays(communityId, days));
}

/** How active cohorts were in the units from `first` to `last`, against spans and days. */
export async function compareCohorts(
  { communityId }: Projecting,
  { unit, first, last }: { unit: "month" | "week"; first: number; last: number },
  differences: Differences,
): Promise<void> {
  const cohortsOf = async (scope: string) =>
    new Map((await listCohortsOfMembers(communityId, scope)).map((member) => [member.memberId, member[unit]]));
  const cohorts = { member: await cohortsOf("member"), paying: await cohortsOf("paying") };
  for (let period = first; period <= last; period++) {
    const people = await listActivePeople(communityId, daysOfUnit(period, unit));
    const expected = activityCohortsOf(unit, period, people, cohorts);
    differences.compare(`activity of cohorts by ${unit}`, expected, await listStoredCohorts(communityId, unit, period));
  }
}

/** First replies to what was asked from `days.first` on, against the journal since then. */
export async function compareReplies(
  projecting: Projecting,
  days: DayStretch,
  differences: Differences,
): Promise<void> {
  const [from, to] = [startOfDay(days.first, projecting.zone), startOfDay(days.end, projecting.zone)];
  const replies = new FirstReplies();
  for await (const entry of streamReplyEntries(projecting, from, to)) replies.add(entry);
  differences.compare("first replies", [...replies.rows()], await listStoredReplies(projecting.communityId, from, to));
}

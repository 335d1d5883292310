import "server-only";
import { stickiness, weekdayMeans } from "../active-windows";
import { activityPerMember, byPeriod, contributorsOf, distribution, summariseCounts } from "../activity";
import { type ActivityBefore, type ActivityReport, activityPerMeanMember } from "../activity-report";
import { previousRange, type Range } from "../ranges";
import { countActive, listActiveDays, listActivityCounts, listKindDays, type TopMember } from "./activity";
import { type Counted, countMembersAt } from "./counted";
import { listPeople } from "./people";
import { listReplyFigures } from "./replies";

export const topSize = 10;
/** Weekdays are compared from two of each on. */
const weekdayDays = 14;

export interface ActivityOptions {
  counted: Counted;
  promisedHours: number;
  /** Names the people who wrote most. */
  withPeople: boolean;
}

/** Everything the activity page shows, from the projections and from what is asked: nothing else. */
export async function findActivity(
  communityId: string,
  range: Range,
  options: ActivityOptions,
): Promise<ActivityReport> {
  const { counted, promisedHours } = options;
  const [[members = 0, membersFrom = 0], { counts, top }, kindDays, active, replies, before] = await Promise.all([
    countMembersAt(communityId, [range.to, range.from], counted),
    listActivityCounts(communityId, range, counted, topSize),
    listKindDays(communityId, range.days, counted),
    listActiveDays(communityId, range.days, counted),
    listReplyFigures(communityId, range, promisedHours, counted),
    findBefore(communityId, previousRange(range), counted),
  ]);
  const summary = summariseCounts(counts, members);
  const unit = range.key === "12m" ? "month" : "day";
  const days = byPeriod(kindDays, range.days);
  return {
    summary,
    contributors: contributorsOf(counts),
    membersFrom,
    perMeanMember: activityPerMeanMember(summary.interactions, membersFrom, members),
    // The range before ends where this one begins.
    before: before(membersFrom),
    unit,
    periods: unit === "day" ? days : byPeriod(kindDays, monthsOf(range)),
    active,
    stickiness: stickiness(active),
    bins: distribution(counts, members),
    weekdays: range.days.length < weekdayDays ? null : weekdayMeans(days),
    replies,
    promisedHours,
    top: options.withPeople ? await withPeople(top) : null,
    staffLeftOut: counted.staff.length === 0 ? null : counted.staff.length,
  };
}

function monthsOf({ days }: Range): string[] {
  return [...new Set(days.map((day) => day.slice(0, 7)))];
}

async function findBefore(
  communityId: string,
  previous: Range,
  counted: Counted,
): Promise<(members: number) => ActivityBefore> {
  const [kindDays, { active, contributors }, windows] = await Promise.all([
    listKindDays(communityId, previous.days, counted),
    countActive(communityId, previous, counted),
    listActiveDays(communityId, previous.days, counted),
  ]);
  const interactions = kindDays.reduce((sum, row) => sum + row.count, 0);
  return (members) => ({
    interactions,
    members,
    perMember: activityPerMember(interactions, members),
    active,
    activeShare: activityPerMember(active, members),
    contributorShare: activityPerMember(contributors, members),
    stickiness: stickiness(windows).share,
  });
}

async function withPeople(top: readonly TopMember[]): Promise<ActivityReport["top"]> {
  const people = await listPeople(top.map(({ memberId }) => memberId));
  return top.map(({ memberId, ...counts }) => ({ ...counts, person: people.get(memberId) ?? null }));
}

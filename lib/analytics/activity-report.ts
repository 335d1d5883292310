import type { ActiveDay, Stickiness } from "./active-windows";
import { type ActivityBin, type ActivitySummary, activityPerMember, type KindPeriod } from "./activity";
import type { ReplyFigures } from "./replies";

/** What the activity of a range is compared with. */
export interface ActivityBefore {
  interactions: number;
  members: number;
  perMember: number | null;
  active: number;
  activeShare: number | null;
  contributorShare: number | null;
  stickiness: number | null;
}

/** Somebody who wrote much. */
export interface Contributor {
  person: { id: string; name: string; handle: string } | null;
  interactions: number;
  written: number;
}

/** Everything the activity page shows, for one range at one moment. */
export interface ActivityReport {
  summary: ActivitySummary;
  /** Distinct people who wrote something. */
  contributors: number;
  /** N(from), for the mean of N at both ends. */
  membersFrom: number;
  /** I over the mean of N(from) and N(to). */
  perMeanMember: number | null;
  before: ActivityBefore;
  /** By day, or by month for a year. */
  unit: "day" | "month";
  periods: KindPeriod[];
  active: ActiveDay[];
  stickiness: Stickiness;
  bins: ActivityBin[];
  /** Mean interactions of Monday … Sunday; null for ranges under two weeks. */
  weekdays: (number | null)[] | null;
  replies: ReplyFigures[];
  promisedHours: number;
  /** Null for who may not see people. */
  top: Contributor[] | null;
  /** How many members were left out as staff; null when they count. */
  staffLeftOut: number | null;
}

/** I over the mean of N at both ends: kinder to a community that grew much within the range. Null without members. */
export function activityPerMeanMember(interactions: number, from: number, to: number): number | null {
  return activityPerMember(interactions, (from + to) / 2);
}

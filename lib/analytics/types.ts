import type { ActivitySummary, InteractionKind } from "./activity";
import type { Headcount } from "./membership";
import type { Range } from "./ranges";
import type { CohortReport } from "./retention-report";
import type { MonthRevenue, Movements, PlanShare } from "./revenue";

/** Interactions of one day: all kinds together, how many people, and the mean of the week that ends with it. */
export interface InteractionDay {
  day: string;
  interactions: number;
  people: number;
  mean: number;
}

/** How fresh the projections are, and whether they agree with the journal. */
export interface Freshness {
  /** Story time at which the journal was last projected. */
  projectedAt: Date;
  /** When they were last compared with the journal; null when never. */
  checkedAt: Date | null;
  /** How many differences that found: more than 0 is an alarm. */
  driftCount: number;
  findings: string[];
  /** A rebuild is under way: figures may be half of before and half of after it. */
  isRebuilding: boolean;
}

/** Everything the growth page shows, computed for one range at one moment. Money is in minor units of `currency`. */
export interface Growth {
  range: Range;
  previous: Range;
  /** The moment every figure is for. */
  asOf: Date;
  currency: string;
  members: Headcount;
  membersBefore: Headcount;
  activity: ActivitySummary;
  activityBefore: ActivityBefore;
  mrr: MrrFigures;
  /** Eleven points over the range for each tile. */
  sparks: Record<"members" | "growth" | "activity" | "active" | "mrr", number[]>;
  days: InteractionDay[];
  composition: { kind: InteractionKind; count: number; share: number | null }[];
  cohorts: CohortReport;
  /** The last twelve months, from the first in which there was something to tell. */
  revenue: (MonthRevenue & { mrr: number })[];
  plans: (PlanShare & { name: string | null; share: number | null })[];
  /** Null where it does not belong: the scores are of last night, whatever past moment is looked at. */
  risk: RiskSummary | null;
}

/** The activity of the range before, as far as it is compared. */
export type ActivityBefore = Omit<ActivitySummary, "median">;

/** Who may leave, as of the last nightly score. */
export interface RiskSummary {
  /** Members at high or medium risk. */
  members: number;
  /** What they pay a month in the community's currency, minor units. */
  monthlyAmount: number;
  /** Those with most points. */
  first: RiskyMember[];
}

export interface RiskyMember {
  person: { id: string; name: string; handle: string };
  plan: string | null;
  points: number;
  reasons: { reason: string; points: number; value: number; usual?: number }[];
}

export interface MrrFigures {
  /** MRR at the end of the range, and at its start. */
  amount: number;
  before: number;
  /** Paying members at the end of the range. */
  paying: number;
  /** MRR in other currencies than the community's own: never added to it. */
  others: { currency: string; amount: number }[];
  movements: Movements;
  /** NRR and GRR over the range. */
  netRetention: number | null;
  grossRetention: number | null;
  /** Paying at the range's start and not at its end, over paying at the start. */
  logoChurn: number | null;
  /** The share of MRR that is paid by the year. */
  yearlyShare: number | null;
  /** One-off purchases within the range: outside MRR. */
  oneOffs: { amount: number; count: number };
}

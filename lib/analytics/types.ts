import type { ActivitySummary, InteractionKind } from "./activity";
import type { Headcount } from "./membership";
import type { Scope } from "./periods";
import type { Range } from "./ranges";
import type { CohortTable, Outlier } from "./retention";
import type { MonthRevenue, Movements, PlanShare } from "./revenue";

/** Interactions of one day: all kinds together, how many people, and the mean of the week that ends with it. */
export interface InteractionDay {
  day: string;
  interactions: number;
  people: number;
  mean: number;
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
  activityBefore: ActivitySummary;
  mrr: MrrFigures;
  /** Eleven points over the range for each tile. */
  sparks: Record<"members" | "growth" | "activity" | "active" | "mrr", number[]>;
  days: InteractionDay[];
  composition: { kind: InteractionKind; count: number; share: number | null }[];
  cohorts: CohortTable & { scope: Scope; outlier: Outlier | null };
  /** The last twelve months, from the first in which there was something to tell. */
  revenue: (MonthRevenue & { mrr: number })[];
  plans: (PlanShare & { name: string | null; share: number | null })[];
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

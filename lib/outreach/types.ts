import type { RiskBand, ScoredReason } from "./risk-score";

/** How somebody pays: by the month or year, with a pass, not yet, or not at all. */
export const standings = ["paying", "pass", "trial", "free"] as const;
export type RiskStanding = (typeof standings)[number];

/** What a member pays at a moment, and for what. */
export interface Worth {
  standing: RiskStanding;
  /** Monthly value in minor units of `currency`; 0 for whatever does not recur. */
  monthlyAmount: number;
  currency: string | null;
  productId: string | null;
}

/** One member in the list of those who may leave. */
export interface RiskRow extends Worth {
  memberId: string;
  userId: string;
  name: string;
  handle: string;
  email: string;
  productName: string | null;
  points: number;
  band: RiskBand;
  reasons: ScoredReason[];
  asOf: Date;
  /** The last thing done about this member, and whether they were held out of it. */
  lastOutreach: { id: string; name: string; kind: string; at: Date; arm: string } | null;
}

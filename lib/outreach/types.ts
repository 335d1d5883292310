import type { RiskBand, ScoredReason } from "./risk-score";

/** Who of an outreach hears of it, and who is held out to see what it brought. */
export const armNames = ["reached", "held"] as const;
export type ArmName = (typeof armNames)[number];

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

/** One member of an outreach: on which side, and what came of it. */
export interface OutreachMember {
  memberId: string;
  userId: string;
  name: string;
  handle: string;
  email: string;
  arm: ArmName;
  points: number;
  /** When the letter went out or the call was made. */
  sentAt: Date | null;
  /** Since when there is nothing left to do: called, or let be. */
  doneAt: Date | null;
  /** What came of a call, or why a letter was let be. */
  note: string;
}

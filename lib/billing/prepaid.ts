import type { WantedGrant } from "@/lib/access/commands";

/** A pass, a one-off, a bundle or a redeemed gift: paid in advance for a time, or for good (no term). */
export interface PrepaidPurchase {
  source: "order" | "gift";
  sourceId: string;
  benefitIds: string[];
  takenAt: Date;
  termDays: number | null;
  termUntil: Date | null;
  /** The moment of the refund that made it full, when access ends with one. */
  closedAt: Date | null;
  disputedAt: Date | null;
}

/** The grants of each purchase, by `source:sourceId`: passes of one set of benefits follow one another. */
export function prepaidGrants(_purchases: readonly PrepaidPurchase[]): Map<string, WantedGrant[]> {
  throw new Error("not built yet");
}

import type { Unusual } from "./usual-range";

/** How paid access that ends was paid for. */
export type EndingKind = "subscription" | "order" | "gift" | "comp" | "trial";

export interface Person {
  userId: string;
  name: string;
  handle: string;
}

export interface Ending extends Person {
  kind: EndingKind;
  endsAt: Date;
}

export interface LatePayer extends Person {
  /** When the charge failed. */
  since: Date;
  /** Until when access outlasts it. */
  graceEndsAt: Date;
}

export interface WaitingQuestion {
  title: string;
  slug: string;
  askedAt: Date;
}

/** Figures whose last full week lies outside of their usual range. */
export const watchedMetrics = ["interactions", "active", "joined", "left", "started", "ended"] as const;
export type WatchedMetric = (typeof watchedMetrics)[number];

/** At most a few rows of a list, and how many there are in all. */
export interface Few<Row> {
  total: number;
  rows: Row[];
}

/** What needs a person today. */
export interface Morning {
  endings: Few<Ending>;
  late: Few<LatePayer>;
  unanswered: Few<WaitingQuestion>;
  /** Disputes that wait for evidence, and when the first is due. */
  disputes: { total: number; dueAt: Date | null };
  /** Members in the highest band of the at-risk score. */
  atRisk: number;
  /** Differences between projections and journal. */
  drift: number;
  unusual: (Unusual & { metric: WatchedMetric })[];
}

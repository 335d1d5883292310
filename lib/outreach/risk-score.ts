/** The reasons why a member may leave, in the order the page prints them. */
export const riskReasons = [
  "cancelled",
  "payment",
  "visits",
  "renewal",
  "unanswered",
  "interactions",
  "neverActive",
  "stalled",
] as const;
export type RiskReason = (typeof riskReasons)[number];

/** From few points to many. */
export const riskBands = ["low", "medium", "high"] as const;
export type RiskBand = (typeof riskBands)[number];

/**
 * The whole score: how many points each step of each reason gives. Of one reason the highest step that is reached
 * counts; reasons add up. The weights were set by judgement and never fitted; the back-test says what they are worth.
 */
export const riskWeights = {
  /** Cancelled and not taken back: the member stays until what is paid for is over. */
  cancelled: [{ step: "cancelled", points: 60 }],
  /** The renewal could not be charged and has not been since. */
  payment: [{ step: "unpaid", points: 40 }],
  /** Days here in the last 14, against half of those in the 28 before. */
  visits: [
    { step: "halved", points: 10 },
    { step: "quartered", points: 15 },
    { step: "none", points: 20 },
  ],
  /** A year or a pass ends and nothing was seen of the member for 14 days. */
  renewal: [
    { step: "month", points: 15 },
    { step: "week", points: 20 },
  ],
  /** Questions of the last 30 days that waited longer than was promised. */
  unanswered: [
    { step: "one", points: 10 },
    { step: "several", points: 15 },
  ],
  /** Interactions in the last 14 days, against half of those in the 28 before. */
  interactions: [
    { step: "halved", points: 5 },
    { step: "none", points: 10 },
  ],
  /** A member for 14 days or longer who has never taken part. */
  neverActive: [{ step: "never", points: 10 }],
  /** Posts begun, not finished and not touched for 14 days. */
  stalled: [
    { step: "one", points: 5 },
    { step: "several", points: 10 },
  ],
} as const satisfies Record<RiskReason, readonly { step: string; points: number }[]>;

/** The least points of each band. */
export const bandFloors: Record<RiskBand, number> = { low: 0, medium: 20, high: 40 };

/** Days looked at as "lately", and the days before those that say what is usual. */
export const recentDays = 14;
export const usualDays = 28;
/** With fewer days or interactions than this in the usual time there is nothing to fall from. */
export const leastUsual = { visits: 3, interactions: 3 } as const;

/** What is known of one member at one moment; nothing in it may lie after that moment. */
export interface RiskFacts {
  /** Days since the membership began, whole. */
  memberDays: number;
  /** Days on which the member was here; null as long as visits have not been counted for 42 days. */
  visits: { recent: number; usual: number } | null;
  interactions: { recent: number; usual: number };
  /** Whether the member has ever taken part. */
  everActive: boolean;
  /** Days since a renewal failed that has not been paid since; null when all is paid. */
  unpaidDays: number | null;
  /** Days since the cancellation that has not been taken back; null without one. */
  cancelledDays: number | null;
  /** Questions of the last 30 days without an answer within the promised hours. */
  unanswered: number;
  /** Posts begun and left; 0 where it cannot be known (the past). */
  stalled: number;
  /** Days until the paid year or the pass is over; null for what goes on by the month. */
  endsInDays: number | null;
}

/** One reason with the points it gave and the figure behind it, which its sentence names. */
export interface ScoredReason {
  reason: RiskReason;
  points: number;
  value: number;
  /** Where something has fallen: what is usual in as many days. */
  usual?: number;
}

export interface RiskScore {
  points: number;
  band: RiskBand;
  reasons: ScoredReason[];
}

type Found = { step: string; value: number; usual?: number } | null;

/** The score of one member: the sum of what applies, most points first. Depends on the facts alone. */
export function scoreRisk(facts: RiskFacts): RiskScore {
  const reasons = riskReasons
    .flatMap((reason): ScoredReason[] => {
      const found = rules[reason](facts);
      if (!found) return [];
      const { step, ...figures } = found;
      return [{ reason, points: pointsOf(reason, step), ...figures }];
    })
    .sort((a, b) => b.points - a.points || riskReasons.indexOf(a.reason) - riskReasons.indexOf(b.reason));
  const points = reasons.reduce((sum, reason) => sum + reason.points, 0);
  return { points, band: bandOf(points), reasons };
}

export function bandOf(points: number): RiskBand {
  return riskBands.findLast((band) => points >= bandFloors[band]) ?? "low";
}

function pointsOf(reason: RiskReason, step: string): number {
  const steps: readonly { step: string; points: number }[] = riskWeights[reason];
  return steps.find((one) => one.step === step)!.points;
}

/** Each reason by itself: which step is reached, and the figure to name. More of what is bad never reaches a lower step. */
const rules: Record<RiskReason, (facts: RiskFacts) => Found> = {
  cancelled: ({ cancelledDays }) => (cancelledDays === null ? null : { step: "cancelled", value: cancelledDays }),
  payment: ({ unpaidDays }) => (unpaidDays === null ? null : { step: "unpaid", value: unpaidDays }),
  visits: ({ visits, memberDays }) =>
    visits && memberDays >= recentDays + usualDays && visits.usual >= leastUsual.visits ? fallOf(visits, 0.25) : null,
  renewal: (facts) => {
    const { endsInDays } = facts;
    if (endsInDays === null || endsInDays > 30 || !isQuiet(facts)) return null;
    return { step: endsInDays <= 7 ? "week" : "month", value: endsInDays };
  },
  unanswered: ({ unanswered }) =>
    unanswered > 0 ? { step: unanswered > 1 ? "several" : "one", value: unanswered } : null,
  interactions: ({ interactions, memberDays }) =>
    memberDays >= recentDays + usualDays && interactions.usual >= leastUsual.interactions
      ? fallOf(interactions, 0)
      : null,
  neverActive: ({ memberDays, everActive }) =>
    memberDays >= recentDays && !everActive ? { step: "never", value: memberDays } : null,
  stalled: ({ stalled }) => (stalled > 0 ? { step: stalled > 2 ? "several" : "one", value: stalled } : null),
};

/** How far the last 14 days lie below what is usual in as many: half of the 28 days before. */
function fallOf({ recent, usual }: { recent: number; usual: number }, quarter: number): Found {
  const expected = (usual * recentDays) / usualDays;
  if (recent > expected * 0.5) return null;
  const step = recent === 0 ? "none" : recent <= expected * quarter ? "quartered" : "halved";
  return { step, value: recent, usual: expected };
}

/** Nothing was seen of the member lately: neither here nor taking part. */
function isQuiet({ visits, interactions }: RiskFacts): boolean {
  return interactions.recent === 0 && (visits === null || visits.recent === 0);
}

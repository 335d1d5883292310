import type { Verb } from "@/lib/journal/types";

/** Verbs that open, change or close a period. */
export const periodVerbs = [
  "member.joined",
  "member.left",
  "paying.started",
  "paying.changed",
  "paying.ended",
] as const satisfies Verb[];

export type Scope = "member" | "paying";

/** What a journal entry must tell for periods to be made of it. */
export interface PeriodEntry {
  id: string;
  at: Date;
  recordedAt: Date;
  verb: string;
  memberId: string;
  objectId: string | null;
  currency: string | null;
  detail: Record<string, string | number | boolean | null>;
}

/** One row of the projection `member_periods`, without its community. */
export interface ProjectedPeriod {
  memberId: string;
  scope: Scope;
  startsAt: Date;
  sourceId: string;
  endsAt: Date | null;
  monthlyAmount: number | null;
  currency: string | null;
  productId: string | null;
  interval: string | null;
  endReason: string | null;
  /** What a discount for a time takes off the monthly value, and until when; null without one. */
  discountMonthly: number | null;
  discountEndsAt: Date | null;
}

/**
 * The periods that the entries of one member add up to. Depends only on what the entries say, never on the order in
 * which they arrived: an entry recorded late (Stripe tells of last week) gives the same periods as one in time.
 */
export function periodsOf(entries: readonly PeriodEntry[]): ProjectedPeriod[] {
  const tracks = Map.groupBy(entries, trackOf);
  return [...tracks.values()].flatMap(periodsOfTrack).sort(byKey);
}

/** Membership is one track; every subscription is its own, so that two of them cannot close each other. */
function trackOf(entry: PeriodEntry): string {
  return entry.verb.startsWith("member.") ? "member" : `paying ${entry.objectId ?? ""}`;
}

function periodsOfTrack(entries: readonly PeriodEntry[]): ProjectedPeriod[] {
  const periods: ProjectedPeriod[] = [];
  let running: ProjectedPeriod | null = null;
  const close = (at: Date, reason: string) => {
    if (running) periods.push({ ...running, endsAt: at, endReason: reason });
    running = null;
  };
  for (const moment of inStoryOrder(entries)) {
    const { at, start, change, end } = moment;
    const terms = change ?? start;
    const wasRunning: ProjectedPeriod | null = running;
    if (end) close(at, String(end.detail.reason ?? ""));
    // Opened and closed within one millisecond is nothing; closed and opened again goes on without a gap.
    if (wasRunning === null ? start && !end : start && end) running = openPeriod(at, terms!);
    else if (wasRunning && !end && terms && !sameTerms(wasRunning, terms)) {
      close(at, "changed");
      running = openPeriod(at, terms);
    }
  }
  return running ? [...periods, running] : periods;
}

interface Moment {
  at: Date;
  start?: PeriodEntry;
  change?: PeriodEntry;
  end?: PeriodEntry;
}

/** The entries by the instant they count at; of several alike the one recorded last stands. */
function inStoryOrder(entries: readonly PeriodEntry[]): Moment[] {
  const sorted = [...entries].sort(
    (a, b) =>
      a.at.getTime() - b.at.getTime() || a.recordedAt.getTime() - b.recordedAt.getTime() || (a.id < b.id ? -1 : 1),
  );
  const moments: Moment[] = [];
  for (const entry of sorted) {
    if (moments.at(-1)?.at.getTime() !== entry.at.getTime()) moments.push({ at: entry.at });
    moments.at(-1)![roles[entry.verb]!] = entry;
  }
  return moments;
}

const roles: Record<string, "start" | "change" | "end"> = {
  "member.joined": "start",
  "member.left": "end",
  "paying.started": "start",
  "paying.changed": "change",
  "paying.ended": "end",
};

function openPeriod(at: Date, entry: PeriodEntry): ProjectedPeriod {
  const paying = entry.verb.startsWith("paying.");
  return {
    memberId: entry.memberId,
    scope: paying ? "paying" : "member",
    startsAt: at,
    sourceId: paying ? (entry.objectId ?? "") : "",
    endsAt: null,
    ...(paying ? termsOf(entry) : noTerms),
    endReason: null,
  };
}

type Terms = Pick<
  ProjectedPeriod,
  "monthlyAmount" | "currency" | "productId" | "interval" | "discountMonthly" | "discountEndsAt"
>;

const noTerms: Terms = {
  monthlyAmount: null,
  currency: null,
  productId: null,
  interval: null,
  discountMonthly: null,
  discountEndsAt: null,
};

function termsOf({ detail, currency }: PeriodEntry): Terms {
  const textOr = (value: unknown) => (typeof value === "string" ? value : null);
  const { discountMonthly, discountEndsAt } = detail;
  const isDiscounted = typeof discountMonthly === "number" && typeof discountEndsAt === "number";
  return {
    monthlyAmount: Number(detail.monthlyAmount ?? 0),
    currency: currency ?? textOr(detail.currency),
    productId: textOr(detail.productId),
    interval: textOr(detail.interval),
    discountMonthly: isDiscounted ? discountMonthly : null,
    discountEndsAt: isDiscounted ? new Date(discountEndsAt) : null,
  };
}

function sameTerms(period: ProjectedPeriod, entry: PeriodEntry): boolean {
  if (period.scope === "member") return true;
  const terms = termsOf(entry);
  return Object.entries(terms).every(([key, value]) => period[key as keyof Terms]?.valueOf() === value?.valueOf());
}

function byKey(a: ProjectedPeriod, b: ProjectedPeriod): number {
  if (a.scope !== b.scope) return a.scope < b.scope ? -1 : 1;
  return a.startsAt.getTime() - b.startsAt.getTime() || (a.sourceId < b.sourceId ? -1 : 1);
}

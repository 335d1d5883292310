import { Temporal } from "temporal-polyfill";
import type { RiskFacts } from "./risk-score";
import type { Worth } from "./types";

const dayMs = 24 * 60 * 60 * 1000;

/** A stretch of paying by the month or year that runs at the moment. */
export interface Term {
  startsAt: Date;
  monthlyAmount: number | null;
  currency: string | null;
  productId: string | null;
  interval: string | null;
}

/** A pass, gift, trial or subscription that opens the community without being paid by the month or year (yet). */
export interface Prepaid {
  sourceKind: string;
  startsAt: Date;
  endsAt: Date | null;
  /** What its beginning told of it: `endsAt` in milliseconds, as it was meant then. */
  told: Record<string, string | number | boolean | null> | null;
  trialEndsAt: Date | null;
  productId: string | null;
  productKind: string | null;
}

export interface Standing {
  worth: Worth;
  /** When the paid year, the pass or the trial is over; null for what goes on by the month and for who does not pay. */
  endsAt: Date | null;
}

const nothing: Standing = {
  worth: { standing: "free", monthlyAmount: 0, currency: null, productId: null },
  endsAt: null,
};

/** How a member stood at a moment. Who pays by the month or year is that, whatever else they hold. */
export function standingAt(terms: readonly Term[], prepaid: readonly Prepaid[], asOf: Date, zone: string): Standing {
  const [first] = terms;
  if (first) return payingStanding(first, terms, asOf, zone);
  return passStanding(prepaid, asOf) ?? trialStanding(prepaid, asOf) ?? nothing;
}

function payingStanding(first: Term, terms: readonly Term[], asOf: Date, zone: string): Standing {
  const { currency, productId } = first;
  const own = terms.filter((term) => term.currency === currency);
  const monthlyAmount = own.reduce((sum, term) => sum + (term.monthlyAmount ?? 0), 0);
  const ends = terms.flatMap(({ startsAt, interval }) =>
    interval === "year" ? [anniversaryAfter(startsAt, asOf, zone)] : [],
  );
  return {
    worth: { standing: "paying", monthlyAmount, currency, productId },
    endsAt: ends.length > 0 ? earliest(ends) : null,
  };
}

function passStanding(prepaid: readonly Prepaid[], asOf: Date): Standing | null {
  const passes = prepaid.filter(
    ({ sourceKind, productKind }) => ["order", "gift"].includes(sourceKind) && productKind === "pass",
  );
  const running = passes.find(({ startsAt }) => startsAt <= asOf);
  if (!running) return null;
  // A subscription that waits for the pass to end goes on by itself: nothing has to be renewed.
  const goesOn = prepaid.some(({ sourceKind, startsAt }) => sourceKind === "subscription" && startsAt > asOf);
  const ends = passes.flatMap(({ endsAt, told }) => {
    const end = typeof told?.endsAt === "number" ? new Date(told.endsAt) : endsAt;
    return end ? [end] : [];
  });
  return {
    worth: { standing: "pass", monthlyAmount: 0, currency: null, productId: running.productId },
    endsAt: goesOn || ends.length === 0 ? null : latest(ends),
  };
}

function trialStanding(prepaid: readonly Prepaid[], asOf: Date): Standing | null {
  for (const { sourceKind, startsAt, endsAt, trialEndsAt, productId } of prepaid) {
    const end = sourceKind === "trial" ? endsAt : trialEndsAt;
    if (!["trial", "subscription"].includes(sourceKind) || startsAt > asOf || !end || end <= asOf) continue;
    return { worth: { standing: "trial", monthlyAmount: 0, currency: null, productId }, endsAt: end };
  }
  return null;
}

/** The first return of a day after the moment, by whole years of the zone: 29 February comes back on the 28th. */
export function anniversaryAfter(startsAt: Date, asOf: Date, zone: string): Date {
  const start = Temporal.Instant.fromEpochMilliseconds(startsAt.getTime()).toZonedDateTimeISO(zone);
  const at = Temporal.Instant.fromEpochMilliseconds(asOf.getTime()).toZonedDateTimeISO(zone);
  let years = Math.max(1, at.year - start.year);
  while (start.add({ years }).epochMilliseconds <= asOf.getTime()) years++;
  return new Date(start.add({ years }).epochMilliseconds);
}

const earliest = (dates: Date[]) => new Date(Math.min(...dates.map((date) => date.getTime())));
const latest = (dates: Date[]) => new Date(Math.max(...dates.map((date) => date.getTime())));

/** What the statements found about one member; what is absent was not found. */
export interface Findings {
  since: Date;
  endsAt: Date | null;
  turns?: { cancelled: number; resumed: number; pastDue: number; recovered: number };
  /** Null when visits have not been counted for long enough. */
  visits: { recent: number; usual: number } | null;
  interactions?: { recent: number; usual: number };
  everActive: boolean;
  unanswered: number;
  stalled: number;
}

/** Longer than any grace: an old failure without an end was given up, not left unpaid. */
const unpaidMaxDays = 45;

/** A member's findings as the facts the score is made of: instants become whole days before `asOf`. */
export function factsAt(found: Findings, asOf: Date): RiskFacts {
  const daysSince = (ms: number) => Math.floor((asOf.getTime() - ms) / dayMs);
  const { cancelled = 0, resumed = 0, pastDue = 0, recovered = 0 } = found.turns ?? {};
  const isUnpaid = pastDue > recovered && daysSince(pastDue) <= unpaidMaxDays;
  return {
    memberDays: daysSince(found.since.getTime()),
    visits: found.visits,
    interactions: found.interactions ?? { recent: 0, usual: 0 },
    everActive: found.everActive,
    unpaidDays: isUnpaid ? daysSince(pastDue) : null,
    cancelledDays: cancelled > resumed ? daysSince(cancelled) : null,
    unanswered: found.unanswered,
    stalled: found.stalled,
    endsInDays: found.endsAt ? Math.max(0, Math.ceil((found.endsAt.getTime() - asOf.getTime()) / dayMs)) : null,
  };
}

import { joinStretches } from "./billing-period";

/** A grant, as far as it says what is paid in advance. */
interface HeldDays {
  benefitId: string;
  startsAt: Date;
  endsAt: Date | null;
  sourceKind: string;
  sourceId: string;
}

/** Days paid in advance that a plan would charge for again. */
export interface Leftover {
  until: Date;
  /** The orders and gifts they come from. */
  sources: string[];
}

/**
 * Until when passes and gifts cover everything a plan opens, without a gap from `at` on; null when they do not. What
 * is owned for good covers nothing here: a plan would never begin.
 */
export function leftoverDays(benefitIds: readonly string[], grants: readonly HeldDays[], at: Date): Leftover | null {
  const prepaid = grants.flatMap((grant) =>
    (grant.sourceKind === "order" || grant.sourceKind === "gift") && grant.endsAt && grant.endsAt > at
      ? [{ ...grant, endsAt: grant.endsAt }]
      : [],
  );
  const ends = benefitIds.map((benefitId) => {
    const mine = prepaid.filter((grant) => grant.benefitId === benefitId);
    const stretches = joinStretches(mine.map(({ startsAt, endsAt }) => ({ from: startsAt, to: endsAt })));
    return stretches.find(({ from, to }) => from <= at && at < to)?.to ?? null;
  });
  const covered = ends.filter((end) => end !== null);
  if (covered.length === 0 || covered.length < ends.length) return null;
  const until = new Date(Math.min(...covered.map((end) => end.getTime())));
  const used = prepaid.filter(({ benefitId, startsAt }) => benefitIds.includes(benefitId) && startsAt < until);
  return { until, sources: [...new Set(used.map(({ sourceId }) => sourceId))].sort() };
}

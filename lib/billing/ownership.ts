import type { CatalogPrice } from "./types";

interface HeldBenefit {
  benefitId: string;
  startsAt: Date;
  endsAt: Date | null;
}

/**
 * True when buying this once would bring nothing: everything in it is held for good, or, of a pass to a fixed date, up
 * to that date. A pass of so many days always adds its days.
 */
export function ownsAlready(
  { benefitIds, termDays, termUntil }: Pick<CatalogPrice, "benefitIds" | "termDays" | "termUntil">,
  grants: readonly HeldBenefit[],
  at: Date,
): boolean {
  if (benefitIds.length === 0) return false;
  const reaches = (endsAt: Date | null) => endsAt === null || (termUntil !== null && endsAt >= termUntil);
  if (termDays !== null) return false;
  return benefitIds.every((benefitId) =>
    grants.some((grant) => grant.benefitId === benefitId && grant.startsAt <= at && reaches(grant.endsAt)),
  );
}

import { cutAt, joinStretches, type Stretch } from "./billing-period";
import type { Books } from "./books";
import type { InvoiceFact, SubscriptionFact } from "./customer-facts";
import type { CatalogPrice } from "./types";

/** For how long access outlasts a failed renewal. */
export const graceMs = 7 * 24 * 60 * 60 * 1000;

export interface GrantSpan {
  benefitId: string;
  startsAt: Date;
  endsAt: Date;
}

/**
 * Access follows the paid invoice lines, benefit by benefit: a line opens its period, a credit closes the rest of the
 * price it gives back. A running subscription covers its current period; one whose renewal failed keeps
 * {@link graceMs}; nothing outlasts the moment a subscription ended.
 */
export function grantSpans(
  fact: SubscriptionFact,
  current: CatalogPrice,
  invoices: readonly InvoiceFact[],
  { prices }: Books,
): GrantSpan[] {
  const paid = new Map<string, Stretch[]>();
  const open = (price: CatalogPrice, stretch: Stretch) => {
    for (const benefit of price.benefitIds) paid.set(benefit, [...(paid.get(benefit) ?? []), { ...stretch }]);
  };
  for (const { lines } of invoices) {
    for (const line of lines.filter(({ amount }) => amount < 0)) {
      const price = prices.get(line.stripePriceId);
      for (const benefit of price?.benefitIds ?? []) paid.set(benefit, cutAt(paid.get(benefit) ?? [], line.from));
    }
    for (const line of lines.filter(({ amount }) => amount >= 0)) {
      const price = prices.get(line.stripePriceId);
      if (price?.communityId === current.communityId) open(price, line);
    }
  }
  const paidThrough = Math.max(0, ...[...paid.values()].flat().map(({ to }) => to.getTime()));
  if (fact.status === "active" || fact.status === "trialing") open(current, unbilledRest(fact, invoices, paidThrough));
  else if (paidThrough > 0) {
    for (const benefit of current.benefitIds) {
      const stretches = paid.get(benefit) ?? [];
      const last = stretches.find(({ to }) => to.getTime() === paidThrough);
      if (last) last.to = new Date(paidThrough + graceMs);
    }
  }
  const spans = [...paid].flatMap(([benefitId, stretches]) => {
    const joined = joinStretches(stretches);
    const kept = fact.endedAt ? cutAt(joined, fact.endedAt) : joined;
    return kept.map(({ from, to }) => ({ benefitId, startsAt: from, endsAt: to }));
  });
  return spans.sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime() || (a.benefitId < b.benefitId ? -1 : 1));
}

/**
 * What a running subscription covers beyond its paid lines: all of the current period when no line bills its price
 * (a trial, a change made without proration), else what follows the last paid moment (the renewal's invoice is not
 * paid yet although the period has begun).
 */
function unbilledRest(fact: SubscriptionFact, invoices: readonly InvoiceFact[], paidThrough: number): Stretch {
  const billed = invoices.some(({ lines }) =>
    lines.some(
      (line) =>
        line.amount >= 0 &&
        line.stripePriceId === fact.stripePriceId &&
        line.from < fact.periodEnd &&
        line.to > fact.periodStart,
    ),
  );
  const from = billed ? Math.max(fact.periodStart.getTime(), paidThrough) : fact.periodStart.getTime();
  return { from: new Date(from), to: fact.periodEnd };
}

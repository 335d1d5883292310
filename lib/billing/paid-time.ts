import { cutAt, type Stretch, without } from "./billing-period";
import type { OwnLine, PaidInvoice, SubscriptionSituation } from "./subscription-situation";

const hourMs = 60 * 60 * 1000;

/**
 * For how long access outlasts a paid period while the renewal is not known yet. Stripe finalises a renewal about an
 * hour after the boundary and tells us some time after that.
 */
export const slackMs = 24 * hourMs;

/** A trial no longer than this only waits for Checkout's least length, and not for days that were paid in advance. */
const roundingMs = 49 * hourMs;

/** Benefit by benefit, the times that are paid for or tried. Stretches may overlap. */
export type PaidTime = Map<string, Stretch[]>;

/**
 * What the paid invoices of a subscription open: a line its period, a credit closes the rest of the price it gives
 * back, a full refund that ends access closes what its invoice opened. A renewal paid after every patience was over
 * opens from the moment it was paid.
 */
export function paidTime(situation: SubscriptionSituation): PaidTime {
  const paid: PaidTime = new Map();
  const open = (benefitIds: readonly string[], stretch: Stretch) => {
    for (const id of benefitIds) paid.set(id, [...(paid.get(id) ?? []), { ...stretch }]);
  };
  for (const { benefitIds, ...stretch } of triedTime(situation)) open(benefitIds, stretch);
  for (const invoice of situation.invoices) {
    const closesAt = closingOf(invoice);
    const lines = invoice.lines.filter((line) => !isTried(line, situation));
    for (const { price, from } of lines.filter(({ amount }) => amount < 0)) {
      for (const id of price.benefitIds) paid.set(id, without(paid.get(id) ?? [], from, closesAt));
    }
    for (const line of lines.filter(({ amount }) => amount >= 0)) {
      const from = isTooLate(invoice, line, situation) ? invoice.paidAt : line.from;
      open(line.price.benefitIds, { from, to: closesAt && closesAt < line.to ? closesAt : line.to });
    }
  }
  const { price, fact } = situation;
  if (isChangedWithoutCharge(situation, paidUntil(paid)))
    open(price.benefitIds, { from: fact.periodStart, to: fact.periodEnd });
  return paid;
}

/** The last moment that is paid for; null when nothing is. */
export function paidUntil(paid: PaidTime): Date | null {
  const ends = [...paid.values()].flat().map(({ to }) => to.getTime());
  return ends.length > 0 ? new Date(Math.max(...ends)) : null;
}

/** When a full refund closed what the invoice opened. */
export const closingOf = ({ refund }: PaidInvoice): Date | null => (refund?.ends ? refund.at : null);

/** Paid when neither the slack nor the grace could keep access running: there was a time without. */
export function isTooLate(
  { paidAt }: PaidInvoice,
  { from }: Stretch,
  { graceMs }: Pick<SubscriptionSituation, "graceMs">,
): boolean {
  return paidAt.getTime() - from.getTime() > Math.max(graceMs, slackMs);
}

/** A line that charges nothing because it lies in the trial. */
function isTried({ amount, from }: OwnLine, { trial }: SubscriptionSituation): boolean {
  return amount === 0 && trial !== null && from < trial.to;
}

/** What a trial opens. Days paid for in advance open elsewhere, and end elsewhere when that payment is given back. */
function triedTime(situation: SubscriptionSituation): (Stretch & { benefitIds: readonly string[] })[] {
  const { trial, price, invoices } = situation;
  if (!trial || !opensByItself(trial)) return [];
  const lines = invoices.flatMap((invoice) => invoice.lines.filter((line) => isTried(line, situation)));
  if (lines.length === 0) return [{ benefitIds: price.benefitIds, from: trial.from, to: trial.to }];
  return lines.map((line) => ({
    benefitIds: line.price.benefitIds,
    ...cutAt([line], trial.to)[0]!,
  }));
}

/** False for a trial that stands for days paid in advance, except for the few that only round them up. */
export function opensByItself({ from, to, carriedFrom }: NonNullable<SubscriptionSituation["trial"]>): boolean {
  return carriedFrom === null || to.getTime() - from.getTime() <= roundingMs;
}

/** The running period is paid, but under another price: it was changed at Stripe without charging a difference. */
function isChangedWithoutCharge({ fact, price, invoices, trial }: SubscriptionSituation, until: Date | null): boolean {
  if (fact.status !== "active" || fact.endedAt || !until || until < fact.periodEnd) return false;
  if (trial && fact.periodStart < trial.to) return false;
  return !invoices
    .flatMap(({ lines }) => lines)
    .some(
      (line) =>
        line.amount >= 0 && line.price.id === price.id && line.from < fact.periodEnd && line.to > fact.periodStart,
    );
}

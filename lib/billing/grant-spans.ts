import type { SourceNote, WantedGrant } from "@/lib/access/commands";
import { joinStretches, type Stretch } from "./billing-period";
import { closingOf, isTooLate, opensByItself, type PaidTime, paidTime, paidUntil, slackMs } from "./paid-time";
import { failedRenewal, type SubscriptionSituation } from "./subscription-situation";
import type { CatalogPrice } from "./types";

/** Time after a paid stretch in which access goes on: it lengthens the stretch that ends where it begins. */
interface Tail extends Stretch {
  note: Extract<SourceNote, "renewing" | "grace">;
  benefitIds: readonly string[];
  /** Opens also where no stretch ends: what ends there was paid in advance and comes from another source. */
  standsAlone: boolean;
}

interface Span extends Stretch {
  paidTo: Date;
  note: SourceNote | null;
}

/**
 * The access of a subscription: what is paid for, and after it 24 hours while a renewal is awaited, or the owner's days
 * of grace while it has failed. Nothing outlasts the end of the subscription; a dispute suspends everything from its
 * opening until it is won. All of it is said by the facts, so a renewal paid too late leaves the gap there was.
 */
export function grantSpans(situation: SubscriptionSituation): WantedGrant[] {
  const paid = paidTime(situation);
  const tails = [...pastTails(situation), ...lastTail(situation, paid)];
  const benefitIds = new Set([...paid.keys(), ...tails.flatMap((tail) => tail.benefitIds)]);
  return [...benefitIds]
    .flatMap((benefitId) => {
      const own = tails.filter((tail) => tail.benefitIds.includes(benefitId));
      const spans = lengthen(joinStretches(paid.get(benefitId) ?? []), own);
      return cut(noteRefunds(spans, situation), situation).map(({ from, to, paidTo, note }) => ({
        benefitId,
        startsAt: from,
        endsAt: to,
        paidUntil: paidTo,
        sourceNote: note,
      }));
    })
    .sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime() || (a.benefitId < b.benefitId ? -1 : 1));
}

const after = (from: Date, ms: number) => ({ from, to: new Date(from.getTime() + ms) });

/** The grace before renewals that were paid when it was over already. */
function pastTails(situation: SubscriptionSituation): Tail[] {
  return situation.invoices.flatMap((invoice) =>
    invoice.lines
      .filter((line) => line.amount > 0 && isTooLate(invoice, line, situation))
      .map((line) => graceTail(situation, line.from, line.price)),
  );
}

function graceTail({ graceMs, trial }: SubscriptionSituation, from: Date, { benefitIds }: CatalogPrice): Tail {
  return { ...after(from, graceMs), note: "grace", benefitIds, standsAlone: endsCarried(trial, from) };
}

const endsCarried = (trial: SubscriptionSituation["trial"], at: Date) =>
  trial !== null && !opensByItself(trial) && trial.to.getTime() === at.getTime();

/** How access goes on after the last paid moment, by what Stripe says of the subscription now. */
function lastTail(situation: SubscriptionSituation, paid: PaidTime): Tail[] {
  const { fact, nextPrice, trial, openInvoices } = situation;
  const end = paidUntil(paid) ?? (trial && !opensByItself(trial) ? trial.to : null);
  if (!end) return [];
  const isUnpaid = fact.status === "past_due" || fact.status === "unpaid";
  const failed = failedRenewal(situation, end) !== null || (isUnpaid && openInvoices.length === 0);
  if (failed) return [graceTail(situation, end, nextPrice)];
  if (fact.endedAt || fact.pause || fact.cancelAtPeriodEnd || !renewing.has(fact.status)) return [];
  const { benefitIds } = nextPrice;
  return [{ ...after(end, slackMs), note: "renewing", benefitIds, standsAlone: endsCarried(trial, end) }];
}

const renewing: ReadonlySet<string> = new Set(["active", "trialing", "past_due"]);

function lengthen(stretches: readonly Stretch[], tails: readonly Tail[]): Span[] {
  const spans: Span[] = stretches.map((stretch) => {
    const tail = tails.find(({ from }) => from.getTime() === stretch.to.getTime());
    return { from: stretch.from, to: tail?.to ?? stretch.to, paidTo: stretch.to, note: tail?.note ?? null };
  });
  const alone = tails
    .filter(({ standsAlone, from }) => standsAlone && !stretches.some((s) => s.from <= from && from <= s.to))
    .map(({ from, to, note }) => ({ from, to, paidTo: from, note }));
  return [...spans, ...alone].filter(({ from, to }) => from < to).sort((a, b) => a.from.getTime() - b.from.getTime());
}

function noteRefunds(spans: readonly Span[], { invoices }: SubscriptionSituation): Span[] {
  const closings = new Set(invoices.map((invoice) => closingOf(invoice)?.getTime()));
  return spans.map((span) =>
    closings.has(span.paidTo.getTime()) ? { ...span, to: span.paidTo, note: "refunded" } : span,
  );
}

/** Nothing after the end of the subscription, and nothing while a dispute suspends it. */
function cut(spans: readonly Span[], { fact, suspensions }: SubscriptionSituation): Span[] {
  const { endedAt } = fact;
  let left = endedAt ? spans.flatMap((span) => before(span, endedAt)) : [...spans];
  for (const { from, until, isLost } of suspensions) {
    left = left.flatMap((span) => {
      if (span.to <= from || (until && span.from >= until)) return [span];
      // What rests is still paid for; what was lost is not.
      const paidTo = isLost && from < span.paidTo ? from : span.paidTo;
      const first = span.from < from ? [{ ...span, to: from, paidTo, note: "disputed" as const }] : [];
      return until && span.to > until ? [...first, { ...span, from: until }] : first;
    });
  }
  return left;
}

function before(span: Span, limit: Date): Span[] {
  if (span.from >= limit) return [];
  if (span.to <= limit) return [span];
  const paidTo = span.paidTo < limit ? span.paidTo : limit;
  const keepsNote = span.paidTo < limit || span.note === "refunded";
  return [{ ...span, to: limit, paidTo, note: keepsNote ? span.note : null }];
}

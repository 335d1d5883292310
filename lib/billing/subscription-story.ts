import type { Verb } from "@/lib/journal/types";
import { monthlyAmount, periodBoundary } from "./billing-period";
import { discountOf } from "./coupon";
import { paidTime, paidUntil, slackMs } from "./paid-time";
import { failedRenewal, type OwnLine, type SubscriptionSituation } from "./subscription-situation";
import type { CatalogPrice } from "./types";

export interface StoryEntry {
  verb: Extract<Verb, `paying.${string}` | `subscription.${string}` | `trial.${string}`>;
  at: Date;
  detail: Record<string, string | number | boolean | null>;
}

/** What the journal is to say of a subscription up to `at`. Every instant in it comes from the facts. */
export function subscriptionStory(situation: SubscriptionSituation, at: Date): StoryEntry[] {
  return [
    ...payingStory(situation, at),
    ...failureStory(situation),
    ...trialStory(situation, at),
    ...pauseStory(situation, at),
    ...scheduleStory(situation),
    ...cancelStory(situation),
  ].sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** A stretch of charged lines under one price after another, without a gap. */
interface PaidRun {
  from: Date;
  to: Date;
  /** The end of the period that its first line paid for. */
  firstTo: Date;
  prices: { at: Date; price: CatalogPrice }[];
}

function paidRuns({ invoices }: SubscriptionSituation): PaidRun[] {
  const runs: PaidRun[] = [];
  const start = ({ lines }: { lines: OwnLine[] }) => Math.min(...lines.map(({ from }) => from.getTime()));
  for (const { lines } of [...invoices].filter((one) => one.lines.length > 0).sort((a, b) => start(a) - start(b))) {
    const credited = lines.filter(({ amount }) => amount < 0);
    for (const line of lines.filter(({ amount }) => amount > 0).sort((a, b) => a.from.getTime() - b.from.getTime())) {
      const run = runs.at(-1);
      if (!run || line.from > run.to) {
        runs.push({ from: line.from, to: line.to, firstTo: line.to, prices: [{ at: line.from, price: line.price }] });
        continue;
      }
      run.to = credited.length > 0 || line.to > run.to ? line.to : run.to;
      if (run.prices.at(-1)!.price.id !== line.price.id) run.prices.push({ at: line.from, price: line.price });
    }
  }
  return runs;
}

/** When paying began, changed, and ended: with the subscription, or with the paid time before a pause. */
function payingStory(situation: SubscriptionSituation, at: Date): StoryEntry[] {
  const runs = paidRuns(situation);
  return runs.flatMap((run, index): StoryEntry[] => {
    const changes = run.prices.map(({ at: since, price }, nth) => ({
      verb: nth === 0 ? ("paying.started" as const) : ("paying.changed" as const),
      at: since,
      detail: worth(situation, price, { first: runs[0]!, since }),
    }));
    const end = index < runs.length - 1 ? { at: run.to, reason: "paused" } : endOfPaying(situation, run.to, at);
    return end ? [...changes, { verb: "paying.ended", at: end.at, detail: { reason: end.reason } }] : changes;
  });
}

function endOfPaying(situation: SubscriptionSituation, paidTo: Date, at: Date): { at: Date; reason: string } | null {
  const { endedAt, endReason, pause } = situation.fact;
  if (!endedAt) return pause && paidTo <= at ? { at: paidTo, reason: "paused" } : null;
  const idleMs = endedAt.getTime() - paidTo.getTime();
  if (idleMs > slackMs && !failedRenewal(situation, paidTo)) return { at: paidTo, reason: "paused" };
  return { at: endedAt, reason: endReason ?? "ended" };
}

/**
 * What a price is worth by the month: less for who has a coupon for good, the full price for who has one for a time;
 * then the detail also says what the coupon takes off by the month, and until when, for who wants to count it.
 */
function worth(
  { coupon }: SubscriptionSituation,
  price: CatalogPrice,
  { first, since }: { first: PaidRun; since: Date },
): StoryEntry["detail"] {
  const { amount, currency, interval, productId } = price;
  if (!coupon || coupon.duration === "forever") {
    const less = coupon ? discountOf(coupon, amount, currency) : 0;
    return { monthlyAmount: monthlyAmount(amount - less, interval!), currency, interval, productId };
  }
  const full = { monthlyAmount: monthlyAmount(amount, interval!), currency, interval, productId };
  // What is taken off once was taken off the first price, whatever came after it.
  const lowered = coupon.duration === "once" ? first.prices[0]!.price : price;
  const less = discountOf(coupon, lowered.amount, lowered.currency);
  const end = coupon.duration === "once" ? first.firstTo : periodBoundary(first.from, "month", coupon.months ?? 1);
  if (less === 0 || end <= since) return full;
  return { ...full, discountMonthly: monthlyAmount(less, lowered.interval!), discountEndsAt: end.getTime() };
}

/** Renewals that could not be charged at first, and those that were paid after all. */
function failureStory({ invoices, openInvoices }: SubscriptionSituation): StoryEntry[] {
  const recovered = invoices
    .filter(({ wasLate, lines }) => wasLate && lines.some(({ amount }) => amount > 0))
    .flatMap(({ lines, paidAt }): StoryEntry[] => {
      const from = new Date(Math.min(...lines.map((line) => line.from.getTime())));
      return [
        { verb: "subscription.past_due", at: from, detail: {} },
        { verb: "subscription.recovered", at: paidAt, detail: {} },
      ];
    });
  const unpaid = openInvoices
    .filter(({ attempts }) => attempts > 0)
    .map(({ from }): StoryEntry => ({ verb: "subscription.past_due", at: from, detail: {} }));
  return [...recovered, ...unpaid];
}

function trialStory({ fact, trial, price }: SubscriptionSituation, at: Date): StoryEntry[] {
  if (!trial || trial.carriedFrom !== null) return [];
  const started: StoryEntry = {
    verb: "trial.started",
    at: trial.from,
    detail: { kind: "card", productId: price.productId, endsAt: trial.to.getTime() },
  };
  const isCutShort = fact.endedAt !== null && fact.endedAt < trial.to;
  const end = isCutShort ? fact.endedAt! : trial.to;
  if (end > at) return [started];
  return [started, { verb: "trial.ended", at: end, detail: { reason: isCutShort ? "cancelled" : "over" } }];
}

/** A pause begins with the end of the paid time, and ends with the next charge. */
function pauseStory(situation: SubscriptionSituation, at: Date): StoryEntry[] {
  const { fact } = situation;
  const runs = paidRuns(situation);
  const over = runs.slice(1).flatMap((run, index): StoryEntry[] => [
    { verb: "subscription.paused", at: runs[index]!.to, detail: { resumesAt: null } },
    { verb: "subscription.unpaused", at: run.from, detail: {} },
  ]);
  const last = runs.at(-1);
  const end = last && endOfPaying(situation, last.to, at);
  if (end?.reason !== "paused") return over;
  const resumesAt = fact.pause?.resumesAt?.getTime() ?? null;
  return [...over, { verb: "subscription.paused", at: end.at, detail: { resumesAt } }];
}

/** From when on nothing is paid because of a pause; null when none is set. It may lie ahead. */
export function pausedSince(situation: SubscriptionSituation): Date | null {
  if (!situation.fact.pause || situation.fact.endedAt) return null;
  return paidUntil(paidTime(situation)) ?? situation.fact.periodEnd;
}

/** Changes agreed for later, also those that were taken back before they came. */
function scheduleStory({ schedules, price, fact }: SubscriptionSituation): StoryEntry[] {
  return schedules.flatMap(({ createdAt, releasedAt, phases }): StoryEntry[] => {
    const [first, next] = phases;
    if (!first || !next || first.stripePriceId === next.stripePriceId) return [];
    const agreed: StoryEntry = {
      verb: "subscription.change_scheduled",
      at: createdAt,
      detail: { fromPriceId: price.id, changesAt: next.from.getTime() },
    };
    const isDropped = releasedAt !== null && releasedAt < next.from && !fact.endedAt;
    return isDropped ? [agreed, { verb: "subscription.change_dropped", at: releasedAt, detail: {} }] : [agreed];
  });
}

/**
 * Cancelled, and cancelled before but thought better of: whoever undoes a cancellation leaves both moments with the
 * subscription at Stripe (`undone`, pairs of seconds), because Stripe itself forgets them.
 */
function cancelStory({ fact }: SubscriptionSituation): StoryEntry[] {
  const undone = (fact.metadata.undone ?? "").split(" ").flatMap((pair): StoryEntry[] => {
    const [cancelled, resumed] = pair.split(":").map(Number);
    if (!cancelled || !resumed) return [];
    return [
      { verb: "subscription.cancelled", at: new Date(cancelled * 1000), detail: { reason: null } },
      { verb: "subscription.resumed", at: new Date(resumed * 1000), detail: {} },
    ];
  });
  const isChosen = fact.cancelAtPeriodEnd || fact.endReason === "cancellation_requested";
  if (!fact.canceledAt || !isChosen) return undone;
  return [...undone, { verb: "subscription.cancelled", at: fact.canceledAt, detail: { reason: fact.cancelReason } }];
}

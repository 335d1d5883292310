import type { Books, LiveSubscription } from "./books";
import type { CustomerFacts, SubscriptionFact } from "./facts";
import { paidTime, paidUntil } from "./paid-time";
import { ownPrice, subscriptionSituation } from "./subscription-situation";
import { liveStatuses } from "./types";

/** A call that Stripe is owed after a sync. Each carries what its idempotency key is made of. */
export type Duty =
  | { kind: "end-trial"; subscriptionId: string }
  | { kind: "cancel-lost-dispute"; subscriptionId: string }
  | { kind: "cancel-refunded"; subscriptionId: string }
  | { kind: "cancel-second"; subscriptionId: string; paymentIntentId: string | null }
  | { kind: "expire-session"; sessionId: string }
  | { kind: "release-schedule"; scheduleId: string };

/** What is to be put right at Stripe, from what it says and what we know. A subscription is owed one thing at a time. */
export function duties(facts: CustomerFacts, books: Books): Duty[] {
  const seconds = new Set(secondSubscriptions(facts, books));
  const owed = facts.subscriptions.flatMap((fact): Duty[] => {
    const price = ownPrice(fact, books);
    if (!price || !liveStatuses.has(fact.status) || fact.endedAt) return [];
    const subscriptionId = fact.id;
    if (seconds.has(subscriptionId))
      return [{ kind: "cancel-second", subscriptionId, paymentIntentId: firstPayment(fact, facts) }];
    const situation = subscriptionSituation(fact, price, facts, books);
    if (hasLostDispute(fact, facts)) return [{ kind: "cancel-lost-dispute", subscriptionId }];
    if (isGivenBack(situation)) return [{ kind: "cancel-refunded", subscriptionId }];
    const hasTried =
      books.triedByMailbox.has(price.communityId) ||
      books.triedCards.has(`${price.communityId} ${fact.cardFingerprint}`);
    if (fact.status === "trialing" && hasTried && situation.trial?.carriedFrom === null)
      return [{ kind: "end-trial", subscriptionId }];
    return fact.scheduleId && fact.cancelAtPeriodEnd ? [{ kind: "release-schedule", scheduleId: fact.scheduleId }] : [];
  });
  return [...owed, ...strayedSessions(facts, books)];
}

/** Of the subscriptions of one family that run at once the oldest stays. Returns Stripe's ids of the others. */
function secondSubscriptions({ account, subscriptions }: CustomerFacts, books: Books): string[] {
  const here = subscriptions.flatMap((fact): LiveSubscription[] => {
    const price = ownPrice(fact, books);
    if (!price || !liveStatuses.has(fact.status) || fact.endedAt) return [];
    const { communityId, family } = price;
    return [{ account, stripeSubscriptionId: fact.id, communityId, family, startedAt: fact.startedAt }];
  });
  const first = firstOfFamilies([...here, ...books.liveElsewhere]);
  return here
    .filter((one) => first.get(familyOf(one))?.stripeSubscriptionId !== one.stripeSubscriptionId)
    .map(({ stripeSubscriptionId }) => stripeSubscriptionId);
}

export const familyOf = ({ communityId, family }: Pick<LiveSubscription, "communityId" | "family">) =>
  `${communityId} ${family}`;

/** Of each family the subscription that counts: the one that began first, whichever was heard of first. */
export function firstOfFamilies<One extends LiveSubscription>(all: readonly One[]): Map<string, One> {
  const first = new Map<string, One>();
  for (const one of all) {
    const known = first.get(familyOf(one));
    if (!known || isBefore(one, known)) first.set(familyOf(one), one);
  }
  return first;
}

function isBefore(a: LiveSubscription, b: LiveSubscription): boolean {
  const apart = a.startedAt.getTime() - b.startedAt.getTime();
  return apart < 0 || (apart === 0 && a.stripeSubscriptionId < b.stripeSubscriptionId);
}

function firstPayment({ id }: SubscriptionFact, { invoices }: CustomerFacts): string | null {
  const [first] = invoices
    .filter(({ subscriptionId, paymentIntentId }) => subscriptionId === id && paymentIntentId !== null)
    .sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  return first?.paymentIntentId ?? null;
}

function hasLostDispute({ id }: SubscriptionFact, { invoices, disputes }: CustomerFacts): boolean {
  const paidBy = new Set(
    invoices.filter(({ subscriptionId }) => subscriptionId === id).flatMap((invoice) => invoice.paymentIntentIds),
  );
  return disputes.some(({ state, paymentIntentId }) => state === "lost" && paidBy.has(paymentIntentId));
}

/**
 * A refund that ends access has left nothing that is paid for, or has given back the running period: the rest of a
 * cheaper period, paid before an upgrade, may remain, but the next charge would be for what nobody has any more.
 */
function isGivenBack(situation: ReturnType<typeof subscriptionSituation>): boolean {
  const { invoices, fact, price } = situation;
  const until = paidUntil(paidTime(situation));
  const isOfNow = ({ lines }: (typeof invoices)[number]) =>
    lines.some((line) => line.amount > 0 && line.price.id === price.id && line.to >= fact.periodEnd);
  const running = invoices.filter(isOfNow);
  return (
    invoices.some(({ refund }) => refund?.ends && until !== null && until <= refund.at) ||
    (running.length > 0 && running.every(({ refund }) => refund?.ends))
  );
}

/** Pages that could still be paid although the order they belong to is closed. */
function strayedSessions({ sessions }: CustomerFacts, { orders }: Books): Duty[] {
  return sessions
    .filter(({ status, metadata }) => {
      const order = orders.get(metadata.orderId ?? "");
      return status === "open" && order !== undefined && order.state !== "open";
    })
    .map(({ id }) => ({ kind: "expire-session", sessionId: id }));
}

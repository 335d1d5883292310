import { installationBook, type LedgerLine, type Posting } from "./ledger";

/** Money on its way from Stripe to a bank, as Stripe says. `amount` in minor units; below zero Stripe draws from the bank. */
export interface PayoutFact {
  id: string;
  amount: number;
  currency: string;
  /** Stripe's word: pending, in_transit, paid, failed or canceled. */
  state: string;
  createdAt: Date;
  arrivesAt: Date;
}

/** True when the money came back, or never left. */
const cameBack = ({ state }: PayoutFact) => state === "failed" || state === "canceled";

/** What each community has in a payout; whatever cannot be told (another shop in the same account) is the installation's. */
export function payoutShares(
  { amount }: PayoutFact,
  movements: readonly { net: number; communityId: string | null }[],
): Map<string, number> {
  const shares = new Map<string, number>();
  let rest = amount;
  for (const { net, communityId } of movements) {
    if (communityId === null) continue;
    shares.set(communityId, (shares.get(communityId) ?? 0) + net);
    rest -= net;
  }
  if (rest !== 0) shares.set(installationBook, rest);
  return shares;
}

/** What the books say of a payout: it left when Stripe made it, and a failed one comes back as an entry of its own. */
export function payoutPostings(payout: PayoutFact, shares: ReadonlyMap<string, number>): Posting[] {
  const { id, currency, createdAt, arrivesAt } = payout;
  return [...shares].flatMap(([book, amount]) => {
    if (amount === 0) return [];
    const toBank: LedgerLine = { debit: "bank", credit: "stripe", amount: Math.abs(amount), currency };
    const toStripe: LedgerLine = { ...toBank, debit: "stripe", credit: "bank" };
    const [there, back] = amount > 0 ? [toBank, toStripe] : [toStripe, toBank];
    const left: Posting = { book, key: `payout:${id}`, kind: "payout", at: createdAt, lines: [there] };
    if (!cameBack(payout)) return [left];
    return [left, { ...left, key: `payout-failed:${id}`, kind: "payout-failed", at: arrivesAt, lines: [back] }];
  });
}

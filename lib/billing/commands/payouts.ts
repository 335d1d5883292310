import "server-only";
import type { Tx } from "@/db/client";
import { payouts } from "@/db/schema/ledger";
import { newId } from "@/lib/platform/ids";
import { booksOf, installationBook } from "../ledger";
import { type PayoutFact, payoutPostings } from "../payout";
import { post } from "./ledger";

/** Makes our rows of a payout and the books say what Stripe says of it. Doing it again changes nothing. */
export async function applyPayout(
  tx: Tx,
  account: string,
  payout: PayoutFact,
  shares: ReadonlyMap<string, number>,
): Promise<void> {
  for (const [communityId, amount] of shares) {
    if (communityId === installationBook) continue;
    const { id, currency, state, arrivesAt, createdAt } = payout;
    const row = { communityId, account, stripePayoutId: id, amount, currency, state, arrivesAt, createdAt };
    await tx
      .insert(payouts)
      .values({ id: newId(createdAt.getTime()), ...row })
      .onConflictDoUpdate({
        target: [payouts.account, payouts.stripePayoutId, payouts.communityId],
        set: { state, amount, arrivesAt },
      });
  }
  const postings = payoutPostings(payout, shares);
  for (const book of booksOf(postings)) await post(tx, book, postings);
}

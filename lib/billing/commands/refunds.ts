import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { refunds } from "@/db/schema/ledger";
import { newId } from "@/lib/platform/ids";
import type { AccountHistory } from "../account-history";
import type { MoneyEntry } from "../money-entries";
import type { Change } from "../types";

/**
 * Makes our rows of refunds say what Stripe says of them. One that was asked for here is found again by the id we gave
 * it; one made at Stripe gets a row of its own, which ends access when its product says so.
 */
export async function applyRefunds(
  tx: Tx,
  { account, paymentIds }: { account: string; paymentIds: ReadonlyMap<string, string> },
  { refunds: facts, money }: Pick<AccountHistory, "refunds" | "money">,
  endsAccess: (charge: MoneyEntry) => boolean,
): Promise<Change[]> {
  const changes: Change[] = [];
  for (const fact of facts) {
    const paymentId = paymentIds.get(fact.chargeStripeId);
    const charge = money.find(({ stripeId }) => stripeId === fact.chargeStripeId);
    if (!paymentId || !charge) continue;
    const settledAt = fact.state === "pending" ? null : fact.state === "failed" ? (fact.failedAt ?? fact.at) : fact.at;
    const standing = { state: fact.state, stripeRefundId: fact.id, settledAt };
    const known = await findRow(tx, account, paymentId, fact);
    if (known?.state === fact.state && known.settledAt?.getTime() === settledAt?.getTime() && known.stripeRefundId)
      continue;
    if (known) await tx.update(refunds).set(standing).where(eq(refunds.id, known.id));
    else
      await tx.insert(refunds).values({
        ...standing,
        id: newId(fact.at.getTime()),
        communityId: charge.communityId,
        paymentId,
        amount: fact.amount,
        currency: fact.currency,
        reason: fact.reason ?? "",
        selfService: false,
        requestedAt: fact.at,
        account,
        endsAccess: endsAccess(charge),
      });
    const { communityId } = charge;
    changes.push({ communityId, kind: "refund", subject: fact.id, ours: known?.state ?? "", theirs: fact.state });
  }
  return changes;
}

async function findRow(
  tx: Tx,
  account: string,
  paymentId: string,
  { id, metadata }: { id: string; metadata: Record<string, string> },
) {
  const [byStripe] = await tx
    .select()
    .from(refunds)
    .where(and(eq(refunds.account, account), eq(refunds.stripeRefundId, id)))
    .limit(1);
  if (byStripe || !metadata.refundId) return byStripe;
  const [asked] = await tx
    .select()
    .from(refunds)
    .where(and(eq(refunds.id, metadata.refundId), eq(refunds.paymentId, paymentId), isNull(refunds.stripeRefundId)))
    .limit(1);
  return asked;
}

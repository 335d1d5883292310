import "server-only";
import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { members } from "@/db/schema/communities";
import { refunds } from "@/db/schema/ledger";
import { record } from "@/lib/journal/commands";
import { now } from "@/lib/platform/clock";
import { NotFound, Refusal } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { listOpenWithCreditOf } from "../queries/credits";
import { findRefundQuestion } from "../queries/refunds";
import { mayRefund } from "../refund-policy";

export interface RefundRequest {
  communityId: string;
  paymentId: string;
  /** Minor units, above zero. */
  amount: number;
  reason: string;
  /** Whether access ends with a full refund: for who runs the community to say. Taking back oneself always ends it. */
  endsAccess: boolean;
  /** How much could go back when the form was drawn: a form that is sent again later then does nothing. */
  leftBefore?: number;
  by: { userId: string; self: boolean };
}

/**
 * Notes that money is to go back, once the policy allows it, and returns the refund's id. Asking for the same again
 * while Stripe has not answered is the same refund: a double click or a second try gives nothing back twice.
 */
export async function requestRefund(tx: Tx, request: RefundRequest): Promise<string> {
  const { communityId, paymentId, amount, reason, endsAccess, leftBefore, by } = request;
  const found = await findRefundQuestion(communityId, paymentId, { self: by.self, at: now() });
  if (!found || (by.self && found.payment.userId !== by.userId)) throw new NotFound();
  const waiting = found.refunds.find(({ state }) => state === "requested");
  if (waiting && waiting.amount === amount) return waiting.id;
  if (waiting) throw new Refusal("refund-running");
  // Somebody could still pay the lower price in another tab: see closeCreditedCheckouts.
  const { orderId } = found.payment;
  if (orderId && (await listOpenWithCreditOf(orderId)).length > 0) throw new Refusal("not-possible-now");
  const answer = mayRefund(found.question);
  if (!answer.allowed) throw new Refusal(`refund-${answer.reason}`);
  if (leftBefore !== undefined && leftBefore !== answer.upTo) throw new Refusal("sent-already");
  if (!Number.isSafeInteger(amount) || amount < 1 || amount > answer.upTo)
    throw new Refusal("refund-amount", { field: "amount" });
  if (by.self && amount !== answer.upTo) throw new Refusal("refund-amount");
  const { currency, account } = found.payment;
  const id = newId();
  await tx.insert(refunds).values({
    id,
    communityId,
    paymentId,
    amount,
    currency,
    state: "requested",
    reason,
    selfService: by.self,
    requestedBy: by.userId,
    requestedAt: now(),
    account,
    // Who takes their money back gives back what it bought. What stays open after a refund is the owner's to give.
    endsAccess: by.self || endsAccess,
  });
  await record(tx, {
    communityId,
    verb: "payment.refund_requested",
    actorId: await memberIdOf(tx, communityId, by.userId),
    memberId: found.payment.userId ? await memberIdOf(tx, communityId, found.payment.userId) : null,
    object: { kind: "payment", id: paymentId },
    amount: -amount,
    currency,
    detail: { self: by.self, reason },
  });
  return id;
}

async function memberIdOf(tx: Tx, communityId: string, userId: string): Promise<string | null> {
  const [row] = await tx
    .select({ id: members.id })
    .from(members)
    .where(and(eq(members.communityId, communityId), eq(members.userId, userId)))
    .limit(1);
  return row?.id ?? null;
}

/** Stripe has it: from here on the refund's state follows Stripe, which the sync reads. */
export async function noteStripeRefund(tx: Tx, refundId: string, stripeRefundId: string): Promise<void> {
  await tx
    .update(refunds)
    .set({ state: "pending", stripeRefundId })
    .where(and(eq(refunds.id, refundId), eq(refunds.state, "requested")));
}

/** Stripe does not want it, and no money has moved. */
export async function refuseRefund(tx: Tx, refundId: string): Promise<void> {
  await tx
    .update(refunds)
    .set({ state: "refused", settledAt: now() })
    .where(and(eq(refunds.id, refundId), eq(refunds.state, "requested")));
}

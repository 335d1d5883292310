import "server-only";
import type { Tx } from "@/db/client";
import { recordMovement } from "./balance";
import { behaviourOf } from "./cards";
import { emit, put } from "./commands";
import { daySeconds, type Metadata, seconds } from "./objects/base";
import { sandboxId } from "./objects/ids";
import type { SandboxCharge, SandboxRefund } from "./objects/payments";
import { needObject } from "./queries";
import { withinAccount } from "./request-context";
import { invalid } from "./wire";

interface NewRefund {
  charge: SandboxCharge;
  amount: number;
  reason: SandboxRefund["reason"];
  metadata: Metadata;
  /** Gives back the platform's share in proportion. */
  applicationFee: boolean;
  at: Date;
}

/**
 * Gives money back. A card's refund succeeds at once, WeChat Pay's goes through a day later, and the card made for it
 * fails after a day although it seemed to succeed.
 */
export async function makeRefund(tx: Tx, wanted: NewRefund): Promise<SandboxRefund> {
  const { charge, amount, reason, metadata, at } = wanted;
  const behaviour = behaviourOf(charge.payment_method_details);
  const waits = charge.payment_method_details.type === "wechat_pay" || behaviour === "refund-pending";
  const tomorrow = seconds(at) + daySeconds;
  const fee = wanted.applicationFee ? feeShare(charge, amount) : 0;
  const id = sandboxId("refund");
  const movement = await recordMovement(tx, {
    type: charge.payment_method_details.type === "card" ? "refund" : "payment_refund",
    category: "refund",
    amount: -amount,
    currency: charge.currency,
    source: id,
    customer: charge.customer,
    ...(fee > 0 && { applicationFee: -fee }),
    at,
  });
  if (fee > 0) await giveFeeBack(tx, charge, fee, at);
  const refund: SandboxRefund = {
    id,
    object: "refund",
    amount,
    balance_transaction: movement.id,
    charge: charge.id,
    created: seconds(at),
    currency: charge.currency,
    customer: charge.customer,
    metadata,
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    ...(waits && { pending_reason: "processing" as const }),
    reason,
    receipt_number: null,
    status: waits ? "pending" : "succeeded",
    _settles_at: waits ? tomorrow : null,
    _fails_at: behaviour === "refund-fails" ? tomorrow : null,
    _application_fee: fee,
  };
  const after: SandboxCharge = {
    ...charge,
    amount_refunded: charge.amount_refunded + amount,
    refunded: charge.amount_refunded + amount === charge.amount,
  };
  await put(tx, refund);
  await put(tx, after);
  await emit(tx, "refund.created", refund, at);
  await emit(tx, "charge.refunded", after, at);
  return refund;
}

const feeShare = (charge: SandboxCharge, amount: number) =>
  Math.round(((charge.application_fee_amount ?? 0) * amount) / charge.amount);

async function giveFeeBack(tx: Tx, charge: SandboxCharge, amount: number, at: Date): Promise<void> {
  await withinAccount("", async () => {
    const fee = await needObject("application_fee", charge.application_fee!);
    const after = { ...fee, amount_refunded: fee.amount_refunded + amount };
    const refunded = { ...after, refunded: after.amount_refunded === fee.amount };
    await put(tx, refunded);
    await recordMovement(tx, {
      type: "application_fee_refund",
      category: "platform_earning_refund",
      amount: -amount,
      currency: fee.currency,
      source: fee.id,
      customer: null,
      at,
    });
    await emit(tx, "application_fee.refunded", refunded, at);
  });
}

/** The clock at a refund: a pending one goes through, one that is to fail fails. */
export async function stepRefund(tx: Tx, refund: SandboxRefund, at: Date): Promise<void> {
  if (refund._settles_at !== null) await settleRefund(tx, refund, at);
  else await failRefund(tx, refund, at);
}

export async function settleRefund(tx: Tx, refund: SandboxRefund, at: Date): Promise<SandboxRefund> {
  if (refund.status !== "pending") throw invalid(`Refund ${refund.id} is not pending.`);
  const { pending_reason: _, ...rest } = refund;
  const settled: SandboxRefund = { ...rest, status: "succeeded", _settles_at: null };
  await put(tx, settled);
  await emit(tx, "refund.updated", settled, at);
  return settled;
}

/** The bank sends a refund back: the money returns to the balance and the charge counts as not refunded by it. */
export async function failRefund(tx: Tx, refund: SandboxRefund, at: Date): Promise<SandboxRefund> {
  if (refund.status === "failed") throw invalid(`Refund ${refund.id} has already failed.`);
  const returned = await recordMovement(tx, {
    type: "refund_failure",
    amount: refund.amount,
    currency: refund.currency,
    source: refund.id,
    customer: refund.customer,
    at,
  });
  const { pending_reason: _, ...rest } = refund;
  const failed: SandboxRefund = {
    ...rest,
    status: "failed",
    failure_balance_transaction: returned.id,
    failure_reason: "expired_or_canceled_card",
    _settles_at: null,
    _fails_at: null,
  };
  const charge = await needObject("charge", refund.charge);
  await put(tx, failed);
  await put(tx, { ...charge, amount_refunded: charge.amount_refunded - refund.amount, refunded: false });
  await emit(tx, "refund.updated", failed, at);
  await emit(tx, "refund.failed", failed, at);
  return failed;
}

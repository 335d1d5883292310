import "server-only";
import type { Tx } from "@/db/client";
import { disputeFee, plain, recordMovement } from "./balance";
import { emit, put } from "./commands";
import { daySeconds, seconds } from "./objects/base";
import type { SandboxDispute } from "./objects/disputes";
import { sandboxId } from "./objects/ids";
import type { SandboxCharge } from "./objects/payments";
import { invalid } from "./wire";

/** How long an answer to the bank may take. */
const answerDays = 9;

/** The bank takes a charge back: what is left of it and a fee leave the balance until it is decided. */
export async function openDispute(tx: Tx, charge: SandboxCharge, at: Date): Promise<SandboxDispute> {
  if (charge.disputed) throw invalid(`Charge ${charge.id} has already been disputed.`);
  const id = sandboxId("dispute");
  const amount = charge.amount - charge.amount_refunded;
  const disputed: SandboxCharge = { ...charge, disputed: true, _dispute_at: null };
  if (amount === 0) throw invalid(`Charge ${charge.id} has been refunded in full.`);
  const withdrawn = await recordMovement(tx, {
    type: "adjustment",
    category: "dispute",
    amount: -amount,
    currency: charge.currency,
    source: id,
    customer: charge.customer,
    stripeFee: disputeFee,
    description: `Chargeback withdrawal for ${charge.id}`,
    at,
  });
  const dispute: SandboxDispute = {
    id,
    object: "dispute",
    created: seconds(at),
    livemode: false,
    amount,
    balance_transactions: [plain(withdrawn)],
    charge: charge.id,
    currency: charge.currency,
    evidence_details: {
      due_by: seconds(at) + answerDays * daySeconds,
      has_evidence: false,
      past_due: false,
      submission_count: 0,
    },
    is_charge_refundable: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    reason: "fraudulent",
    status: "needs_response",
    _customer: charge.customer,
  };
  await put(tx, disputed);
  await put(tx, dispute);
  await emit(tx, "charge.dispute.created", dispute, at);
  await emit(tx, "charge.dispute.funds_withdrawn", dispute, at);
  return dispute;
}

/** The clock at a charge whose bank takes it back. One that was refunded in the meantime is left alone. */
export async function stepCharge(tx: Tx, charge: SandboxCharge, at: Date): Promise<void> {
  if (charge.disputed || charge.amount_refunded === charge.amount) await put(tx, { ...charge, _dispute_at: null });
  else await openDispute(tx, charge, at);
}

/** The bank decides. Won: the money comes back (the fee does not). Lost: it stays where it is. */
export async function decideDispute(
  tx: Tx,
  dispute: SandboxDispute,
  outcome: "won" | "lost",
  at: Date,
): Promise<SandboxDispute> {
  if (dispute.status !== "needs_response" && dispute.status !== "under_review")
    throw invalid("This dispute is already closed.", undefined, "dispute_already_closed");
  const decided: SandboxDispute = { ...dispute, status: outcome };
  if (outcome === "won") {
    const reinstated = await recordMovement(tx, {
      type: "adjustment",
      category: "dispute_reversal",
      amount: dispute.amount,
      currency: dispute.currency,
      source: dispute.id,
      customer: dispute._customer,
      description: `Chargeback reversal for ${dispute.charge}`,
      at,
    });
    decided.balance_transactions = [...dispute.balance_transactions, plain(reinstated)];
  }
  await put(tx, decided);
  await emit(tx, "charge.dispute.closed", decided, at);
  if (outcome === "won") await emit(tx, "charge.dispute.funds_reinstated", decided, at);
  return decided;
}

import "server-only";
import type { Tx } from "@/db/client";
import { dayOf, recordMovement } from "./balance";
import { emit, put } from "./commands";
import type { SandboxBalanceTransaction, SandboxPayout } from "./objects/balance";
import { daySeconds, seconds } from "./objects/base";
import { sandboxId } from "./objects/ids";
import { findObject, listDue } from "./queries";
import { currentAccount, withinAccount } from "./request-context";
import { invalid } from "./wire";

/**
 * A day of an account at the bank: payouts on their way arrive, and what has become available since leaves as one payout
 * per currency. Nothing leaves while the account owes more than it has, or may not be paid.
 */
export async function settleDay(tx: Tx, at: Date): Promise<void> {
  for (const payout of await listDue("payout", at)) await arrive(tx, payout, at);
  const available = await listDue("balance_transaction", at);
  const allowed = await mayBePaid();
  for (const [currency, movements] of Map.groupBy(available, (movement) => movement.currency)) {
    const amount = movements.reduce((sum, { net }) => sum + net, 0);
    if (allowed && amount > 0) await payOut(tx, { currency, movements, amount, at });
    else for (const movement of movements) await put(tx, { ...movement, _settles_at: dayOf(seconds(at)) + daySeconds });
  }
}

async function mayBePaid(): Promise<boolean> {
  const account = currentAccount();
  if (account === "") return true;
  const connected = await withinAccount("", () => findObject("account", account));
  return connected?.payouts_enabled ?? false;
}

interface NewPayout {
  currency: string;
  movements: readonly SandboxBalanceTransaction[];
  amount: number;
  at: Date;
}

async function payOut(tx: Tx, { currency, movements, amount, at }: NewPayout): Promise<void> {
  const id = sandboxId("payout");
  const leaving = await recordMovement(tx, {
    type: "payout",
    amount: -amount,
    currency,
    source: id,
    customer: null,
    description: "STRIPE PAYOUT",
    at,
  });
  for (const movement of movements) await put(tx, { ...movement, status: "available", _settles_at: null });
  const payout: SandboxPayout = {
    id,
    object: "payout",
    created: seconds(at),
    livemode: false,
    amount,
    application_fee: null,
    application_fee_amount: null,
    arrival_date: dayOf(seconds(at)) + daySeconds,
    automatic: true,
    balance_transaction: leaving.id,
    currency,
    description: "STRIPE PAYOUT",
    destination: null,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    metadata: {},
    method: "standard",
    original_payout: null,
    reconciliation_status: "completed",
    reversed_by: null,
    source_type: "card",
    statement_descriptor: null,
    status: "in_transit",
    type: "bank_account",
    _transactions: [...movements.map((movement) => movement.id), leaving.id],
  };
  await put(tx, payout);
  await emit(tx, "payout.created", payout, at);
}

async function arrive(tx: Tx, payout: SandboxPayout, at: Date): Promise<void> {
  const paid: SandboxPayout = { ...payout, status: "paid" };
  await put(tx, paid);
  await emit(tx, "payout.paid", paid, at);
}

/** The bank sends a payout back: its money is in the balance again and leaves with a later one. */
export async function failPayout(tx: Tx, payout: SandboxPayout, at: Date): Promise<SandboxPayout> {
  if (payout.status === "failed") throw invalid(`Payout ${payout.id} has already failed.`);
  const returned = await recordMovement(tx, {
    type: "payout_failure",
    amount: payout.amount,
    currency: payout.currency,
    source: payout.id,
    customer: null,
    at,
  });
  const failed: SandboxPayout = {
    ...payout,
    status: "failed",
    failure_balance_transaction: returned.id,
    failure_code: "account_closed",
    failure_message: "The bank account has been closed.",
  };
  await put(tx, failed);
  await emit(tx, "payout.failed", failed, at);
  return failed;
}

import "server-only";
import { type Tx, transact } from "@/db/client";
import { now } from "@/lib/platform/clock";
import { NotFound } from "@/lib/platform/errors";
import { decideDispute, openDispute } from "./disputing";
import type { SandboxPayout } from "./objects/balance";
import type { SandboxDispute } from "./objects/disputes";
import type { StoredKind } from "./objects/kinds";
import type { SandboxRefund } from "./objects/payments";
import { failPayout } from "./paying-out";
import { accountOfObject, needObject } from "./queries";
import { failRefund, settleRefund } from "./refunding";
import { withinAccount } from "./request-context";

/** What banks and card owners do by themselves, done by hand: for tests and the control page. Each throws NotFound. */

/** The card's owner asks the bank to take a charge back. */
export const disputeCharge = (chargeId: string): Promise<SandboxDispute> =>
  inItsAccount("charge", chargeId, async (tx, at) => openDispute(tx, await needObject("charge", chargeId), at));

/** The bank decides an open dispute. */
export const closeDispute = (disputeId: string, outcome: "won" | "lost"): Promise<SandboxDispute> =>
  inItsAccount("dispute", disputeId, async (tx, at) =>
    decideDispute(tx, await needObject("dispute", disputeId), outcome, at),
  );

/** A pending refund goes through, or any refund comes back from the bank. */
export const concludeRefund = (refundId: string, outcome: "succeeded" | "failed"): Promise<SandboxRefund> =>
  inItsAccount("refund", refundId, async (tx, at) =>
    (outcome === "failed" ? failRefund : settleRefund)(tx, await needObject("refund", refundId), at),
  );

/** The bank sends a payout back. */
export const returnPayout = (payoutId: string): Promise<SandboxPayout> =>
  inItsAccount("payout", payoutId, async (tx, at) => failPayout(tx, await needObject("payout", payoutId), at));

async function inItsAccount<T>(kind: StoredKind, id: string, work: (tx: Tx, at: Date) => Promise<T>): Promise<T> {
  const account = await accountOfObject(kind, id);
  if (account === null) throw new NotFound();
  const at = now();
  return withinAccount(account, () => transact((tx) => work(tx, at)));
}

import "server-only";
import type Stripe from "stripe";
import { transact } from "@/db/client";
import { log } from "@/lib/platform/log";
import { applyPayout } from "./commands/payouts";
import { stripe } from "./gateway";
import { type PayoutFact, payoutShares } from "./payout";
import { findAccount } from "./queries/accounts";
import { listAccountsInUse, listOwners, listPayoutStates } from "./queries/payouts";
import { syncPayment } from "./sync-payment";

/** The newest payouts of an account, far more than can change between two looks. */
const looked = 200;

/**
 * Brings our rows of an account's payouts up to what Stripe says, with their postings. In a connected account all of a
 * payout is the community's; in the installation's own each has what its payments, refunds and disputes come to.
 */
export async function syncPayouts(account: string): Promise<void> {
  const listed = await stripe(account).payouts.list({ limit: 100 }).autoPagingToArray({ limit: looked });
  const known = await listPayoutStates(
    account,
    listed.map(({ id }) => id),
  );
  for (const payout of listed.toReversed()) {
    if (known.get(payout.id) === payout.status) continue;
    const fact = factOf(payout);
    const shares = await sharesOf(account, payout, fact);
    await transact((tx) => applyPayout(tx, account, fact, shares));
  }
}

/** The same for every account money goes to. Runs hourly, beside the events Stripe sends. */
export async function syncAllPayouts(): Promise<void> {
  for (const account of await listAccountsInUse()) {
    try {
      await syncPayouts(account);
    } catch (error) {
      log.warn({ account, error: error instanceof Error ? error.message : String(error) }, "payouts were not read");
    }
  }
}

const date = (seconds: number) => new Date(seconds * 1000);

function factOf({ id, amount, currency, status, created, arrival_date }: Stripe.Payout): PayoutFact {
  return {
    id,
    amount,
    currency: currency.toUpperCase(),
    state: status,
    createdAt: date(created),
    arrivesAt: date(arrival_date),
  };
}

async function sharesOf(account: string, payout: Stripe.Payout, fact: PayoutFact): Promise<Map<string, number>> {
  const connected = account === "" ? null : await findAccount(account);
  if (connected) return payoutShares(fact, [{ net: payout.amount, communityId: connected.communityId }]);
  // What is in a payout somebody asked for by hand, Stripe does not say.
  if (!payout.automatic) return payoutShares(fact, []);
  const entries = await stripe(account)
    .balanceTransactions.list({ payout: payout.id, limit: 100 })
    .autoPagingToArray({ limit: 10_000 });
  const moved = entries.filter(({ type }) => !type.startsWith("payout"));
  const owners = await hearOfOwners(account, [...new Set(moved.map(sourceOf))]);
  return payoutShares(
    fact,
    moved.map((entry) => ({ net: entry.net, communityId: owners.get(sourceOf(entry)) ?? null })),
  );
}

/**
 * Whose each movement is. What we have not heard of yet is looked at first: a payout's event may come before those of
 * its payments, and whose they are must not depend on it. What is a stranger's afterwards is one.
 */
async function hearOfOwners(account: string, sources: readonly string[]): Promise<Map<string, string>> {
  let owners = await listOwners(account, sources);
  for (const source of sources) {
    if (owners.has(source)) continue;
    const chargeId = await chargeOf(account, source);
    if (!chargeId) continue;
    await syncPayment(account, { paymentIntentId: null, chargeId });
    owners = await listOwners(account, sources);
  }
  return owners;
}

/** The charge that a movement is about: itself, or what a refund or a dispute takes back. */
async function chargeOf(account: string, source: string): Promise<string | null> {
  const api = stripe(account);
  if (/^(ch|py)_/.test(source)) return source;
  if (/^(re|pyr)_/.test(source)) return idOf((await api.refunds.retrieve(source)).charge);
  if (/^(dp|du)_/.test(source)) return idOf((await api.disputes.retrieve(source)).charge);
  return null;
}

const idOf = (value: string | { id: string } | null) => (typeof value === "string" ? value : (value?.id ?? null));
const sourceOf = ({ source }: Stripe.BalanceTransaction) => (typeof source === "string" ? source : (source?.id ?? ""));

import "server-only";
import type Stripe from "stripe";
import { transact } from "@/db/client";
import { applyAccount, closeAccount } from "./commands/accounts";
import { stripe } from "./gateway";
import { findAccount } from "./queries/accounts";
import type { AccountState } from "./queries/connected-accounts";

/**
 * Brings our row of a connected account up to what Stripe says of it. One that Stripe no longer shows us (its owner
 * took the connection back) is closed: new sales go to the installation's own account again.
 */
export async function syncAccount(account: string): Promise<void> {
  if (!(await findAccount(account))) return;
  const found = await retrieve(account);
  if (!found) {
    await transact((tx) => closeAccount(tx, account));
    return;
  }
  const { charges_enabled: chargesEnabled, payouts_enabled: payoutsEnabled, details_submitted, country } = found;
  const facts = { chargesEnabled, payoutsEnabled, detailsSubmitted: details_submitted, country: country ?? null };
  await transact((tx) => applyAccount(tx, account, { ...facts, state: stateOf(facts) }));
}

/** Selling needs charges; without them Stripe still waits for something, from the start or again. */
function stateOf({
  chargesEnabled,
  detailsSubmitted,
}: {
  chargesEnabled: boolean;
  detailsSubmitted: boolean;
}): AccountState {
  if (chargesEnabled) return "active";
  return detailsSubmitted ? "restricted" : "onboarding";
}

async function retrieve(account: string): Promise<Stripe.Account | null> {
  try {
    return await stripe().accounts.retrieve(account);
  } catch (error) {
    const { statusCode, type } = error as { statusCode?: number; type?: string };
    if (statusCode === 403 || statusCode === 404 || type === "StripePermissionError") return null;
    throw error;
  }
}

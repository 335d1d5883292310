import "server-only";
import { transact } from "@/db/client";
import { now } from "@/lib/platform/clock";
import { crashPoint } from "@/lib/platform/crash-point";
import { accountHistory } from "./account-history";
import { applyCustomer } from "./commands/customers";
import { fetchCustomerFacts } from "./customer-facts";
import type { CustomerFacts } from "./facts";
import { listWatchedPayments, readBooks } from "./queries/books";
import { findCustomerOwner } from "./queries/customers";
import type { Change } from "./types";

const roundsMax = 8;

/** What a look at a customer brought: what it changed in our books, and the facts they follow now. */
export interface CustomerLook {
  userId: string;
  facts: CustomerFacts;
  changes: Change[];
}

/**
 * Brings our books up to what Stripe says of a customer now. Webhooks, the return page, the cancel button and the
 * hourly reconciler all end here: none of them is believed, each is a reason to look. Running it twice, or two at
 * once, changes nothing more. A customer who is not ours is left alone. Throws when Stripe does not answer. Returns
 * what it changed.
 */
export async function syncCustomer(account: string, stripeCustomerId: string): Promise<Change[]> {
  const look = await lookAtCustomer(account, stripeCustomerId);
  return look?.changes ?? [];
}

/** The same with what was seen; null for a customer who is not ours. */
export async function lookAtCustomer(account: string, stripeCustomerId: string): Promise<CustomerLook | null> {
  for (let round = 0; round < roundsMax; round++) {
    const owner = await findCustomerOwner(account, stripeCustomerId);
    if (!owner) return null;
    const { userId, syncVersion: version } = owner;
    const facts = await fetchCustomerFacts(account, stripeCustomerId, await listWatchedPayments(account, userId));
    crashPoint("sync.facts-read");
    const changes = await transact(async (tx) => {
      const books = await readBooks(userId, facts);
      const history = accountHistory(facts, books, now());
      const applied = await applyCustomer(tx, { userId, version, facts, books, history });
      crashPoint("sync.before-commit");
      return applied;
    });
    crashPoint("sync.committed");
    if (changes) return { userId, facts, changes };
  }
  throw new Error(`the books of customer ${stripeCustomerId} kept changing during ${roundsMax} syncs`);
}

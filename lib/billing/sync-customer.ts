import "server-only";
import { transact } from "@/db/client";
import { isUniqueViolation } from "@/db/dialect/errors";
import { type AccountHistory, accountHistory } from "./account-history";
import { applyCustomer } from "./commands/customers";
import { type CustomerFacts, fetchCustomerFacts } from "./customer-facts";
import { findCustomerOwner } from "./queries/customers";
import { listOrderFacts } from "./queries/orders";
import { listPrices, listPublishedPrices } from "./queries/prices";
import type { Change } from "./types";

const roundsMax = 8;

/**
 * Brings our books up to what Stripe says of a customer now. Webhooks, the return page, the cancel button and the
 * hourly reconciler all end here: none of them is believed, each is a reason to look. Running it twice, or two at
 * once, changes nothing more. A customer who is not ours is left alone. Throws when Stripe does not answer. Returns what it changed.
 */
export async function syncCustomer(account: string, stripeCustomerId: string): Promise<Change[]> {
  for (let round = 0; round < roundsMax; round++) {
    const owner = await findCustomerOwner(account, stripeCustomerId);
    if (!owner) return [];
    const facts = await fetchCustomerFacts(account, stripeCustomerId);
    const history = await readHistory(owner.userId, facts);
    const state = { account, userId: owner.userId, version: owner.syncVersion, history, sessions: facts.sessions };
    try {
      if (await transact((tx) => applyCustomer(tx, state))) return [];
    } catch (error) {
      // Two customers of one community took the same receipt number: the next round takes the next one.
      if (!isUniqueViolation(error, "payments_number", "payments.number")) throw error;
    }
  }
  throw new Error(`the books of customer ${stripeCustomerId} kept changing during ${roundsMax} syncs`);
}

async function readHistory(userId: string, facts: CustomerFacts): Promise<AccountHistory> {
  const orders = new Map((await listOrderFacts(facts.account, userId)).map((order) => [order.id, order]));
  const stripeIds = new Set([
    ...facts.subscriptions.map(({ stripePriceId }) => stripePriceId),
    ...facts.invoices.flatMap(({ lines }) => lines.map(({ stripePriceId }) => stripePriceId)),
  ]);
  const bought = new Set(
    facts.payments.map(({ metadata }) => orders.get(metadata.orderId ?? "")?.priceId).filter((id) => id !== undefined),
  );
  const prices = await listPublishedPrices(facts.account, [...stripeIds]);
  const orderedPrices = new Map((await listPrices([...bought])).map((price) => [price.id, price]));
  return accountHistory(facts, { userId, prices, orderedPrices, orders });
}

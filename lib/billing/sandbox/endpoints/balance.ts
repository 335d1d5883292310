import "server-only";
import type Stripe from "stripe";
import type { Endpoint } from "../endpoint";
import type { SandboxBalanceTransaction } from "../objects/balance";
import { created, page, paging } from "../paging";
import { accepts, choice, text } from "../parameters";
import { findAny, listByIds, listObjects, needObject } from "../queries";

/**
 * An account's money at Stripe: https://docs.stripe.com/api/balance, https://docs.stripe.com/api/balance_transactions,
 * https://docs.stripe.com/api/payouts, https://docs.stripe.com/api/application_fees
 */
export const balanceEndpoints: readonly Endpoint[] = [
  {
    method: "GET",
    path: "balance",
    shape: {},
    async answer() {
      const all = await listObjects("balance_transaction");
      const paidOut = all.filter(({ type }) => type === "payout" || type === "payout_failure");
      const settled = all.filter((each) => each._settles_at === null && !paidOut.includes(each));
      const waiting = all.filter((each) => each._settles_at !== null && !paidOut.includes(each));
      return {
        object: "balance",
        available: byCurrency([...settled, ...paidOut]),
        livemode: false,
        pending: byCurrency(waiting),
      };
    },
  },
  {
    method: "GET",
    path: "balance_transactions/:id",
    shape: {},
    answer: ({ id }) => needObject("balance_transaction", id),
  },
  {
    method: "GET",
    path: "balance_transactions",
    shape: accepts<Stripe.BalanceTransactionListParams>()({
      ...paging,
      ...created,
      currency: text,
      payout: text,
      source: text,
      type: text,
    }),
    async answer({ given }) {
      const all = await movementsOf(given);
      return page(all, given, "/v1/balance_transactions", (each) =>
        (["currency", "source", "type"] as const).every(
          (field) => given[field] === undefined || each[field] === given[field],
        ),
      );
    },
  },
  { method: "GET", path: "payouts/:id", shape: {}, answer: ({ id }) => needObject("payout", id) },
  {
    method: "GET",
    path: "payouts",
    shape: accepts<Stripe.PayoutListParams>()({
      ...paging,
      ...created,
      status: choice("pending", "in_transit", "paid", "failed", "canceled"),
    }),
    answer: async ({ given }) =>
      page(
        await listObjects("payout"),
        given,
        "/v1/payouts",
        (each) => given.status === undefined || each.status === given.status,
      ),
  },
  { method: "GET", path: "application_fees/:id", shape: {}, answer: ({ id }) => needObject("application_fee", id) },
  {
    method: "GET",
    path: "application_fees",
    shape: accepts<Stripe.ApplicationFeeListParams>()({ ...paging, ...created, charge: text }),
    answer: async ({ given }) =>
      page(
        await listObjects("application_fee"),
        given,
        "/v1/application_fees",
        (each) => given.charge === undefined || each.charge === given.charge,
      ),
  },
];

/** Those of a payout, those of one customer's charge or refund, or all of them; newest first. */
async function movementsOf(given: { payout?: unknown; source?: unknown }): Promise<SandboxBalanceTransaction[]> {
  if (typeof given.payout === "string") {
    const payout = await needObject("payout", given.payout, "payout");
    const found = await listByIds("balance_transaction", payout._transactions);
    return found.sort((a, b) => b.created - a.created || (a.id < b.id ? 1 : -1));
  }
  const source = typeof given.source === "string" ? await findAny(given.source) : null;
  const customer = source && "customer" in source ? source.customer : null;
  return listObjects("balance_transaction", customer ?? undefined);
}

function byCurrency(movements: readonly SandboxBalanceTransaction[]) {
  return [...Map.groupBy(movements, ({ currency }) => currency)].map(([currency, own]) => {
    const amount = own.reduce((sum, { net }) => sum + net, 0);
    return { amount, currency, source_types: { card: amount } };
  });
}

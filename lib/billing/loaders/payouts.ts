import "server-only";
import { findTrialBalance } from "../queries/ledger";
import { listPayouts } from "../queries/payouts";
import { PayoutsQuery } from "../schema/money";
import { loadList } from "./money";

type SearchParams = Record<string, string | string[] | undefined>;

/** Money on its way to the bank, and what is still held at Stripe, by currency. */
export async function loadPayouts(slug: string, params: SearchParams) {
  const page = await loadList(slug, params, PayoutsQuery, listPayouts);
  const balances = await findTrialBalance(page.community.id);
  const held = balances.map(({ currency, rows }) => ({
    currency,
    amount: rows.find(({ account }) => account === "stripe")?.balance ?? 0,
  }));
  return { ...page, held };
}

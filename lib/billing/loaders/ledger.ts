import "server-only";
import { findTrialBalance, listTransactions } from "../queries/ledger";
import { LedgerQuery } from "../schema/money";
import { loadList } from "./money";

type SearchParams = Record<string, string | string[] | undefined>;

/** A community's book: what each account holds, and every posting. */
export async function loadLedger(slug: string, params: SearchParams) {
  const page = await loadList(slug, params, LedgerQuery, listTransactions);
  return { ...page, balances: await findTrialBalance(page.community.id) };
}

import "server-only";
import { log } from "@/lib/platform/log";
import { findConnectedAccount } from "../queries/connected-accounts";
import { listDifferences, listRuns } from "../queries/reconcile-runs";
import { findTerms } from "../queries/terms";
import { PaymentSettingsQuery } from "../schema/accounts";
import { syncAccount } from "../sync-account";
import { requireManager } from "./money";

type SearchParams = Record<string, string | string[] | undefined>;

/**
 * Under which terms a community sells, into which account, and how its books compare with Stripe. Managers see it;
 * changing terms and account is for the owner (`isOwner`). Who comes back from Stripe finds the account as it is now.
 */
export async function loadPaymentSettings(slug: string, params: SearchParams = {}) {
  const page = await requireManager(slug);
  const { community, viewer } = page;
  const { from, compared } = PaymentSettingsQuery.parse(params);
  let account = await findConnectedAccount(community.id);
  const isOnItsWay = account !== null && account.state !== "active" && account.state !== "disconnected";
  if (account && (from === "stripe" || isOnItsWay)) {
    await look(account.account);
    account = await findConnectedAccount(community.id);
  }
  const [terms, runs, differences] = await Promise.all([
    findTerms(community.id),
    listRuns(community.id),
    listDifferences(community.id),
  ]);
  return { ...page, isOwner: viewer.membership?.role === "owner", account, terms, runs, differences, compared };
}

async function look(account: string): Promise<void> {
  try {
    await syncAccount(account);
  } catch (error) {
    log.warn(
      { account, error: error instanceof Error ? error.message : String(error) },
      "could not ask about an account",
    );
  }
}

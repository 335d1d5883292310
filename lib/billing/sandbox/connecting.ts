import "server-only";
import { type Tx, transact } from "@/db/client";
import { now } from "@/lib/platform/clock";
import { emit, put } from "./commands";
import type { SandboxAccount } from "./objects/accounts";
import { findObject } from "./queries";
import { withinAccount } from "./request-context";
import { invalid, WireError } from "./wire";

/** What an account has to tell before it can be paid. */
export const onboardingNeeds = ["business_profile.url", "external_account", "tos_acceptance.date"];

/** The connected account a request speaks for, or Stripe's 403. Accounts are the platform's objects. */
export async function needAccount(id: string): Promise<SandboxAccount> {
  const account = await withinAccount("", () => findObject("account", id));
  if (account?._connected) return account;
  throw new WireError(403, {
    type: "invalid_request_error",
    code: "account_invalid",
    message: `The provided key 'sk_test_***box' does not have access to account '${id}' (or that account does not exist). Application access may have been revoked.`,
  });
}

/** Refuses to sell in the name of an account that cannot be paid. */
export async function refuseUnfinishedAccount(id: string): Promise<void> {
  if (id === "" || (await needAccount(id)).charges_enabled) return;
  throw invalid(
    "Your account cannot currently make charges. Finish its onboarding first.",
    undefined,
    "account_invalid",
  );
}

/** What the onboarding page or the control page does to an account. */
export type AccountStep = "finish" | "restrict" | "disconnect";

/** Finishes an account's onboarding, restricts it, or ends the connection from its side. Null when there is none. */
export async function moveAccount(id: string, step: AccountStep): Promise<SandboxAccount | null> {
  const at = now();
  return transact(async (tx) => {
    const account = await withinAccount("", () => findObject("account", id));
    if (!account?._connected) return null;
    if (step === "disconnect") return disconnect(tx, account, at);
    const finished = step === "finish";
    const needs = finished ? [] : ["individual.verification.document"];
    const after: SandboxAccount = {
      ...account,
      charges_enabled: finished,
      payouts_enabled: finished,
      details_submitted: true,
      requirements: {
        ...account.requirements,
        currently_due: needs,
        eventually_due: needs,
        past_due: needs,
        disabled_reason: finished ? null : "requirements.past_due",
      },
    };
    await withinAccount("", () => put(tx, after));
    await withinAccount(id, () => emit(tx, "account.updated", after, at));
    return after;
  });
}

/** From now on the account's id is refused. What it had stays its own. */
export async function disconnect(tx: Tx, account: SandboxAccount, at: Date): Promise<SandboxAccount> {
  const after: SandboxAccount = { ...account, charges_enabled: false, payouts_enabled: false, _connected: false };
  await withinAccount("", () => put(tx, after));
  await withinAccount(account.id, () => emit(tx, "account.application.deauthorized", after, at));
  return after;
}

/** An onboarding link by its unguessable id, or null. Unlike Stripe's it is good more than once: a demo may be slow. */
export const findAccountLink = (id: string) => withinAccount("", () => findObject("account_link", id));

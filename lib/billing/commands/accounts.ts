import "server-only";
import { and, eq, ne } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { stripeAccounts } from "@/db/schema/accounts";
import { record } from "@/lib/journal/commands";
import { now } from "@/lib/platform/clock";
import type { AccountState } from "../queries/connected-accounts";

/** Notes the account that was made for a community, or the new one after an old one was lost. */
export async function noteAccount(
  tx: Tx,
  { communityId, account }: { communityId: string; account: string },
): Promise<void> {
  const at = now();
  const fresh = { account, state: "onboarding", chargesEnabled: false, payoutsEnabled: false, detailsSubmitted: false };
  const row = { ...fresh, country: null, syncedAt: at, disconnectedAt: null };
  await tx
    .insert(stripeAccounts)
    .values({ communityId, createdAt: at, ...row })
    .onConflictDoUpdate({
      target: stripeAccounts.communityId,
      set: row,
      setWhere: ne(stripeAccounts.account, account),
    });
}

/** Takes an account that was disconnected up again: what Stripe says of it decides once more. */
export async function reopenAccount(tx: Tx, communityId: string): Promise<void> {
  await tx
    .update(stripeAccounts)
    .set({ state: "onboarding", disconnectedAt: null })
    .where(and(eq(stripeAccounts.communityId, communityId), eq(stripeAccounts.state, "disconnected")));
}

export interface AccountFacts {
  state: AccountState;
  chargesEnabled: boolean;
  payoutsEnabled: boolean;
  detailsSubmitted: boolean;
  country: string | null;
}

/** Makes our row of an account say what Stripe says. One that was disconnected here stays so. */
export async function applyAccount(tx: Tx, account: string, facts: AccountFacts): Promise<void> {
  const [known] = await tx.select().from(stripeAccounts).where(eq(stripeAccounts.account, account)).limit(1);
  if (!known || known.state === "disconnected") return;
  await tx
    .update(stripeAccounts)
    .set({ ...facts, syncedAt: now() })
    .where(eq(stripeAccounts.account, account));
  const began = facts.state === "active" && known.state === "onboarding";
  if (began) await recordAccount(tx, known.communityId, account, "account.connected");
}

/** From now on new sales go elsewhere. What was sold into the account before goes on there. */
export async function closeAccount(tx: Tx, account: string, actorId: string | null = null): Promise<void> {
  const [closed] = await tx
    .update(stripeAccounts)
    .set({ state: "disconnected", disconnectedAt: now(), syncedAt: now() })
    .where(and(eq(stripeAccounts.account, account), ne(stripeAccounts.state, "disconnected")))
    .returning({ communityId: stripeAccounts.communityId });
  if (closed) await recordAccount(tx, closed.communityId, account, "account.disconnected", actorId);
}

async function recordAccount(
  tx: Tx,
  communityId: string,
  account: string,
  verb: "account.connected" | "account.disconnected",
  actorId: string | null = null,
): Promise<void> {
  await record(tx, { communityId, verb, actorId, object: { kind: "account", id: account } });
}

import "server-only";
import { and, eq } from "drizzle-orm";
import { read } from "@/db/client";
import { stripeAccounts } from "@/db/schema/accounts";

/** The Stripe account new sales of a community go to: its connected one while that is active, else "" (our own). */
export async function accountOf(communityId: string): Promise<string> {
  const [row] = await read()
    .select({ account: stripeAccounts.account })
    .from(stripeAccounts)
    .where(and(eq(stripeAccounts.communityId, communityId), eq(stripeAccounts.state, "active")))
    .limit(1);
  return row?.account ?? "";
}

/** Whose connected account it is, in whatever state; null for accounts that are none of ours. */
export async function findAccount(account: string) {
  const [row] = await read().select().from(stripeAccounts).where(eq(stripeAccounts.account, account)).limit(1);
  return row ?? null;
}

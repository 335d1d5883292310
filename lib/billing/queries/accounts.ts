import "server-only";
import { and, eq, ne } from "drizzle-orm";
import { read } from "@/db/client";
import { stripeAccounts } from "@/db/schema/accounts";
import { communities } from "@/db/schema/communities";

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

/** The operator's share of what a community with its own account sells, in hundredths of a percent. */
export async function findPlatformFee(communityId: string): Promise<number> {
  const [row] = await read()
    .select({ feeBp: communities.platformFeeBp })
    .from(communities)
    .where(eq(communities.id, communityId))
    .limit(1);
  return row?.feeBp ?? 0;
}

/** Every account that a community connected and did not take back. */
export async function listConnectedAccounts(): Promise<string[]> {
  const rows = await read()
    .select({ account: stripeAccounts.account })
    .from(stripeAccounts)
    .where(ne(stripeAccounts.state, "disconnected"));
  return rows.map(({ account }) => account);
}

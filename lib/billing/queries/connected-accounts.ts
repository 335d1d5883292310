import "server-only";
import { eq } from "drizzle-orm";
import { read } from "@/db/client";
import { stripeAccounts } from "@/db/schema/accounts";

export const accountStates = ["onboarding", "active", "restricted", "disconnected"] as const;
export type AccountState = (typeof accountStates)[number];

export type ConnectedAccount = Omit<typeof stripeAccounts.$inferSelect, "state"> & { state: AccountState };

/** The Stripe account a community connected, in whatever state; null when it never did. */
export async function findConnectedAccount(communityId: string): Promise<ConnectedAccount | null> {
  const [row] = await read().select().from(stripeAccounts).where(eq(stripeAccounts.communityId, communityId)).limit(1);
  return row ? { ...row, state: row.state as AccountState } : null;
}

import "server-only";
import { and, eq, inArray } from "drizzle-orm";
import { read } from "@/db/client";
import { published } from "@/db/schema/accounts";

/** What of ours can exist at Stripe. */
export type PublishedKind = "product" | "price" | "coupon";

/** Under which id something of ours exists in a Stripe account, or null when it does not yet. */
export async function findPublished(account: string, kind: PublishedKind, localId: string): Promise<string | null> {
  const [row] = await read()
    .select({ stripeId: published.stripeId })
    .from(published)
    .where(and(eq(published.account, account), eq(published.kind, kind), eq(published.localId, localId)))
    .limit(1);
  return row?.stripeId ?? null;
}

/** Our ids by Stripe's, for those of an account that are ours. */
export async function listLocalIds(
  account: string,
  kind: PublishedKind,
  stripeIds: readonly string[],
): Promise<Map<string, string>> {
  if (stripeIds.length === 0) return new Map();
  const rows = await read()
    .select({ stripeId: published.stripeId, localId: published.localId })
    .from(published)
    .where(and(eq(published.account, account), eq(published.kind, kind), inArray(published.stripeId, [...stripeIds])));
  return new Map(rows.map(({ stripeId, localId }) => [stripeId, localId]));
}

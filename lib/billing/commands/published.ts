import "server-only";
import type { Tx } from "@/db/client";
import { published } from "@/db/schema/accounts";
import { now } from "@/lib/platform/clock";
import type { PublishedKind } from "../queries/published";

/** Notes that something of ours exists at Stripe. The first id noted stays. */
export async function notePublished(
  tx: Tx,
  thing: { account: string; kind: PublishedKind; localId: string; stripeId: string },
): Promise<void> {
  await tx
    .insert(published)
    .values({ ...thing, createdAt: now() })
    .onConflictDoNothing();
}

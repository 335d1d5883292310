import "server-only";
import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { subscriptions } from "@/db/schema/billing";

/**
 * Notes that Stripe has refused a call that would have charged: the next try is another attempt with another key. Two
 * tabs that were refused together count once.
 */
export async function noteRefusedCall(tx: Tx, subscriptionId: string, refusedCalls: number): Promise<void> {
  await tx
    .update(subscriptions)
    .set({ refusedCalls: refusedCalls + 1 })
    .where(and(eq(subscriptions.id, subscriptionId), eq(subscriptions.refusedCalls, refusedCalls)));
}

import "server-only";
import type { Tx } from "@/db/client";
import { stripeEvents } from "@/db/schema/billing";
import { wallClock } from "@/lib/platform/clock";

/** Notes a webhook event. False when it is known already. */
export async function noteEvent(
  tx: Tx,
  event: {
    account: string;
    id: string;
    type: string;
    customerId: string | null;
    createdAt: Date;
    state?: "noted" | "ignored";
  },
): Promise<boolean> {
  const inserted = await tx
    .insert(stripeEvents)
    .values({ ...event, receivedAt: wallClock() })
    .onConflictDoNothing()
    .returning({ id: stripeEvents.id });
  return inserted.length > 0;
}

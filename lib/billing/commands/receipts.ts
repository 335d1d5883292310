import "server-only";
import { eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { communities } from "@/db/schema/communities";
import { receiptCounters } from "@/db/schema/ledger";

/** The next number of a community's receipts, "W-000123": its initial and a count without gaps. */
export async function nextReceiptNumber(tx: Tx, communityId: string): Promise<string> {
  const [counter] = await tx
    .insert(receiptCounters)
    .values({ communityId, next: 2 })
    .onConflictDoUpdate({ target: receiptCounters.communityId, set: { next: sql`${receiptCounters.next} + 1` } })
    .returning({ next: receiptCounters.next });
  const [community] = await tx
    .select({ slug: communities.slug })
    .from(communities)
    .where(eq(communities.id, communityId))
    .limit(1);
  return `${community!.slug.charAt(0).toUpperCase()}-${String(counter!.next - 1).padStart(6, "0")}`;
}

/** Issues the paper of a booked payment as everything is called now. Once per payment: a second call changes nothing. */
export async function issueReceipt(_tx: Tx, _paymentId: string): Promise<void> {
  throw new Error("not built yet");
}

import "server-only";
import { eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { payments } from "@/db/schema/billing";
import { record } from "@/lib/journal/commands";
import { newId } from "@/lib/platform/ids";
import type { MoneyEntry } from "../money-entries";
import { nextReceiptNumber } from "./receipts";

/** Books money that moved: one numbered row and one journal entry. What is booked already stays as it is. */
export async function applyMoney(
  tx: Tx,
  { account, userId, memberId }: { account: string; userId: string; memberId: string | null },
  entry: MoneyEntry,
): Promise<void> {
  const { communityId, productId, priceId, kind, amount, currency, stripeId, at } = entry;
  const [known] = await tx.select({ id: payments.id }).from(payments).where(eq(payments.stripeId, stripeId)).limit(1);
  if (known) return;
  const id = newId(at.getTime());
  const number = await nextReceiptNumber(tx, communityId);
  const periodStart = entry.period?.from ?? null;
  const periodEnd = entry.period?.to ?? null;
  await tx.insert(payments).values({
    id,
    communityId,
    account,
    userId,
    productId,
    priceId,
    kind,
    amount,
    currency,
    stripeId,
    number,
    periodStart,
    periodEnd,
    at,
  });
  await record(tx, {
    communityId,
    verb: kind === "charge" ? "payment.charged" : "payment.refunded",
    memberId,
    object: { kind: "payment", id },
    amount,
    currency,
    detail: { productKind: entry.productKind, productId },
    at,
  });
}

import "server-only";
import { eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { countAll } from "@/db/dialect/sql";
import { payments } from "@/db/schema/billing";
import { communities } from "@/db/schema/communities";
import { record } from "@/lib/journal/commands";
import { newId } from "@/lib/platform/ids";
import type { MoneyEntry } from "../money-entries";

/** Books money that moved: one numbered row and one journal entry. What is booked already stays as it is. */
export async function applyMoney(tx: Tx, userId: string, memberId: string | null, entry: MoneyEntry): Promise<void> {
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

/** "W-000123": the community's initial and a number without gaps. The unique key decides between two at once. */
async function nextReceiptNumber(tx: Tx, communityId: string): Promise<string> {
  const [community] = await tx
    .select({ slug: communities.slug })
    .from(communities)
    .where(eq(communities.id, communityId))
    .limit(1);
  const [last] = await tx.select({ n: countAll() }).from(payments).where(eq(payments.communityId, communityId));
  return `${community!.slug.charAt(0).toUpperCase()}-${String((last?.n ?? 0) + 1).padStart(6, "0")}`;
}

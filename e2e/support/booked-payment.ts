import { transact } from "../../db/client";
import { payments } from "../../db/schema/billing";
import { nextReceiptNumber } from "../../lib/billing/commands/receipts";
import { now } from "../../lib/platform/clock";
import { newId } from "../../lib/platform/ids";
import type { PaidCommunity } from "./billing-world";

type Row = typeof payments.$inferInsert;

/** A payment as a sync books it, without a checkout: for tests of what is done with booked payments. Returns its id. */
export async function bookPayment(
  { community, small }: PaidCommunity,
  userId: string,
  over: Partial<Row> = {},
): Promise<string> {
  const id = newId();
  const at = now();
  await transact(async (tx) => {
    const number = await nextReceiptNumber(tx, community.id);
    await tx.insert(payments).values({
      id,
      communityId: community.id,
      userId,
      productId: small.productId,
      priceId: small.month,
      kind: "charge",
      amount: 3900,
      currency: "CNY",
      stripeId: `in_${id}`,
      stripePaymentIntentId: `pi_${id}`,
      method: "card",
      number,
      at,
      ...over,
    });
  });
  return id;
}

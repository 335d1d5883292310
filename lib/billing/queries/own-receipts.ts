import "server-only";
import { and, desc, eq } from "drizzle-orm";
import { read } from "@/db/client";
import { beforeCursor, countAll } from "@/db/dialect/sql";
import { payments, products } from "@/db/schema/billing";
import { communities } from "@/db/schema/communities";

/** A place in the list of one's receipts: the row it goes on after. */
export interface ReceiptCursor {
  value: number;
  id: string;
}

/** One page of the person's payments, refunds and disputes, the newest first, by keyset. */
export async function listOwnReceipts(
  userId: string,
  { after, limit }: { after: ReceiptCursor | null; limit: number },
) {
  const rows = await read()
    .select({
      payment: payments,
      productName: products.name,
      communityName: communities.name,
      communityLang: communities.locale,
      zone: communities.zone,
    })
    .from(payments)
    .innerJoin(products, eq(products.id, payments.productId))
    .innerJoin(communities, eq(communities.id, payments.communityId))
    .where(
      and(
        eq(payments.userId, userId),
        after ? beforeCursor(payments.at, payments.id, after.value, after.id) : undefined,
      ),
    )
    .orderBy(desc(payments.at), desc(payments.id))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1)?.payment;
  const next = rows.length > limit && last ? { value: last.at.getTime(), id: last.id } : null;
  return { rows: page, next };
}

/** True for the charge that pays a subscription's present period: giving it back ends the subscription. */
export async function isLatestCharge(subscriptionId: string, paymentId: string): Promise<boolean> {
  const [latest] = await read()
    .select({ id: payments.id })
    .from(payments)
    .where(and(eq(payments.subscriptionId, subscriptionId), eq(payments.kind, "charge")))
    .orderBy(desc(payments.at), desc(payments.id))
    .limit(1);
  return latest?.id === paymentId;
}

export async function countReceipts(userId: string): Promise<number> {
  const [row] = await read().select({ n: countAll() }).from(payments).where(eq(payments.userId, userId));
  return row?.n ?? 0;
}

import "server-only";
import { and, desc, eq } from "drizzle-orm";
import { read } from "@/db/client";
import { payments, products } from "@/db/schema/billing";
import { communities } from "@/db/schema/communities";
import { users } from "@/db/schema/identity";

function receiptRows() {
  return read()
    .select({
      payment: payments,
      productName: products.name,
      communityName: communities.name,
      communitySlug: communities.slug,
      zone: communities.zone,
      payer: users.name,
      email: users.email,
    })
    .from(payments)
    .innerJoin(products, eq(products.id, payments.productId))
    .innerJoin(communities, eq(communities.id, payments.communityId))
    .leftJoin(users, eq(users.id, payments.userId));
}

/** The person's receipts, newest first. */
export async function listReceipts(userId: string, limit = 200) {
  return receiptRows()
    .where(eq(payments.userId, userId))
    .orderBy(desc(payments.at), desc(payments.number))
    .limit(limit);
}

/** One of the person's own receipts, or null. */
export async function findReceipt(userId: string, paymentId: string) {
  const [row] = await receiptRows()
    .where(and(eq(payments.userId, userId), eq(payments.id, paymentId)))
    .limit(1);
  return row ?? null;
}

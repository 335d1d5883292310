import "server-only";
import { and, asc, desc, eq, or } from "drizzle-orm";
import { read } from "@/db/client";
import { payments, products } from "@/db/schema/billing";
import { communities } from "@/db/schema/communities";
import { users } from "@/db/schema/identity";
import { receipts } from "@/db/schema/ledger";

/** `paper` is what was issued and never changes; the names beside it are today's, for links and lists. */
function receiptRows() {
  return read()
    .select({
      payment: payments,
      paper: receipts,
      productName: products.name,
      communityName: communities.name,
      communitySlug: communities.slug,
      communityLang: communities.locale,
      zone: communities.zone,
      payer: users.name,
      email: users.email,
    })
    .from(payments)
    .innerJoin(products, eq(products.id, payments.productId))
    .innerJoin(communities, eq(communities.id, payments.communityId))
    .leftJoin(users, eq(users.id, payments.userId))
    .leftJoin(receipts, eq(receipts.paymentId, payments.id));
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

/** A charge with everything that was given or taken back of it, oldest first: what belongs on one page. */
export async function listPaymentFamily(communityId: string, chargeId: string) {
  return receiptRows()
    .where(and(eq(payments.communityId, communityId), or(eq(payments.id, chargeId), eq(payments.chargedId, chargeId))))
    .orderBy(asc(payments.at), asc(payments.number));
}

import "server-only";
import { eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { orders, payments, products } from "@/db/schema/billing";
import { communities } from "@/db/schema/communities";
import { users } from "@/db/schema/identity";
import { receiptCounters, receipts } from "@/db/schema/ledger";
import type { Locale } from "@/lib/i18n/locales";
import { wordsFor } from "@/lib/i18n/words";
import { paperLines } from "../receipt";

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

const paperKinds: Readonly<Record<string, string>> = {
  charge: "receipt",
  refund: "refund",
  refund_failed: "refund",
  dispute: "dispute",
  dispute_won: "dispute",
};

/**
 * Issues the paper of a booked payment as everything is called now, in the community's language. Once per payment: a
 * second call changes nothing. It bears the payment's number, which was taken in the same transaction.
 */
export async function issueReceipt(tx: Tx, paymentId: string): Promise<void> {
  const [found] = await tx
    .select({ payment: payments, product: products.name, community: communities, payer: users, order: orders })
    .from(payments)
    .innerJoin(products, eq(products.id, payments.productId))
    .innerJoin(communities, eq(communities.id, payments.communityId))
    .leftJoin(users, eq(users.id, payments.userId))
    .leftJoin(orders, eq(orders.id, payments.orderId))
    .where(eq(payments.id, paymentId))
    .limit(1);
  if (!found) throw new Error(`no payment ${paymentId}`);
  const { payment, product, community, payer, order } = found;
  const { t } = wordsFor(community.locale as Locale);
  const about = payment.chargedId ? await numberOf(tx, payment.chargedId) : null;
  const label = about === null ? product : t("ledger.paper.refundOf", { product, number: about });
  const labels = { product: label, owned: t("ledger.paper.owned"), coupon: t("ledger.paper.coupon") };
  await tx
    .insert(receipts)
    .values({
      id: payment.id,
      communityId: payment.communityId,
      number: payment.number,
      paymentId: payment.id,
      kind: paperKinds[payment.kind] ?? "receipt",
      issuedAt: payment.at,
      seller: { name: community.name, contact: community.slug },
      buyer: { name: payer?.name ?? "", contact: payer?.email ?? "" },
      lines: paperLines(payment, order, labels),
    })
    .onConflictDoNothing();
}

async function numberOf(tx: Tx, paymentId: string): Promise<string | null> {
  const [row] = await tx.select({ number: payments.number }).from(payments).where(eq(payments.id, paymentId)).limit(1);
  return row?.number ?? null;
}

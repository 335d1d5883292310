import "server-only";
import { and, eq, gte, inArray, lte, notInArray, or } from "drizzle-orm";
import { read } from "@/db/client";
import { countAll } from "@/db/dialect/sql";
import { benefits, payments, products } from "@/db/schema/billing";
import { disputes, refunds } from "@/db/schema/ledger";
import { posts } from "@/db/schema/posts";
import { postReads } from "@/db/schema/sightings";
import type { RefundQuestion } from "../refund-policy";
import { listCreditsOf } from "./credits";
import { listPrices } from "./prices";
import { findTerms } from "./terms";

export type RefundRow = typeof refunds.$inferSelect;

/** A bank's enquiry (`warning_…`) takes no money, and a won dispute has given it back. */
const harmless = ["warning_needs_response", "warning_under_review", "warning_closed", "prevented", "won"];

/** A charge of a community with everything the refund policy asks about it; null for other rows and other places. */
export async function findRefundQuestion(
  communityId: string,
  paymentId: string,
  { self, at }: Pick<RefundQuestion, "self" | "at">,
) {
  const [found] = await read()
    .select({ payment: payments, productName: products.name, accessAfterRefund: products.accessAfterRefund })
    .from(payments)
    .innerJoin(products, eq(products.id, payments.productId))
    .where(and(eq(payments.communityId, communityId), eq(payments.id, paymentId), eq(payments.kind, "charge")))
    .limit(1);
  if (!found) return null;
  const { payment } = found;
  // One after the other: this is also asked inside of a transaction, which has one connection.
  const asked = await listRefundsOf(payment.id);
  const disputed = await isDisputed(payment.id);
  const terms = await findTerms(communityId);
  const credits = payment.orderId ? await listCreditsOf(payment.orderId) : [];
  const openedPosts = terms.refundMaxPosts !== null && self ? await countOpenedPosts(payment) : 0;
  const selfRefundsHere = payment.userId ? await countSelfRefunds(communityId, payment.userId) : 0;
  const sum = (states: readonly string[]) =>
    asked.filter(({ state }) => states.includes(state)).reduce((total, { amount }) => total + amount, 0);
  const question: RefundQuestion = {
    self,
    at,
    paidAt: payment.at,
    amount: payment.stripePaymentIntentId ? payment.amount : 0,
    refunded: sum(["pending", "succeeded"]),
    requested: sum(["requested"]),
    method: payment.method,
    disputed,
    refundDays: terms.refundDays,
    refundMaxPosts: terms.refundMaxPosts,
    credited: credits.reduce((total, { amount }) => total + amount, 0),
    selfRefundsHere,
    openedPosts,
  };
  return { ...found, refunds: asked, credits, question };
}

/** What was asked back of a payment, in whatever state. */
export async function listRefundsOf(paymentId: string): Promise<RefundRow[]> {
  return read().select().from(refunds).where(eq(refunds.paymentId, paymentId)).orderBy(refunds.requestedAt, refunds.id);
}

/**
 * How many of the paid texts that a payment opened its payer has opened since: as reading is counted (`post_reads`), so
 * somebody who is not counted has opened none.
 */
async function countOpenedPosts({ userId, communityId, priceId, at }: typeof payments.$inferSelect): Promise<number> {
  const [price] = await listPrices([priceId]);
  if (!userId || !price || price.benefitIds.length === 0) return 0;
  const [row] = await read()
    .select({ n: countAll() })
    .from(postReads)
    .innerJoin(posts, eq(posts.id, postReads.postId))
    .leftJoin(benefits, eq(benefits.postId, posts.id))
    .where(
      and(
        eq(postReads.communityId, communityId),
        eq(postReads.userId, userId),
        gte(postReads.lastAt, at),
        inArray(posts.audience, ["benefit", "purchase"]),
        or(
          and(eq(posts.audience, "benefit"), inArray(posts.benefitId, price.benefitIds)),
          inArray(benefits.id, price.benefitIds),
        ),
      ),
    );
  return row?.n ?? 0;
}

async function isDisputed(paymentId: string): Promise<boolean> {
  const [row] = await read()
    .select({ id: disputes.id })
    .from(disputes)
    .where(and(eq(disputes.paymentId, paymentId), notInArray(disputes.state, harmless)))
    .limit(1);
  return row !== undefined;
}

async function countSelfRefunds(communityId: string, userId: string): Promise<number> {
  const [row] = await read()
    .select({ n: countAll() })
    .from(refunds)
    .where(
      and(
        eq(refunds.communityId, communityId),
        eq(refunds.requestedBy, userId),
        eq(refunds.selfService, true),
        inArray(refunds.state, ["requested", "pending", "succeeded"]),
      ),
    );
  return row?.n ?? 0;
}

/** A refund with the payment it gives back. */
export async function findRefund(refundId: string) {
  const [row] = await read()
    .select({ refund: refunds, payment: payments })
    .from(refunds)
    .innerJoin(payments, eq(payments.id, refunds.paymentId))
    .where(eq(refunds.id, refundId))
    .limit(1);
  return row ?? null;
}

/** Refunds that were asked for up to `before` and of which Stripe has not answered: a crash or a lost answer. */
export async function listUnanswered(before: Date): Promise<{ id: string }[]> {
  return read()
    .select({ id: refunds.id })
    .from(refunds)
    .where(and(eq(refunds.state, "requested"), lte(refunds.requestedAt, before)))
    .orderBy(refunds.requestedAt)
    .limit(500);
}

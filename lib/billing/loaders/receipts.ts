import "server-only";
import { notFound } from "next/navigation";
import { requirePerson } from "@/lib/identity/loaders";
import { now } from "@/lib/platform/clock";
import { isDemo } from "@/lib/platform/installation";
import { decodeCursor, encodeCursor } from "@/lib/posts/cursor";
import { paymentsAreReal } from "../gateway";
import { isLatestCharge, listOwnReceipts } from "../queries/own-receipts";
import { findReceipt, listPaymentFamily } from "../queries/receipts";
import { findRefundQuestion } from "../queries/refunds";
import { mayRefund, selfWindowEnd } from "../refund-policy";

const pageSize = 50;

/** One's own receipts, page by page. */
export async function loadReceipts(after: unknown) {
  const person = await requirePerson("/me/billing/receipts");
  const cursor = decodeCursor(typeof after === "string" ? after : undefined);
  const [{ rows, next }, demo] = await Promise.all([
    listOwnReceipts(person.userId, { after: cursor, limit: pageSize }),
    isDemo(),
  ]);
  return { person, rows, next: next && encodeCursor(next), isFirst: cursor === null, demo, at: now() };
}

/** One's own receipt with what belongs to it, or 404. */
export async function loadReceipt(paymentId: string) {
  const person = await requirePerson(`/me/billing/receipts/${paymentId}`);
  const receipt = await findReceipt(person.userId, paymentId);
  if (!receipt) notFound();
  const { communityId, chargedId, kind } = receipt.payment;
  const at = now();
  const [family, asked, demo] = await Promise.all([
    listPaymentFamily(communityId, chargedId ?? paymentId),
    kind === "charge" ? findRefundQuestion(communityId, paymentId, { self: true, at }) : null,
    isDemo(),
  ]);
  const related = family.filter(({ payment }) => payment.id !== paymentId && payment.userId === person.userId);
  const mayTakeBack = asked !== null && mayRefund(asked.question).allowed;
  return { person, ...receipt, related, mayTakeBack, demo, at, sandbox: !paymentsAreReal() };
}

/** The page that asks before one's own payment is taken back, or says why it cannot be; 404 for anybody else's. */
export async function loadOwnRefund(paymentId: string) {
  const person = await requirePerson(`/me/billing/refund/${paymentId}`);
  const receipt = await findReceipt(person.userId, paymentId);
  if (receipt?.payment.kind !== "charge") notFound();
  const at = now();
  const found = await findRefundQuestion(receipt.payment.communityId, paymentId, { self: true, at });
  if (!found) notFound();
  const { question } = found;
  const { subscriptionId } = receipt.payment;
  return {
    person,
    ...receipt,
    answer: mayRefund(question),
    hasWindow: question.refundDays > 0,
    until: selfWindowEnd(question.paidAt, question.refundDays),
    endsSubscription: subscriptionId !== null && (await isLatestCharge(subscriptionId, paymentId)),
    demo: await isDemo(),
    at,
  };
}

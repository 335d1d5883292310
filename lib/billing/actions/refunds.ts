"use server";
import { revalidatePath } from "next/cache";
import { managerAction, personAction } from "@/lib/access/action";
import { hourMs, now } from "@/lib/platform/clock";
import { NotFound, Refusal } from "@/lib/platform/errors";
import { parseAmount } from "@/lib/platform/money";
import { findReceipt } from "../queries/receipts";
import { findRefundQuestion } from "../queries/refunds";
import { refundPayment } from "../refund-payment";
import { mayRefund } from "../refund-policy";
import { Refund, RefundOwn } from "../schema/refunds";

/** Gives a payment of the community back, whole or in part. */
export const refundAction = managerAction({
  name: "billing.refund",
  schema: Refund,
  limits: { perPerson: [120, hourMs] },
  handler: async ({ input, viewer, community, words }) => {
    const found = await findRefundQuestion(community.id, input.payment, { self: false, at: now() });
    if (!found) throw new NotFound();
    const outcome = await refundPayment({
      communityId: community.id,
      paymentId: input.payment,
      amount: input.amount === "" ? left(found.question) : typed(input.amount, found.payment.currency),
      reason: input.reason,
      endsAccess: input.endsAccess,
      leftBefore: input.left,
      by: { userId: viewer.person.userId, self: false },
    });
    revalidatePath(`/c/${community.slug}/manage/orders/${input.payment}`);
    return { message: words.t(`ledger.refund.${outcome}`) };
  },
});

/** Takes one's own payment back, whole, within the community's days. */
export const refundOwnAction = personAction({
  name: "billing.refund-own",
  schema: RefundOwn,
  limits: { perPerson: [20, hourMs] },
  handler: async ({ input, person, words }) => {
    const own = await findReceipt(person.userId, input.payment);
    if (!own) throw new NotFound();
    const { communityId } = own.payment;
    const found = await findRefundQuestion(communityId, input.payment, { self: true, at: now() });
    if (!found) throw new NotFound();
    const outcome = await refundPayment({
      communityId,
      paymentId: input.payment,
      amount: left(found.question),
      reason: input.reason,
      endsAccess: true,
      by: { userId: person.userId, self: true },
    });
    if (outcome === "waiting") return { message: words.t("ledger.refund.waiting") };
    return { redirectTo: `/me/billing/receipts/${input.payment}?refunded=yes` };
  },
});

/** Everything that can go back; while Stripe has not answered an earlier try, that one's amount again. */
function left(question: Parameters<typeof mayRefund>[0]): number {
  if (question.requested > 0) return question.requested;
  const answer = mayRefund(question);
  if (!answer.allowed) throw new Refusal(`refund-${answer.reason}`);
  return answer.upTo;
}

function typed(amount: string, currency: string): number {
  const parsed = parseAmount(amount, currency);
  if (parsed === null) throw new Refusal("refund-amount", { field: "amount" });
  return parsed;
}

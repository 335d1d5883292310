import type { Stretch } from "./billing-period";
import type { Books } from "./books";
import type { CustomerFacts, InvoiceFact, PaymentFact } from "./facts";
import type { Purchase } from "./purchase-history";
import { mainLine } from "./subscription-situation";
import { tookMoney, wonAt } from "./taken-back";
import type { ProductKind } from "./types";

/** `refund_failed` and `dispute_won` give back what a `refund` and a `dispute` took. */
export type MoneyKind = "charge" | "refund" | "refund_failed" | "dispute" | "dispute_won";

/** Money that moved: what becomes a row of `payments`. `amount` in minor units, negative for what goes. */
export interface MoneyEntry {
  /** Stripe's id of the invoice, payment, refund or dispute; what gives back has its own (`re_1:failed`). */
  stripeId: string;
  /** Of everything but a charge: the charge it is about. */
  chargeStripeId: string | null;
  communityId: string;
  productId: string;
  priceId: string;
  productKind: ProductKind;
  kind: MoneyKind;
  amount: number;
  discountAmount: number;
  currency: string;
  period: Stretch | null;
  at: Date;
  orderId: string | null;
  stripeSubscriptionId: string | null;
  payment: Pick<PaymentFact, "id" | "chargeId" | "method" | "fee"> | null;
}

/** A paid invoice under the price it mainly charged. Free ones move no money. */
export function invoiceMoney(
  invoice: InvoiceFact,
  { prices }: Books,
  payments: readonly PaymentFact[],
  orderId: string | null,
): MoneyEntry | null {
  const main = mainLine(invoice.lines);
  const price = main && prices.get(main.stripePriceId);
  if (!price || invoice.amountPaid <= 0) return null;
  return {
    stripeId: invoice.id,
    chargeStripeId: null,
    communityId: price.communityId,
    productId: price.productId,
    priceId: price.id,
    productKind: price.productKind,
    kind: "charge",
    amount: invoice.amountPaid,
    discountAmount: invoice.discountAmount,
    currency: invoice.currency,
    period: { from: main.from, to: main.to },
    at: invoice.paidAt,
    orderId,
    stripeSubscriptionId: invoice.subscriptionId,
    payment: payments.find(({ id }) => id === invoice.paymentIntentId) ?? null,
  };
}

/** A one-off payment as money that moved. */
export function purchaseMoney({ payment, order, price }: Purchase): MoneyEntry {
  return {
    stripeId: payment.id,
    chargeStripeId: null,
    communityId: price.communityId,
    productId: price.productId,
    priceId: price.id,
    productKind: price.productKind,
    kind: "charge",
    amount: payment.amount,
    discountAmount: order.discountAmount,
    currency: payment.currency,
    period: null,
    at: payment.at,
    orderId: order.id,
    stripeSubscriptionId: null,
    payment,
  };
}

/** What went back from a charge, and what of that came back: a refund the bank could not deliver, a dispute won. */
export function takenBack(
  charge: MoneyEntry,
  paymentIntentIds: readonly string[],
  { refunds, disputes }: Pick<CustomerFacts, "refunds" | "disputes">,
): MoneyEntry[] {
  const about = { ...charge, chargeStripeId: charge.stripeId, discountAmount: 0, payment: null };
  const isMine = ({ paymentIntentId }: { paymentIntentId: string }) => paymentIntentIds.includes(paymentIntentId);
  const returned = refunds.filter(isMine).flatMap((refund): MoneyEntry[] => {
    const { id, amount, at, failedAt, state } = refund;
    const given: MoneyEntry = { ...about, stripeId: id, kind: "refund", amount: -amount, at };
    if (state !== "failed") return [given];
    return [given, { ...about, stripeId: `${id}:failed`, kind: "refund_failed", amount, at: failedAt ?? at }];
  });
  const disputed = disputes
    .filter((one) => isMine(one) && tookMoney(one))
    .flatMap((dispute): MoneyEntry[] => {
      const { id, amount, openedAt: at } = dispute;
      const taken: MoneyEntry = { ...about, stripeId: id, kind: "dispute", amount: -amount, at };
      const won = wonAt(dispute);
      return won ? [taken, { ...about, stripeId: `${id}:won`, kind: "dispute_won", amount, at: won }] : [taken];
    });
  return [...returned, ...disputed];
}

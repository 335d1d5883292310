import type { Stretch } from "./billing-period";
import type { Books } from "./books";
import type { InvoiceFact, PaymentFact } from "./customer-facts";
import type { Purchase } from "./purchase-history";
import type { ProductKind } from "./types";

/** Money that moved: what becomes a row of `payments`. `amount` in minor units, negative for a refund. */
export interface MoneyEntry {
  stripeId: string;
  communityId: string;
  productId: string;
  priceId: string;
  productKind: ProductKind;
  kind: "charge" | "refund";
  amount: number;
  currency: string;
  period: Stretch | null;
  at: Date;
}

/** A paid invoice under the price it mainly charged. Free ones move no money. */
export function invoiceMoney(invoice: InvoiceFact, { prices }: Books): MoneyEntry | null {
  const main = invoice.lines.filter(({ amount }) => amount >= 0).sort((a, b) => b.amount - a.amount)[0];
  const price = main && prices.get(main.stripePriceId);
  if (!price || invoice.amountPaid <= 0) return null;
  return {
    stripeId: invoice.id,
    communityId: price.communityId,
    productId: price.productId,
    priceId: price.id,
    productKind: price.productKind,
    kind: "charge",
    amount: invoice.amountPaid,
    currency: invoice.currency,
    period: { from: main.from, to: main.to },
    at: invoice.paidAt,
  };
}

/** A one-off payment as money that moved. */
export function purchaseMoney(payment: PaymentFact, { price }: Purchase): MoneyEntry {
  return {
    stripeId: payment.id,
    communityId: price.communityId,
    productId: price.productId,
    priceId: price.id,
    productKind: price.productKind,
    kind: "charge",
    amount: payment.amount,
    currency: payment.currency,
    period: null,
    at: payment.at,
  };
}

/** One line of a paper. `amount` in minor units, negative for what is taken off or given back; instants in epoch ms. */
export interface PaperLine {
  label: string;
  amount: number;
  currency: string;
  from: number | null;
  until: number | null;
}

interface PaidRow {
  kind: string;
  amount: number;
  discountAmount: number;
  currency: string;
  periodStart: Date | null;
  periodEnd: Date | null;
}

interface OrderRow {
  kind: string;
  listAmount: number;
  creditAmount: number;
  discountAmount: number;
}

/**
 * The lines of a payment's paper: what it is for at its full price, then what was owned already (of a bundle) and what
 * a coupon took off. They always add up to what was paid; when they would not, one line says the amount.
 */
export function paperLines(
  payment: PaidRow,
  order: OrderRow | null,
  labels: { product: string; owned: string; coupon: string },
): PaperLine[] {
  const { amount, currency } = payment;
  const period = { from: payment.periodStart?.getTime() ?? null, until: payment.periodEnd?.getTime() ?? null };
  const off = (label: string, part: number): PaperLine[] =>
    part > 0 ? [{ label, amount: -part, currency, from: null, until: null }] : [];
  const once = payment.kind === "charge" && order !== null && order.kind !== "subscription";
  const owned = once ? order.creditAmount : 0;
  const discount = payment.kind === "charge" ? (once ? order.discountAmount : payment.discountAmount) : 0;
  const full = amount + owned + discount;
  if (once && order.listAmount !== full) return [{ label: labels.product, amount, currency, ...period }];
  return [
    { label: labels.product, amount: full, currency, ...period },
    ...off(labels.owned, owned),
    ...off(labels.coupon, discount),
  ];
}

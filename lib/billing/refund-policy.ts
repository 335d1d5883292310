/** Why a payment cannot be given back. */
export const refundRefusals = [
  "not-refundable",
  "too-late",
  "too-often",
  "read-too-much",
  "method-too-old",
  "disputed",
  "nothing-left",
] as const;
export type RefundRefusal = (typeof refundRefusals)[number];

export interface RefundQuestion {
  /** Asked by the member themselves, or by who runs the community. */
  self: boolean;
  at: Date;
  paidAt: Date;
  amount: number;
  /** Given back already, and asked for but not yet settled. */
  refunded: number;
  requested: number;
  /** `card`, `alipay`, `wechat_pay`; null when unknown. */
  method: string | null;
  disputed: boolean;
  /** The community's terms: days (0 is never) and opened paid posts (null is any number). */
  refundDays: number;
  refundMaxPosts: number | null;
  selfRefundsHere: number;
  openedPosts: number;
}

export function mayRefund(
  _question: RefundQuestion,
): { allowed: true; upTo: number } | { allowed: false; reason: RefundRefusal } {
  throw new Error("not built yet");
}

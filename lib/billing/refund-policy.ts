/** Why a payment cannot be given back. */
export const refundRefusals = [
  "not-refundable",
  "too-late",
  "too-often",
  "read-too-much",
  "method-too-old",
  "disputed",
  "nothing-left",
  "credited",
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
  /** How much less a bundle cost because of this payment: the part of it that stays where it is. */
  credited: number;
  /** `card`, `alipay`, `wechat_pay`; null when unknown. */
  method: string | null;
  disputed: boolean;
  /** The community's terms: days (0 is never) and paid posts opened since paying (null is any number). */
  refundDays: number;
  refundMaxPosts: number | null;
  selfRefundsHere: number;
  openedPosts: number;
}

export type RefundAnswer = { allowed: true; upTo: number } | { allowed: false; reason: RefundRefusal };

/** How often somebody may take their money back themselves in one community; after that they ask. */
export const selfRefundsMax = 2;

/** For how many days a way of paying takes money back (docs.stripe.com/payments/alipay and /wechat-pay, "Refunds"). */
export const methodWindowDays: Readonly<Record<string, number>> = { alipay: 90, wechat_pay: 180 };

const dayMs = 24 * 60 * 60 * 1000;

/** Until when, exclusive, a payment can be given back at all; null without such a limit. */
export function methodWindowEnd(paidAt: Date, method: string | null): Date | null {
  const days = methodWindowDays[method ?? ""];
  return days === undefined ? null : new Date(paidAt.getTime() + days * dayMs);
}

/** Until when, exclusive, a member may take a payment back themselves. */
export function selfWindowEnd(paidAt: Date, refundDays: number): Date {
  return new Date(paidAt.getTime() + refundDays * dayMs);
}

/**
 * Whether a payment can be given back, and how much of it at most. Part of it only for who runs the community. What
 * made a bundle cheaper stays until the bundle itself is given back.
 */
export function mayRefund(question: RefundQuestion): RefundAnswer {
  const reason = refusalOf(question);
  if (reason) return { allowed: false, reason };
  return { allowed: true, upTo: freeOf(question) };
}

const leftOf = ({ amount, refunded, requested }: RefundQuestion) => amount - refunded - requested;
const freeOf = (question: RefundQuestion) => leftOf(question) - question.credited;

function refusalOf(question: RefundQuestion): RefundRefusal | null {
  const { amount, at, paidAt, method, disputed } = question;
  if (amount <= 0) return "not-refundable";
  if (disputed) return "disputed";
  if (leftOf(question) <= 0) return "nothing-left";
  const closes = methodWindowEnd(paidAt, method);
  if (closes && at >= closes) return "method-too-old";
  const refusal = question.self ? selfRefusalOf(question) : null;
  return refusal ?? (freeOf(question) <= 0 ? "credited" : null);
}

function selfRefusalOf(question: RefundQuestion): RefundRefusal | null {
  const { at, paidAt, refundDays, refundMaxPosts, selfRefundsHere, openedPosts, credited } = question;
  if (at >= selfWindowEnd(paidAt, refundDays)) return "too-late";
  if (selfRefundsHere >= selfRefundsMax) return "too-often";
  // Taking back is taking back all of it.
  if (credited > 0) return "credited";
  return refundMaxPosts !== null && openedPosts > refundMaxPosts ? "read-too-much" : null;
}

/** What Stripe says of one customer at one moment: plain values, only what we use. */
export interface CustomerFacts {
  account: string;
  subscriptions: SubscriptionFact[];
  /** Of subscriptions, agreed or taken back. */
  schedules: ScheduleFact[];
  /** Paid ones. */
  invoices: InvoiceFact[];
  openInvoices: OpenInvoiceFact[];
  payments: PaymentFact[];
  refunds: RefundFact[];
  disputes: DisputeFact[];
  sessions: SessionFact[];
}

export interface SubscriptionFact {
  id: string;
  status: string;
  startedAt: Date;
  stripePriceId: string;
  periodStart: Date;
  periodEnd: Date;
  /** It ends with the period that runs. */
  cancelAtPeriodEnd: boolean;
  canceledAt: Date | null;
  cancelReason: string | null;
  cancelComment: string | null;
  endedAt: Date | null;
  endReason: string | null;
  trialEnd: Date | null;
  /** Nothing is charged for the periods that follow. */
  pause: { resumesAt: Date | null } | null;
  /** The next phase of its schedule. */
  pending: { stripePriceId: string; at: Date; scheduleId: string } | null;
  scheduleId: string | null;
  /** Stripe's `card.fingerprint` of what it is charged to. */
  cardFingerprint: string | null;
  discount: { stripeCouponId: string; until: Date | null } | null;
  metadata: Record<string, string>;
}

/** A change of price agreed for later. */
export interface ScheduleFact {
  id: string;
  subscriptionId: string;
  createdAt: Date;
  /** When it was taken back or had done its work. */
  releasedAt: Date | null;
  phases: { stripePriceId: string; from: Date; to: Date }[];
}

export interface InvoiceFact {
  id: string;
  subscriptionId: string;
  amountPaid: number;
  currency: string;
  createdAt: Date;
  paidAt: Date;
  /** Charged by the calendar, not by a click. */
  isRenewal: boolean;
  /** How often it was tried, the successful time included. */
  attempts: number;
  /** What coupons took off, in minor units. */
  discountAmount: number;
  /** Amounts before discounts; negative for what is credited. */
  lines: { stripePriceId: string; amount: number; from: Date; to: Date }[];
  /** The first of its payments, and all of them: one invoice may be paid in parts. */
  paymentIntentId: string | null;
  paymentIntentIds: string[];
}

/** An invoice that is not paid: a renewal that failed or is about to be charged. */
export interface OpenInvoiceFact {
  id: string;
  subscriptionId: string;
  amountDue: number;
  currency: string;
  createdAt: Date;
  /** The beginning of what it charges for. */
  from: Date;
  attempts: number;
  nextTryAt: Date | null;
}

/** A succeeded payment intent, of an invoice or of a one-off. */
export interface PaymentFact {
  id: string;
  amount: number;
  currency: string;
  at: Date;
  refunded: number;
  chargeId: string | null;
  /** `card`, `alipay`, `wechat_pay`. */
  method: string | null;
  disputed: boolean;
  /** What Stripe kept of it, by its balance transaction: `amount` and `net` in the settled currency. */
  fee: {
    id: string;
    amount: number;
    net: number;
    currency: string;
    applicationFee: number;
    at: Date;
  } | null;
  metadata: Record<string, string>;
}

export interface RefundFact {
  id: string;
  state: "pending" | "succeeded" | "failed";
  paymentIntentId: string;
  amount: number;
  currency: string;
  at: Date;
  /** When the bank sent it back; null when Stripe does not say. */
  failedAt: Date | null;
  reason: string | null;
  metadata: Record<string, string>;
}

export interface DisputeFact {
  id: string;
  paymentIntentId: string;
  amount: number;
  currency: string;
  reason: string;
  /** Stripe's word. */
  state: string;
  openedAt: Date;
  dueAt: Date | null;
  /** Its balance transactions: negative when money went, positive when it came back. */
  movements: { id: string; amount: number; fee: number; currency: string; at: Date }[];
}

export interface SessionFact {
  id: string;
  status: "open" | "complete" | "expired";
  paid: boolean;
  /** Complete, and the bank has not answered yet: neither paid nor unpaid. */
  awaitsBank: boolean;
  createdAt: Date;
  expiresAt: Date | null;
  paymentIntentId: string | null;
  subscriptionId: string | null;
  metadata: Record<string, string>;
}

import { sql } from "drizzle-orm";
import { bigcount, bool, check, index, instant, int, json, primaryKey, table, text, uniqueIndex } from "../dialect";
import { payments } from "./billing";
import { communities } from "./communities";

const community = () =>
  text("community_id")
    .notNull()
    .references(() => communities.id);

/** Money asked back. `requested` is ours, the other states follow Stripe. */
export const refunds = table(
  "refunds",
  {
    id: text("id").primaryKey(),
    communityId: community(),
    paymentId: text("payment_id")
      .notNull()
      .references(() => payments.id),
    amount: int("amount").notNull(),
    currency: text("currency").notNull(),
    /** `requested`, `pending`, `succeeded`, `failed` or `refused`. */
    state: text("state").notNull(),
    reason: text("reason").notNull(),
    selfService: bool("self_service").notNull(),
    requestedBy: text("requested_by"),
    requestedAt: instant("requested_at").notNull(),
    account: text("account").notNull().default(""),
    stripeRefundId: text("stripe_refund_id"),
    settledAt: instant("settled_at"),
    endsAccess: bool("ends_access").notNull(),
  },
  (t) => [
    uniqueIndex("refunds_stripe").on(t.account, t.stripeRefundId),
    uniqueIndex("refunds_one_requested").on(t.paymentId).where(sql`state = 'requested'`),
    index("refunds_payment").on(t.paymentId),
    index("refunds_community").on(t.communityId, t.requestedAt),
  ],
);

/** A payment the payer's bank wants back. `state` is Stripe's word. */
export const disputes = table(
  "disputes",
  {
    id: text("id").primaryKey(),
    communityId: community(),
    paymentId: text("payment_id")
      .notNull()
      .references(() => payments.id),
    userId: text("user_id"),
    account: text("account").notNull().default(""),
    stripeDisputeId: text("stripe_dispute_id").notNull(),
    amount: int("amount").notNull(),
    currency: text("currency").notNull(),
    reason: text("reason").notNull(),
    state: text("state").notNull(),
    openedAt: instant("opened_at").notNull(),
    closedAt: instant("closed_at"),
    dueAt: instant("due_at"),
  },
  (t) => [
    uniqueIndex("disputes_stripe").on(t.account, t.stripeDisputeId),
    index("disputes_payment").on(t.paymentId),
    index("disputes_community").on(t.communityId, t.openedAt),
  ],
);

/**
 * One happening in a book, with its lines in `ledger_entries`. Append-only: triggers refuse every other change.
 * `communityId` names the book: a community, or `installation` for the operator's own.
 */
export const ledgerTransactions = table(
  "ledger_transactions",
  {
    id: text("id").primaryKey(),
    communityId: text("community_id").notNull(),
    /** What happened, as `charge:pi_…`: posting it twice is impossible. */
    key: text("key").notNull(),
    kind: text("kind").notNull(),
    at: instant("at").notNull(),
    recordedAt: instant("recorded_at").notNull(),
    paymentId: text("payment_id"),
    note: text("note").notNull().default(""),
  },
  (t) => [
    uniqueIndex("ledger_transactions_key").on(t.communityId, t.key),
    index("ledger_transactions_at").on(t.communityId, t.at),
    index("ledger_transactions_payment").on(t.paymentId),
  ],
);

/** A positive amount from the credited to the debited account: each line balances by its form. Append-only. */
export const ledgerEntries = table(
  "ledger_entries",
  {
    transactionId: text("transaction_id")
      .notNull()
      .references(() => ledgerTransactions.id),
    line: int("line").notNull(),
    communityId: text("community_id").notNull(),
    debit: text("debit").notNull(),
    credit: text("credit").notNull(),
    amount: bigcount("amount").notNull(),
    currency: text("currency").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.transactionId, t.line] }),
    index("ledger_entries_debit").on(t.communityId, t.currency, t.debit),
    index("ledger_entries_credit").on(t.communityId, t.currency, t.credit),
    check("ledger_entries_amount", sql`amount > 0`),
    check("ledger_entries_accounts", sql`debit <> credit`),
  ],
);

/** The number the next receipt of a community bears. */
export const receiptCounters = table("receipt_counters", {
  communityId: text("community_id")
    .primaryKey()
    .references(() => communities.id),
  next: int("next").notNull(),
});

/** Whoever stands on a receipt, as they were called then. */
export interface ReceiptParty {
  name: string;
  /** Of the seller: the community's address part. Of the buyer: their e-mail address. */
  contact: string;
}

/** `amount` in minor units, negative for a refund. Instants are epoch milliseconds. */
export interface ReceiptLine {
  label: string;
  amount: number;
  currency: string;
  from: number | null;
  until: number | null;
}

/** The paper of a payment as it was issued: a plan renamed later does not change it. Append-only. */
export const receipts = table(
  "receipts",
  {
    id: text("id").primaryKey(),
    communityId: community(),
    number: text("number").notNull(),
    paymentId: text("payment_id")
      .notNull()
      .references(() => payments.id),
    /** `receipt`, `refund` or `dispute`. */
    kind: text("kind").notNull(),
    issuedAt: instant("issued_at").notNull(),
    seller: json<ReceiptParty>("seller").notNull(),
    buyer: json<ReceiptParty>("buyer").notNull(),
    lines: json<ReceiptLine[]>("lines").notNull(),
  },
  (t) => [uniqueIndex("receipts_number").on(t.communityId, t.number), uniqueIndex("receipts_payment").on(t.paymentId)],
);

/** Money on its way from Stripe to a bank: a community's part of one of Stripe's payouts. */
export const payouts = table(
  "payouts",
  {
    id: text("id").primaryKey(),
    communityId: community(),
    account: text("account").notNull().default(""),
    stripePayoutId: text("stripe_payout_id").notNull(),
    amount: int("amount").notNull(),
    currency: text("currency").notNull(),
    state: text("state").notNull(),
    arrivesAt: instant("arrives_at").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    uniqueIndex("payouts_stripe").on(t.account, t.stripePayoutId, t.communityId),
    index("payouts_community").on(t.communityId, t.createdAt),
  ],
);

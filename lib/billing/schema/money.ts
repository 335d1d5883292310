import { z } from "zod";
import type { OrderKind, OrderState } from "../types";

const one = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (Array.isArray(value) ? value[0] : value), schema);
const search = one(
  z
    .string()
    .max(80)
    .transform((text) => text.replaceAll(/\p{Cc}/gu, "").trim())
    .catch(""),
);
/** A day as `<input type="date">` sends it. */
const day = one(
  z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .catch(""),
);
const choice = <const T extends readonly [string, ...string[]]>(values: T) =>
  one(z.enum(values).optional().catch(undefined));

export const movedKinds = ["charge", "refund", "refund_failed", "dispute", "dispute_won"] as const;
export type MovedKind = (typeof movedKinds)[number];
/** What has become of a charge. */
export const standings = ["paid", "partly", "refunded", "disputed"] as const;
export type Standing = (typeof standings)[number];
export const orderKinds = ["subscription", "payment", "gift"] as const satisfies readonly OrderKind[];
export const orderStates = ["open", "paid", "expired"] as const satisfies readonly OrderState[];
export const refundStates = ["requested", "pending", "succeeded", "failed", "refused"] as const;
export const postingKinds = [
  "charge",
  "fee",
  "exchange",
  "platform-fee",
  "platform-fee-refund",
  "refund",
  "refund-failed",
  "dispute",
  "dispute-won",
  "gift-redeemed",
  "gift-expired",
  "payout",
  "payout-failed",
] as const;

const paged = { from: day, to: day, after: one(z.string().max(60).optional().catch(undefined)) };

/** What the addresses of the owner's lists may ask for. Nonsense is ignored, never an error. */
export const MoneyQuery = z.object({ q: search, kind: choice(movedKinds), state: choice(standings), ...paged });
export type MoneyQuery = z.output<typeof MoneyQuery>;
export const OrdersQuery = z.object({ q: search, kind: choice(orderKinds), state: choice(orderStates), ...paged });
export type OrdersQuery = z.output<typeof OrdersQuery>;
export const RefundsQuery = z.object({ q: search, state: choice(refundStates), ...paged });
export type RefundsQuery = z.output<typeof RefundsQuery>;
export const DisputesQuery = z.object({ q: search, ...paged });
export type DisputesQuery = z.output<typeof DisputesQuery>;
export const LedgerQuery = z.object({ kind: choice(postingKinds), ...paged });
export type LedgerQuery = z.output<typeof LedgerQuery>;
export const PayoutsQuery = z.object(paged);
export type PayoutsQuery = z.output<typeof PayoutsQuery>;

/** The lists that can be had as a file. */
export const moneyTables = ["payments", "orders", "refunds", "disputes", "payouts", "ledger"] as const;
export type MoneyTableName = (typeof moneyTables)[number];
export const MoneyTableName = z.enum(moneyTables);

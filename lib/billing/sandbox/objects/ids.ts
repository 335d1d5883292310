import { randomBytes } from "node:crypto";
import { wallClock } from "@/lib/platform/clock";

/** The kinds of object the sandbox keeps, by their Stripe name, with the prefix of their ids. */
export const prefixes = {
  product: "prod",
  price: "price",
  coupon: "",
  discount: "di",
  customer: "cus",
  payment_method: "pm",
  "checkout.session": "cs_test",
  "billing_portal.session": "bps",
  subscription: "sub",
  subscription_item: "si",
  subscription_schedule: "sub_sched",
  invoice: "in",
  line_item: "il",
  invoice_payment: "inpay",
  payment_intent: "pi",
  charge: "ch",
  refund: "re",
  dispute: "du",
  balance_transaction: "txn",
  payout: "po",
  account: "acct",
  account_link: "al",
  application_fee: "fee",
  event: "evt",
  request: "req",
} as const;
export type Kind = keyof typeof prefixes;

const letters = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789";

let last = 0;

/** Later ids are greater, also within one millisecond: lists sorted by time and id keep the order things were made in. */
function moment(): string {
  last = Math.max(last + 1, wallClock().getTime() * 1000);
  return last.toString(36);
}

/** An id as Stripe makes them: the kind's prefix and a row of letters, half of them random. */
export function sandboxId(kind: Kind): string {
  const random = Array.from(randomBytes(14), (byte) => letters[byte % letters.length]).join("");
  const id = `${moment()}${random}`;
  return prefixes[kind] === "" ? id : `${prefixes[kind]}_${id}`;
}

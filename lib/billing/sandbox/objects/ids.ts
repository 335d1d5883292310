import { randomBytes } from "node:crypto";

/** The kinds of object the sandbox keeps, by their Stripe name, with the prefix of their ids. */
export const prefixes = {
  product: "prod",
  price: "price",
  customer: "cus",
  payment_method: "pm",
  "checkout.session": "cs_test",
  "billing_portal.session": "bps",
  subscription: "sub",
  subscription_item: "si",
  invoice: "in",
  line_item: "il",
  invoice_payment: "inpay",
  payment_intent: "pi",
  charge: "ch",
  refund: "re",
  event: "evt",
  request: "req",
} as const;
export type Kind = keyof typeof prefixes;

const letters = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789";

/** An id as Stripe makes them: the kind's prefix and 24 random letters. */
export function sandboxId(kind: Kind): string {
  return `${prefixes[kind]}_${Array.from(randomBytes(24), (byte) => letters[byte % letters.length]).join("")}`;
}

import type { CustomerFacts } from "./customer-facts";
import type { CatalogPrice } from "./types";

/** Where money is, where it came from and where it went. Stripe, bank: assets. gifts_owed: a debt. The rest: results. */
export const accounts = [
  "stripe",
  "bank",
  "sales.subscription",
  "sales.one_off",
  "sales.pass",
  "sales.bundle",
  "gifts_owed",
  "discounts",
  "refunds",
  "disputes",
  "dispute_fees",
  "stripe_fees",
  "platform_fees",
  "platform_income",
  "exchange",
  "breakage",
] as const;
export type Account = (typeof accounts)[number];

/** The operator's own book, beside one per community. */
export const installationBook = "installation";

/** What happened once, as it is to stand in a book. `amount` in minor units, above zero. */
export interface Posting {
  /** A community's id or {@link installationBook}. */
  book: string;
  key: string;
  kind: string;
  at: Date;
  paymentId?: string;
  lines: { debit: Account; credit: Account; amount: number; currency: string }[];
}

/** What postings are derived from: what Stripe says, our prices (by Stripe's id and by ours) and the gifts there are. */
export interface LedgerFacts {
  facts: CustomerFacts;
  prices: ReadonlyMap<string, CatalogPrice>;
  orderedPrices: ReadonlyMap<string, CatalogPrice>;
  orders: readonly {
    id: string;
    communityId: string;
    priceId: string;
    kind: string;
    discountAmount: number;
    stripePaymentIntentId: string | null;
  }[];
  gifts: readonly {
    id: string;
    orderId: string;
    state: "waiting" | "redeemed" | "void";
    redeemedAt: Date | null;
    expiresAt: Date;
  }[];
  at: Date;
}

export interface LedgerLine {
  debit: Account;
  credit: Account;
  amount: number;
  currency: string;
}

export function postingsOf(_facts: LedgerFacts): Posting[] {
  throw new Error("not built yet");
}

/** What each account holds: debits less credits, by currency. */
export function trialBalance(lines: readonly LedgerLine[]): Map<string, Map<Account, number>> {
  const balances = new Map<string, Map<Account, number>>();
  for (const { debit, credit, amount, currency } of lines) {
    const held = balances.get(currency) ?? new Map<Account, number>();
    balances.set(currency, held);
    held.set(debit, (held.get(debit) ?? 0) + amount);
    held.set(credit, (held.get(credit) ?? 0) - amount);
  }
  return balances;
}

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

/** A positive amount on its way from the credited to the debited account: it balances by its form. */
export interface LedgerLine {
  debit: Account;
  credit: Account;
  amount: number;
  currency: string;
}

/** What happened once, as it is to stand in a book. `amount` in minor units, above zero. */
export interface Posting {
  /** A community's id or {@link installationBook}. */
  book: string;
  key: string;
  kind: string;
  at: Date;
  /** Our payment it belongs to, or Stripe's id of it, by which ours is found when it is posted. */
  paymentId?: string;
  stripePaymentIntentId?: string;
  /** None: what stood under this key before is taken back. */
  lines: LedgerLine[];
}

/** One line, or none when nothing moves. */
export const line = (debit: Account, credit: Account, amount: number, currency: string): LedgerLine[] =>
  amount > 0 ? [{ debit, credit, amount, currency }] : [];

/** The books that postings belong to. */
export function booksOf(postings: readonly Posting[]): string[] {
  return [...new Set(postings.map(({ book }) => book))];
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

/**
 * The lines that make a transaction with the effect of `held` have that of `wanted`: none when the two differ in form
 * only. They move exactly the difference, each from an account that has too much to one that has too little.
 */
export function correction(held: readonly LedgerLine[], wanted: readonly LedgerLine[]): LedgerLine[] {
  const turned = held.map(({ debit, credit, ...rest }) => ({ ...rest, debit: credit, credit: debit }));
  return [...trialBalance([...wanted, ...turned])].flatMap(([currency, balances]) => {
    const more = [...balances].filter(([, amount]) => amount > 0).sort(byAccount);
    const less = [...balances].filter(([, amount]) => amount < 0).sort(byAccount);
    const lines: LedgerLine[] = [];
    for (const [debit, wantedAmount] of more) {
      let open = wantedAmount;
      for (const source of less) {
        const amount = Math.min(open, -source[1]);
        lines.push(...line(debit, source[0], amount, currency));
        source[1] += amount;
        open -= amount;
      }
    }
    return lines;
  });
}

const byAccount = (a: [Account, number], b: [Account, number]) => accounts.indexOf(a[0]) - accounts.indexOf(b[0]);

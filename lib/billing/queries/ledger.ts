import "server-only";
import { and, asc, eq } from "drizzle-orm";
import { read } from "@/db/client";
import { amongIds, idList, sumOf } from "@/db/dialect/sql";
import { ledgerEntries, ledgerTransactions } from "@/db/schema/ledger";
import { type Account, accounts, type LedgerLine } from "../ledger";
import { latestFirst, onPage, type Page, type PageFilter, toPage } from "./paging";

/** What an account of a book holds in one currency. `balance` is debits less credits. */
export interface AccountBalance {
  account: Account;
  debits: number;
  credits: number;
  balance: number;
}

/** The trial balance of a book: by currency, every account that was ever used, in the chart's order. */
export async function findTrialBalance(book: string): Promise<{ currency: string; rows: AccountBalance[] }[]> {
  const side = (account: typeof ledgerEntries.debit | typeof ledgerEntries.credit) =>
    read()
      .select({ currency: ledgerEntries.currency, account, amount: sumOf(ledgerEntries.amount) })
      .from(ledgerEntries)
      .where(eq(ledgerEntries.communityId, book))
      .groupBy(ledgerEntries.currency, account);
  const [debits, credits] = await Promise.all([side(ledgerEntries.debit), side(ledgerEntries.credit)]);
  const found = new Map<string, Map<string, AccountBalance>>();
  const add = (rows: typeof debits, name: "debits" | "credits") => {
    for (const { currency, account, amount } of rows) {
      const held = found.get(currency) ?? new Map<string, AccountBalance>();
      found.set(currency, held);
      const row = held.get(account) ?? { account: account as Account, debits: 0, credits: 0, balance: 0 };
      held.set(account, row);
      row[name] += amount;
      row.balance = row.debits - row.credits;
    }
  };
  add(debits, "debits");
  add(credits, "credits");
  return [...found].sort().map(([currency, rows]) => ({
    currency,
    rows: accounts.flatMap((account) => rows.get(account) ?? []),
  }));
}

export interface LedgerTransaction {
  id: string;
  key: string;
  kind: string;
  at: Date;
  recordedAt: Date;
  paymentId: string | null;
  lines: LedgerLine[];
}

export interface LedgerFilter extends PageFilter {
  kind?: string;
}

/** One page of a book, the latest first, by keyset. */
export async function listTransactions(book: string, filter: LedgerFilter): Promise<Page<LedgerTransaction>> {
  const { kind, limit } = filter;
  const found = await read()
    .select()
    .from(ledgerTransactions)
    .where(
      and(
        eq(ledgerTransactions.communityId, book),
        kind ? eq(ledgerTransactions.kind, kind) : undefined,
        onPage(ledgerTransactions, filter),
      ),
    )
    .orderBy(...latestFirst(ledgerTransactions))
    .limit(limit + 1);
  const { rows, next } = toPage(found, limit, (row) => row);
  return { rows: await withLines(rows), next };
}

/** Everything a book says of a payment, in the order it happened. */
export async function listPostingsOfPayment(book: string, paymentId: string): Promise<LedgerTransaction[]> {
  const rows = await read()
    .select()
    .from(ledgerTransactions)
    .where(and(eq(ledgerTransactions.communityId, book), eq(ledgerTransactions.paymentId, paymentId)))
    .orderBy(asc(ledgerTransactions.at), asc(ledgerTransactions.id));
  return withLines(rows);
}

async function withLines(rows: readonly (typeof ledgerTransactions.$inferSelect)[]): Promise<LedgerTransaction[]> {
  if (rows.length === 0) return [];
  const entries = await read()
    .select()
    .from(ledgerEntries)
    .where(amongIds(ledgerEntries.transactionId, idList(rows.map(({ id }) => id))))
    .orderBy(asc(ledgerEntries.transactionId), asc(ledgerEntries.line));
  const byId = new Map<string, LedgerLine[]>();
  for (const { transactionId, debit, credit, amount, currency } of entries) {
    const lines = byId.get(transactionId) ?? [];
    byId.set(transactionId, lines);
    lines.push({ debit: debit as Account, credit: credit as Account, amount, currency });
  }
  return rows.map(({ id, key, kind, at, recordedAt, paymentId }) => ({
    id,
    key,
    kind,
    at,
    recordedAt,
    paymentId,
    lines: byId.get(id) ?? [],
  }));
}

import { getTableName } from "drizzle-orm";
import { rawQuery, read, transact } from "../../db/client";
import { engine } from "../../db/dialect";
import * as accounts from "../../db/schema/accounts";
import * as billing from "../../db/schema/billing";
import { members } from "../../db/schema/communities";
import { journal } from "../../db/schema/journal";
import * as ledger from "../../db/schema/ledger";
import { jobs } from "../../db/schema/platform";
import * as selling from "../../db/schema/selling";

/**
 * Everything our books hold of money and what follows from it, children before parents. Not here: the catalogue, the
 * people, and what Stripe (the sandbox) holds.
 */
const bookTables = [
  ledger.ledgerEntries,
  ledger.ledgerTransactions,
  ledger.receipts,
  ledger.receiptCounters,
  ledger.refunds,
  ledger.disputes,
  ledger.payouts,
  accounts.notices,
  accounts.differences,
  accounts.reconcileRuns,
  selling.couponUses,
  selling.gifts,
  selling.comps,
  selling.trialUses,
  billing.grants,
  billing.payments,
  billing.subscriptions,
  billing.orders,
  billing.stripeEvents,
  selling.coupons,
  billing.customers,
  members,
  journal,
  jobs,
] as const;

/** The tables whose triggers refuse what a wipe does. A test lifts them in its own copy of the database. */
const sealed = [ledger.ledgerTransactions, ledger.ledgerEntries, ledger.receipts].map(getTableName);

/** Makes the append-only tables of this test's database as changeable as the others. */
export async function unseal(): Promise<void> {
  await transact(async () => {
    for (const table of sealed) {
      if (engine === "postgres") await rawQuery(`ALTER TABLE "${table}" DISABLE TRIGGER USER`);
      else for (const verb of ["update", "delete"]) await rawQuery(`DROP TRIGGER IF EXISTS \`${table}_no_${verb}\``);
    }
  });
}

type Rows = readonly object[];

export interface KeptBooks {
  rows: Map<(typeof bookTables)[number], Rows>;
}

/** What the books say now, for {@link bringBack}. */
export async function keepBooks(): Promise<KeptBooks> {
  const kept: KeptBooks = { rows: new Map() };
  for (const table of bookTables) kept.rows.set(table, (await read().select().from(table)) as Rows);
  return kept;
}

const emptied = bookTables.map((table) => `DELETE FROM "${getTableName(table)}"`);

/** Makes the books say what they said when they were kept. Needs {@link unseal}. */
export async function bringBack({ rows }: KeptBooks): Promise<void> {
  await transact(async (tx) => {
    if (engine === "postgres") await rawQuery(emptied.join(";"));
    else for (const table of bookTables) await tx.delete(table);
    for (const table of [...bookTables].reverse()) {
      const kept = rows.get(table);
      if (kept && kept.length > 0) await tx.insert(table).values(kept as never);
    }
  });
}

import "server-only";
import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { amongIds, idList } from "@/db/dialect/sql";
import { payments } from "@/db/schema/billing";
import { ledgerEntries, ledgerTransactions } from "@/db/schema/ledger";
import { wallClock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { log } from "@/lib/platform/log";
import { type Account, correction, type LedgerLine, type Posting } from "../ledger";
import type { Change } from "../types";

/**
 * Posts to a book what it does not hold yet, by key. Returns how many were new. What stands there is never changed: a
 * posting that would now read otherwise (Stripe said more, or something else) is noted in `changes` and followed by a
 * correction `<key>~2` that moves the difference. Postings for other books are left alone.
 */
export async function post(
  tx: Tx,
  book: string,
  postings: readonly Posting[],
  changes: Change[] = [],
): Promise<number> {
  const mine = postings.filter((posting) => posting.book === book);
  if (mine.length === 0) return 0;
  const held = await heldLines(
    tx,
    book,
    mine.flatMap(({ key }) => [key, `${key}~2`]),
  );
  const missing = mine.filter(({ key, lines }) => !held.has(key) && lines.length > 0);
  for (const posting of mine) {
    const lines = held.get(posting.key);
    const asFirst = lines && !held.has(`${posting.key}~2`) && correction(lines, posting.lines).length === 0;
    const correct = lines && !asFirst && (await correctionOf(tx, posting, lines));
    if (!correct) continue;
    missing.push(correct);
    changes.push(reported(posting, lines));
  }
  await insert(tx, missing);
  return missing.length;
}

async function heldLines(tx: Tx, book: string, keys: readonly string[]): Promise<Map<string, LedgerLine[]>> {
  const rows = await tx
    .select({
      key: ledgerTransactions.key,
      debit: ledgerEntries.debit,
      credit: ledgerEntries.credit,
      amount: ledgerEntries.amount,
      currency: ledgerEntries.currency,
    })
    .from(ledgerTransactions)
    .innerJoin(ledgerEntries, eq(ledgerEntries.transactionId, ledgerTransactions.id))
    .where(and(eq(ledgerTransactions.communityId, book), amongIds(ledgerTransactions.key, idList(keys))));
  const held = new Map<string, LedgerLine[]>();
  for (const { key, debit, credit, ...rest } of rows) {
    const lines = held.get(key) ?? [];
    held.set(key, lines);
    lines.push({ debit: debit as Account, credit: credit as Account, ...rest });
  }
  return held;
}

/** More corrections of one posting than this mean that two truths contradict each other: a fault to look at. */
const correctionsMax = 40;

/** What is to be added to a posting so that it and its corrections say what is wanted; null when they do already. */
async function correctionOf(tx: Tx, posting: Posting, lines: readonly LedgerLine[]): Promise<Posting | null> {
  const keys = Array.from({ length: correctionsMax }, (_, n) => `${posting.key}~${n + 2}`);
  const corrections = await heldLines(tx, posting.book, keys);
  const rest = correction([...lines, ...[...corrections.values()].flat()], posting.lines);
  if (rest.length === 0) return null;
  const key = keys[corrections.size];
  if (!key) throw new Error(`the posting ${posting.key} was corrected ${correctionsMax} times`);
  return { ...posting, key, lines: rest };
}

function reported(posting: Posting, lines: readonly LedgerLine[]): Change {
  const text = (all: readonly LedgerLine[]) =>
    all.map(({ debit, credit, amount, currency }) => `${debit} ← ${credit} ${amount} ${currency}`).join("; ");
  log.warn({ book: posting.book, key: posting.key }, "a posting was corrected");
  return {
    communityId: posting.book,
    kind: "ledger",
    subject: posting.key,
    ours: text(lines),
    theirs: text(posting.lines),
  };
}

async function insert(tx: Tx, postings: readonly Posting[]): Promise<void> {
  if (postings.length === 0) return;
  const ours = await ourPayments(tx, postings);
  const recordedAt = wallClock();
  const rows = postings.map(({ book, key, kind, at, paymentId, stripePaymentIntentId }) => ({
    id: newId(at.getTime()),
    communityId: book,
    key,
    kind,
    at,
    recordedAt,
    paymentId: paymentId ?? ours.get(stripePaymentIntentId ?? "") ?? null,
  }));
  await tx.insert(ledgerTransactions).values(rows);
  const entries = postings.flatMap(({ book, lines }, n) =>
    lines.map((line, index) => ({ transactionId: rows[n]!.id, line: index + 1, communityId: book, ...line })),
  );
  await tx.insert(ledgerEntries).values(entries);
}

/** Our payments by the id Stripe gave them. */
async function ourPayments(tx: Tx, postings: readonly Posting[]): Promise<Map<string, string>> {
  const wanted = postings.flatMap(({ paymentId, stripePaymentIntentId: id }) => (paymentId || !id ? [] : [id]));
  if (wanted.length === 0) return new Map();
  const rows = await tx
    .select({ id: payments.id, intent: payments.stripePaymentIntentId })
    .from(payments)
    .where(and(amongIds(payments.stripePaymentIntentId, idList(wanted)), eq(payments.kind, "charge")));
  return new Map(rows.map(({ id, intent }) => [intent!, id]));
}

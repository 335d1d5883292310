import { beforeEach, describe, expect, it } from "vitest";
import { makePaidCommunity, makePerson } from "../e2e/support/billing-world";
import { bookPayment } from "../e2e/support/booked-payment";
import { freshDatabase } from "../e2e/support/database";
import { post } from "../lib/billing/commands/ledger";
import { issueReceipt } from "../lib/billing/commands/receipts";
import { rawQuery, read, transact } from "./client";
import { engine } from "./dialect";
import { ledgerEntries, ledgerTransactions, receipts } from "./schema/ledger";

const sale = {
  book: "wheels",
  key: "charge:pi_1",
  kind: "charge",
  at: new Date("2026-03-01T10:00:00Z"),
  lines: [{ debit: "stripe", credit: "sales.pass", amount: 3900, currency: "CNY" } as const],
};

beforeEach(async () => {
  await freshDatabase();
  await transact((tx) => post(tx, "wheels", [sale]));
});

/** What the driver said, wherever Drizzle put it. */
async function refusal(change: Promise<unknown>): Promise<string> {
  const error = await change.then(() => null).catch((reason: unknown) => reason);
  const said: string[] = [];
  for (let at = error; at instanceof Error; at = at.cause) said.push(at.message);
  return said.join(" | ");
}

describe("the ledger", () => {
  it("refuses to be changed, whoever asks", async () => {
    const change = transact((tx) => tx.update(ledgerEntries).set({ amount: 1 }));
    expect(await refusal(change)).toMatch(/append-only/);
    const move = transact((tx) => tx.update(ledgerTransactions).set({ at: new Date(0) }));
    expect(await refusal(move)).toMatch(/append-only/);
    expect(await read().select({ amount: ledgerEntries.amount }).from(ledgerEntries)).toEqual([{ amount: 3900 }]);
  });

  it("refuses to forget", async () => {
    expect(await refusal(transact((tx) => tx.delete(ledgerEntries)))).toMatch(/append-only/);
    expect(await refusal(transact((tx) => tx.delete(ledgerTransactions)))).toMatch(/append-only|foreign key/i);
    expect(await read().select().from(ledgerTransactions)).toHaveLength(1);
  });

  it.runIf(engine === "postgres")("refuses to be emptied at once", async () => {
    const emptied = transact(() => rawQuery("TRUNCATE ledger_entries"));
    expect(await refusal(emptied)).toMatch(/append-only/);
    const papers = transact(() => rawQuery("TRUNCATE receipts"));
    expect(await refusal(papers)).toMatch(/append-only/);
  });

  it("refuses amounts of nothing, and accounts that pay themselves", async () => {
    const [transaction] = await read().select().from(ledgerTransactions);
    const base = { transactionId: transaction!.id, communityId: "wheels", currency: "CNY" };
    const nothing = { ...base, line: 2, debit: "stripe", credit: "bank", amount: 0 };
    const circle = { ...base, line: 3, debit: "stripe", credit: "stripe", amount: 5 };
    expect(await refusal(transact((tx) => tx.insert(ledgerEntries).values(nothing)))).toMatch(/check/i);
    expect(await refusal(transact((tx) => tx.insert(ledgerEntries).values(circle)))).toMatch(/check/i);
  });

  it("knows each key once in a book", async () => {
    const [transaction] = await read().select().from(ledgerTransactions);
    const twin = transact((tx) => tx.insert(ledgerTransactions).values({ ...transaction!, id: "other" }));
    expect(await refusal(twin)).toMatch(/unique|duplicate/i);
  });

  it("refuses to change or forget a paper that was issued", async () => {
    const world = await makePaidCommunity();
    const payment = await bookPayment(world, await makePerson());
    await transact((tx) => issueReceipt(tx, payment));
    expect(await refusal(transact((tx) => tx.update(receipts).set({ number: "W-1" })))).toMatch(/append-only/);
    expect(await refusal(transact((tx) => tx.delete(receipts)))).toMatch(/append-only/);
    expect(await read().select({ number: receipts.number }).from(receipts)).toEqual([{ number: "W-000001" }]);
  });
});

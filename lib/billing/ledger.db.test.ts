import { beforeEach, describe, expect, it } from "vitest";
import { read, transact } from "@/db/client";
import { ledgerTransactions } from "@/db/schema/ledger";
import { makePaidCommunity, makePerson, type PaidCommunity } from "../../e2e/support/billing-world";
import { bookPayment } from "../../e2e/support/booked-payment";
import { freshDatabase } from "../../e2e/support/database";
import { post } from "./commands/ledger";
import { issueReceipt } from "./commands/receipts";
import type { LedgerLine, Posting } from "./ledger";
import { findTrialBalance, listPostingsOfPayment, listTransactions } from "./queries/ledger";
import { findReceipt, listPaymentFamily, listReceipts } from "./queries/receipts";
import type { Change } from "./types";

beforeEach(freshDatabase);

const at = new Date("2026-03-01T10:00:00Z");
const line = (debit: LedgerLine["debit"], credit: LedgerLine["credit"], amount: number, currency = "CNY") => ({
  debit,
  credit,
  amount,
  currency,
});
const posting = (key: string, lines: LedgerLine[], over: Partial<Posting> = {}): Posting => ({
  book: "wheels",
  key,
  kind: key.split(":")[0]!,
  at,
  lines,
  ...over,
});
const sale = posting("charge:pi_1", [line("stripe", "sales.pass", 3900)]);
const fee = posting("fee:txn_1", [line("stripe_fees", "stripe", 156)]);
const keys = async () =>
  (await read().select({ key: ledgerTransactions.key }).from(ledgerTransactions)).map((t) => t.key).sort();
const balances = async (book = "wheels") =>
  Object.fromEntries(
    (await findTrialBalance(book)).flatMap(({ rows }) => rows.map((row) => [row.account, row.balance])),
  );

describe("posting", () => {
  it("adds what is missing, and nothing the second time", async () => {
    expect(await transact((tx) => post(tx, "wheels", [sale]))).toBe(1);
    expect(await transact((tx) => post(tx, "wheels", [sale, fee]))).toBe(1);
    expect(await transact((tx) => post(tx, "wheels", [sale, fee]))).toBe(0);
    expect(await balances()).toEqual({ stripe: 3744, "sales.pass": -3900, stripe_fees: 156 });
  });

  it("takes the postings of its own book only", async () => {
    const share = { ...fee, book: "installation", lines: [line("stripe", "platform_income", 195)] };
    expect(await transact((tx) => post(tx, "wheels", [sale, share]))).toBe(1);
    expect(await transact((tx) => post(tx, "installation", [sale, share]))).toBe(1);
    expect(await balances("installation")).toEqual({ stripe: 195, platform_income: -195 });
  });

  it("corrects a posting that reads otherwise by moving the difference, and says so", async () => {
    await transact((tx) => post(tx, "wheels", [sale]));
    const changes: Change[] = [];
    const other = { ...sale, lines: [line("stripe", "sales.pass", 3510), line("discounts", "sales.pass", 390)] };
    expect(await transact((tx) => post(tx, "wheels", [other], changes))).toBe(1);
    expect(await keys()).toEqual(["charge:pi_1", "charge:pi_1~2"]);
    expect(await balances()).toEqual({ stripe: 3510, "sales.pass": -3900, discounts: 390 });
    expect(changes).toMatchObject([{ kind: "ledger", communityId: "wheels", subject: "charge:pi_1" }]);
    expect(await transact((tx) => post(tx, "wheels", [other], changes))).toBe(0);
    expect(changes).toHaveLength(1);
    expect(await transact((tx) => post(tx, "wheels", [sale]))).toBe(1);
    expect(await keys()).toEqual(["charge:pi_1", "charge:pi_1~2", "charge:pi_1~3"]);
    expect(await balances()).toMatchObject({ stripe: 3900, "sales.pass": -3900, discounts: 0 });
  });

  it("takes back what is no longer to be said, and never writes an empty transaction", async () => {
    await transact((tx) => post(tx, "wheels", [sale]));
    const never = posting("gift:g_1", []);
    expect(await transact((tx) => post(tx, "wheels", [{ ...sale, lines: [] }, never]))).toBe(1);
    expect(await keys()).toEqual(["charge:pi_1", "charge:pi_1~2"]);
    expect(await balances()).toEqual({ stripe: 0, "sales.pass": 0 });
  });

  it("leaves an equal posting in another order of its lines alone", async () => {
    const lines = [line("stripe", "sales.pass", 3510), line("discounts", "sales.pass", 390)];
    await transact((tx) => post(tx, "wheels", [{ ...sale, lines }]));
    expect(await transact((tx) => post(tx, "wheels", [{ ...sale, lines: lines.toReversed() }]))).toBe(0);
  });

  it("undoes everything with the transaction it belongs to", async () => {
    const failing = transact(async (tx) => {
      await post(tx, "wheels", [sale]);
      throw new Error("the sync failed");
    });
    await expect(failing).rejects.toThrow();
    expect(await keys()).toEqual([]);
  });

  it("writes one entry when two syncs post the same", async () => {
    await Promise.allSettled(Array.from({ length: 8 }, () => transact((tx) => post(tx, "wheels", [sale, fee]))));
    expect(await keys()).toEqual(["charge:pi_1", "fee:txn_1"]);
    expect(await balances()).toEqual({ stripe: 3744, "sales.pass": -3900, stripe_fees: 156 });
  });
});

describe("looking at a book", () => {
  it("pages through it, latest first, without missing or repeating anything at equal times", async () => {
    const many = Array.from({ length: 25 }, (_, n) =>
      posting(`charge:pi_${n}`, [line("stripe", "sales.pass", n + 1)], {
        at: new Date(at.getTime() + Math.floor(n / 5)),
      }),
    );
    await transact((tx) => post(tx, "wheels", many));
    const seen: string[] = [];
    let after = null;
    do {
      const page = await listTransactions("wheels", { limit: 4, after });
      seen.push(...page.rows.map(({ key }) => key));
      after = page.next;
    } while (after);
    expect(new Set(seen).size).toBe(25);
    expect(seen).toHaveLength(25);
  });

  it("narrows by kind and by a half-open time", async () => {
    await transact((tx) => post(tx, "wheels", [sale, fee]));
    const found = async (filter: object) =>
      (await listTransactions("wheels", { limit: 9, ...filter })).rows.map((r) => r.key);
    expect(await found({ kind: "fee" })).toEqual(["fee:txn_1"]);
    expect(await found({ from: at, until: new Date(at.getTime() + 1) })).toHaveLength(2);
    expect(await found({ until: at })).toEqual([]);
  });

  it("keeps currencies apart, each summing to zero", async () => {
    const abroad = posting("exchange:txn_1", [
      line("exchange", "stripe", 3900),
      line("stripe", "exchange", 545, "USD"),
    ]);
    await transact((tx) => post(tx, "wheels", [sale, abroad]));
    const found = await findTrialBalance("wheels");
    expect(found.map(({ currency }) => currency)).toEqual(["CNY", "USD"]);
    for (const { rows } of found) expect(rows.reduce((sum, { balance }) => sum + balance, 0)).toBe(0);
    expect(await findTrialBalance("elsewhere")).toEqual([]);
  });
});

describe("papers", () => {
  let world: PaidCommunity;
  let ada: string;
  beforeEach(async () => {
    world = await makePaidCommunity();
    ada = await makePerson("Ada");
  });

  it("show a payment's postings with it", async () => {
    const id = await bookPayment(world, ada, { stripePaymentIntentId: "pi_1" });
    const charge = posting("charge:pi_1", [line("stripe", "sales.subscription", 3900)], {
      book: world.community.id,
      stripePaymentIntentId: "pi_1",
    });
    await transact((tx) => post(tx, world.community.id, [charge]));
    const found = await listPostingsOfPayment(world.community.id, id);
    expect(found).toMatchObject([{ key: "charge:pi_1", paymentId: id, lines: charge.lines }]);
    expect(await listPostingsOfPayment("elsewhere", id)).toEqual([]);
  });

  it("are issued once, numbered without gaps, and keep the names of their day", async () => {
    const ids = [await bookPayment(world, ada), await bookPayment(world, ada)];
    for (const id of [...ids, ...ids]) await transact((tx) => issueReceipt(tx, id));
    const numbers = (await listReceipts(ada)).map(({ paper }) => paper?.number).sort();
    expect(numbers).toEqual(["W-000001", "W-000002"]);
    const found = await findReceipt(ada, ids[0]!);
    expect(found?.paper).toMatchObject({
      kind: "receipt",
      seller: { name: "wheels", contact: "wheels" },
      buyer: { name: "Ada" },
      lines: [{ label: "Small", amount: 3900, currency: "CNY", from: null, until: null }],
    });
  });

  it("of a refund name the receipt they belong to, and stand beside it", async () => {
    const id = await bookPayment(world, ada);
    const refund = await bookPayment(world, ada, {
      kind: "refund",
      amount: -3900,
      chargedId: id,
      stripePaymentIntentId: null,
    });
    for (const each of [id, refund]) await transact((tx) => issueReceipt(tx, each));
    const family = await listPaymentFamily(world.community.id, id);
    expect(family.map(({ paper }) => [paper?.number, paper?.kind, paper?.lines[0]?.label])).toEqual([
      ["W-000001", "receipt", "Small"],
      ["W-000002", "refund", "Small（收据 W-000001）"],
    ]);
    expect(await findReceipt(await makePerson("Eve"), id)).toBeNull();
  });

  it("are numbered without gaps by twenty who pay at once", async () => {
    await Promise.all(Array.from({ length: 20 }, () => bookPayment(world, ada)));
    const rows = await listReceipts(ada);
    const numbers = rows.map(({ payment }) => Number(payment.number.slice(2))).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
  });
});

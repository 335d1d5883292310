import { beforeEach, describe, expect, it } from "vitest";
import { read, transact } from "@/db/client";
import { payments } from "@/db/schema/billing";
import { disputes } from "@/db/schema/ledger";
import { newId } from "@/lib/platform/ids";
import { makePaidCommunity, makePerson, type PaidCommunity } from "../../../e2e/support/billing-world";
import { bookPayment } from "../../../e2e/support/booked-payment";
import { freshDatabase } from "../../../e2e/support/database";
import type { Standing } from "../schema/money";
import { countOpenDisputes, findMoney, listMoney, type MoneyFilter, standingOf, sumMoney } from "./money";

let world: PaidCommunity;
let ada: string;
let grace: string;
const at = (n: number) => new Date(Date.UTC(2026, 2, 1) + n * 1000);

beforeEach(async () => {
  await freshDatabase();
  world = await makePaidCommunity();
  ada = await makePerson("Ada");
  grace = await makePerson("Grace 100%");
});

const list = async (filter: Partial<MoneyFilter> = {}) =>
  (await listMoney(world.community.id, { limit: 100, ...filter })).rows.map(({ payment }) => payment.number);
const giveBack = (chargedId: string, amount: number, kind = "refund") =>
  bookPayment(world, ada, { kind, amount, chargedId, at: at(50) });
const dispute = (paymentId: string, state: string) =>
  transact((tx) =>
    tx.insert(disputes).values({
      id: newId(),
      communityId: world.community.id,
      paymentId,
      stripeDisputeId: `dp_${paymentId}`,
      amount: 3900,
      currency: "CNY",
      reason: "fraudulent",
      state,
      openedAt: at(40),
    }),
  );

describe("a community's money", () => {
  it("is listed latest first, page by page, without missing or repeating anything at equal times", async () => {
    for (let n = 0; n < 23; n++) await bookPayment(world, ada, { at: at(Math.floor(n / 4)) });
    const seen: string[] = [];
    let after: MoneyFilter["after"] = null;
    do {
      const page = await listMoney(world.community.id, { limit: 5, after });
      seen.push(...page.rows.map(({ payment }) => payment.id));
      after = page.next;
    } while (after);
    expect(new Set(seen).size).toBe(23);
    expect(seen).toHaveLength(23);
    const times = await Promise.all(seen.map(async (id) => (await findMoney(world.community.id, id))!.payment.at));
    expect(times).toEqual([...times].sort((a, b) => b.getTime() - a.getTime()));
  });

  it("is found by name, address, product and number; signs of a pattern mean themselves", async () => {
    await bookPayment(world, ada, { at: at(1) });
    await bookPayment(world, grace, { at: at(2) });
    expect(await list({ search: "ada" })).toEqual(["W-000001"]);
    expect(await list({ search: "100%" })).toEqual(["W-000002"]);
    expect(await list({ search: "%" })).toEqual(["W-000002"]);
    expect(await list({ search: "small" })).toHaveLength(2);
    expect(await list({ search: "000001" })).toEqual(["W-000001"]);
    expect(await list({ search: "' or 1=1 --" })).toEqual([]);
  });

  it("is narrowed by kind and by a half-open time", async () => {
    const id = await bookPayment(world, ada, { at: at(1) });
    await giveBack(id, -100);
    expect(await list({ kind: "refund" })).toEqual(["W-000002"]);
    expect(await list({ from: at(1), until: at(50) })).toEqual(["W-000001"]);
    expect(await list({ from: at(2), until: at(50) })).toEqual([]);
  });

  it("says of each charge what has become of it, and the list of each standing agrees", async () => {
    const charges = [];
    for (let n = 0; n < 7; n++) charges.push(await bookPayment(world, ada, { at: at(n) }));
    const [, part, whole, cameBack, open, won, lost] = charges as [
      string,
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    await giveBack(part, -100);
    await giveBack(whole, -900);
    await giveBack(whole, -3000);
    await giveBack(cameBack, -3900);
    await giveBack(cameBack, 3900, "refund_failed");
    await dispute(open, "needs_response");
    await dispute(won, "won");
    await dispute(lost, "lost");
    const expected: Standing[] = ["paid", "partly", "refunded", "paid", "disputed", "paid", "disputed"];
    for (const [n, id] of charges.entries())
      expect((await findMoney(world.community.id, id))?.standing).toBe(expected[n]);
    const { rows } = await listMoney(world.community.id, { limit: 100 });
    for (const state of ["paid", "partly", "refunded", "disputed"] as const) {
      const listed = (await listMoney(world.community.id, { limit: 100, state })).rows.map(({ payment }) => payment.id);
      expect(listed.sort()).toEqual(
        rows
          .filter((row) => standingOf(row) === state)
          .map(({ payment }) => payment.id)
          .sort(),
      );
    }
    expect(await countOpenDisputes(world.community.id)).toBe(1);
  });

  it("adds up by currency and kind, as it is narrowed", async () => {
    const id = await bookPayment(world, ada, { at: at(1) });
    await bookPayment(world, grace, { at: at(2), currency: "USD", amount: 1200 });
    await giveBack(id, -900);
    const sums = await sumMoney(world.community.id, { limit: 1 });
    expect(sums.map(({ currency, kind, amount }) => `${currency} ${kind} ${amount}`).sort()).toEqual([
      "CNY charge 3900",
      "CNY refund -900",
      "USD charge 1200",
    ]);
    expect(await sumMoney(world.community.id, { limit: 1, search: "Grace" })).toMatchObject([
      { amount: 1200, count: 1 },
    ]);
  });

  it("is nobody else's", async () => {
    const id = await bookPayment(world, ada);
    const other = await makePaidCommunity("slow-query");
    expect((await listMoney(other.community.id, { limit: 10 })).rows).toEqual([]);
    expect(await findMoney(other.community.id, id)).toBeNull();
    expect(await read().select().from(payments)).toHaveLength(1);
  });
});

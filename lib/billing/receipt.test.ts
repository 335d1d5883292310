import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { paperLines } from "./receipt";

const labels = { product: "Bundle", owned: "Owned already", coupon: "Coupon" };
const paid = { kind: "charge", amount: 900, discountAmount: 0, currency: "CNY", periodStart: null, periodEnd: null };
const text = (lines: ReturnType<typeof paperLines>) => lines.map(({ label, amount }) => `${label} ${amount}`);

describe("the lines of a paper", () => {
  it("begin with the list price and take off what was owned and the coupon", () => {
    const order = { kind: "payment", listAmount: 1500, creditAmount: 500, discountAmount: 100 };
    expect(text(paperLines(paid, order, labels))).toEqual(["Bundle 1500", "Owned already -500", "Coupon -100"]);
  });

  it("of a plan show the coupon of that very invoice, and its period", () => {
    const from = new Date("2026-01-31T00:00:00Z");
    const until = new Date("2026-02-28T00:00:00Z");
    const invoice = { ...paid, amount: 3510, discountAmount: 390, periodStart: from, periodEnd: until };
    const lines = paperLines(
      invoice,
      { kind: "subscription", listAmount: 3900, creditAmount: 0, discountAmount: 390 },
      labels,
    );
    expect(text(lines)).toEqual(["Bundle 3900", "Coupon -390"]);
    expect(lines[0]).toMatchObject({ from: from.getTime(), until: until.getTime() });
  });

  it("of a refund are one line", () => {
    const order = { kind: "payment", listAmount: 1500, creditAmount: 500, discountAmount: 100 };
    expect(text(paperLines({ ...paid, kind: "refund", amount: -300 }, order, labels))).toEqual(["Bundle -300"]);
  });

  it("add up to what was paid, whatever the order says", () => {
    const nat = fc.nat(100_000);
    const order = fc.record({
      kind: fc.constantFrom("payment", "gift", "subscription"),
      listAmount: nat,
      creditAmount: nat,
      discountAmount: nat,
    });
    const payment = fc.record({
      kind: fc.constantFrom("charge", "refund", "dispute"),
      amount: fc.integer(),
      discountAmount: nat,
    });
    fc.assert(
      fc.property(payment, fc.option(order, { nil: null }), (given, ordered) => {
        const lines = paperLines({ ...paid, ...given }, ordered, labels);
        expect(lines.reduce((sum, { amount }) => sum + amount, 0)).toBe(given.amount);
      }),
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { trialBalance } from "./ledger";
import { type PayoutFact, payoutPostings, payoutShares } from "./payout";

const payout: PayoutFact = {
  id: "po_1",
  amount: 10_000,
  currency: "CNY",
  state: "paid",
  createdAt: new Date("2026-03-01T00:00:00Z"),
  arrivesAt: new Date("2026-03-03T00:00:00Z"),
};
const text = (state: string, amount = 10_000) =>
  payoutPostings({ ...payout, state, amount }, new Map([["wheels", amount]])).flatMap(({ key, lines }) =>
    lines.map((line) => `${key}: ${line.debit} ← ${line.credit} ${line.amount}`),
  );

describe("a payout", () => {
  it("leaves Stripe for the bank when it is made", () => {
    for (const state of ["pending", "in_transit", "paid"])
      expect(text(state)).toEqual(["payout:po_1: bank ← stripe 10000"]);
  });

  it("that fails comes back", () => {
    expect(text("failed")).toEqual(["payout:po_1: bank ← stripe 10000", "payout-failed:po_1: stripe ← bank 10000"]);
  });

  it("below zero is drawn from the bank", () => {
    expect(text("paid", -500)).toEqual(["payout:po_1: stripe ← bank 500"]);
  });

  it("is shared out to the cent, and what nobody owns is the installation's", () => {
    const movement = fc.record({
      net: fc.integer({ min: -100_000, max: 100_000 }),
      communityId: fc.constantFrom("wheels", "slow-query", null),
    });
    fc.assert(
      fc.property(fc.array(movement), fc.integer({ min: -10_000, max: 1_000_000 }), (movements, amount) => {
        const shares = payoutShares({ ...payout, amount }, movements);
        expect([...shares.values()].reduce((sum, share) => sum + share, 0)).toBe(amount);
        const lines = payoutPostings({ ...payout, amount }, shares).flatMap((posting) => posting.lines);
        expect((trialBalance(lines).get("CNY")?.get("bank") ?? 0) + 0).toBe(amount);
        const failed = payoutPostings({ ...payout, amount, state: "failed" }, shares).flatMap(
          ({ lines: each }) => each,
        );
        expect((trialBalance(failed).get("CNY")?.get("bank") ?? 0) + 0).toBe(0);
      }),
    );
  });
});

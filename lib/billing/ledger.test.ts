import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Account, correction, type LedgerLine, trialBalance } from "./ledger";

const plain = (lines: readonly LedgerLine[]) =>
  [...trialBalance(lines)]
    .flatMap(([currency, balances]) => [...balances].map(([account, amount]) => `${currency} ${account} ${amount}`))
    .filter((text) => !text.endsWith(" 0"))
    .sort();
const turned = <T>(list: T[]) => [...list.slice(1), ...list.slice(0, 1)];

describe("a correction", () => {
  const line = fc.record({
    debit: fc.constantFrom<Account>("stripe", "bank", "refunds"),
    credit: fc.constantFrom<Account>("sales.pass", "discounts", "gifts_owed"),
    amount: fc.integer({ min: 1, max: 1_000_000 }),
    currency: fc.constantFrom("CNY", "USD"),
  });

  it("turns any lines into any others, and is empty between equals", () => {
    fc.assert(
      fc.property(fc.array(line), fc.array(line), (held, wanted) => {
        expect(plain([...held, ...correction(held, wanted)])).toEqual(plain(wanted));
        expect(correction(held, turned(held))).toEqual([]);
      }),
    );
  });
});

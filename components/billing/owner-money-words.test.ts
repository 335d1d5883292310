import { describe, expect, it } from "vitest";
import { accounts } from "@/lib/billing/ledger";
import { postingKinds } from "@/lib/billing/schema/money";
import { wordsFor } from "@/lib/i18n/words";
import { accountInWords, disputeInWords, postingInWords, totalsInWords } from "./owner-money-words";

const en = wordsFor("en");

describe("money in words", () => {
  it("has a name for every account and every posting, in both languages", () => {
    for (const words of [en, wordsFor("zh-CN")]) {
      for (const account of accounts) expect(accountInWords(account, words)).not.toMatch(/ledger\./);
      for (const kind of postingKinds) expect(postingInWords(kind, words)).not.toBe(kind);
    }
  });

  it("shows a word of Stripe's that we do not know as it is", () => {
    expect(disputeInWords("won", en)).toBe("Won");
    expect(disputeInWords("arbitration", en)).toBe("arbitration");
  });

  it("adds up a list by currency, and names the parts where there are several", () => {
    const totals = [
      { currency: "USD", kind: "charge", amount: 1200 },
      { currency: "CNY", kind: "charge", amount: 390_000 },
      { currency: "CNY", kind: "refund", amount: -3900 },
    ];
    expect(totalsInWords(totals, en)).toEqual(["Payment ¥3,900 · Refund −¥39 · together ¥3,861", "together $12"]);
    expect(totalsInWords([], en)).toEqual([]);
  });
});

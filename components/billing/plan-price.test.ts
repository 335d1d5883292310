import { describe, expect, it } from "vitest";
import { wordsFor } from "@/lib/i18n/words";
import { planNote, recurringAmount } from "./plan-price";

const words = wordsFor("en");
const year = { recurring: 39_000, currency: "CNY", interval: "year" as const };

describe("the line below a plan's price", () => {
  it("names the charged total of a year and what it saves against twelve months", () => {
    expect(planNote(year, { wished: "year", month: 3900 }, words)).toBe("¥390 charged once a year, you save ¥78");
  });

  it("promises no saving where there is none, or nothing to compare with", () => {
    expect(planNote(year, { wished: "year", month: 3000 }, words)).toBe("¥390 charged once a year");
    expect(planNote(year, { wished: "year", month: null }, words)).toBe("¥390 charged once a year");
  });

  it("says that a plan has only a monthly price when the page stands at years", () => {
    const month = { recurring: 3900, currency: "CNY", interval: "month" as const };
    expect(planNote(month, { wished: "year", month: 3900 }, words)).toBe("Charged monthly; there is no yearly price");
  });
});

describe("what every renewal costs", () => {
  const quote = {
    listAmount: 3900,
    creditAmount: 0,
    discountAmount: 390,
    amount: 3510,
    currency: "CNY",
    trialDays: 0,
    trialUntil: null,
    renews: "month" as const,
  };

  it("is lowered by a code for good only", () => {
    expect(recurringAmount(quote, { duration: "forever" })).toBe(3510);
    expect(recurringAmount(quote, { duration: "once" })).toBe(3900);
    expect(recurringAmount({ ...quote, amount: 3900, discountAmount: 0 }, null)).toBe(3900);
  });
});

import { describe, expect, it } from "vitest";
import { couponTerms } from "@/e2e/support/coupon-terms";
import type { CouponTerms } from "@/lib/billing/coupon";
import type { Quote } from "@/lib/billing/quote";
import { wordsFor } from "@/lib/i18n/words";
import { couponText, quoteSentences, termText } from "./quote-words";

const place = { at: new Date("2026-11-22T12:00:00Z"), zone: "Asia/Shanghai" };
const en = wordsFor("en");
const zh = wordsFor("zh-CN");

const quote: Quote = {
  listAmount: 3900,
  creditAmount: 0,
  discountAmount: 0,
  amount: 3900,
  currency: "CNY",
  trialDays: 0,
  trialUntil: null,
  renews: "month",
};
const coupon = couponTerms();
const reduced = { ...quote, discountAmount: 390, amount: 3510 };
const say = (facts: Partial<Quote>, with_: CouponTerms | null = null, words = en) =>
  quoteSentences({ ...quote, ...facts }, with_, place, words);

describe("what is said beside a price", () => {
  it("is nothing for a plain one", () => {
    expect(say({})).toEqual([]);
    expect(say({ renews: null })).toEqual([]);
  });

  it("names the first charge and the later ones when a code lowers one charge", () => {
    expect(say(reduced, coupon)).toEqual(["¥35.10 for the first month, then ¥39 / month"]);
    expect(say(reduced, coupon, zh)).toEqual(["首月 ¥35.10，之后 ¥39 / 月"]);
    const year: Partial<Quote> = { ...reduced, renews: "year" };
    const threeMonths: CouponTerms = { ...coupon, duration: "months", months: 3 };
    expect(say(year, threeMonths)).toEqual(["¥35.10 for the first year, then ¥39 / year"]);
    expect(say(reduced, threeMonths)).toEqual(["¥35.10 a month for the first 3 months, then ¥39 / month"]);
  });

  it("says that a code lowers every charge", () => {
    expect(say(reduced, { ...coupon, duration: "forever" })).toEqual([
      "¥35.10 a month for as long as you stay, instead of ¥39",
    ]);
  });

  it("says until when nothing is charged, for a trial and for days that are paid", () => {
    expect(say({ trialDays: 7 })).toEqual([
      "7 days free, then ¥39 / month. A card is asked for; cancel before and nothing is charged.",
    ]);
    expect(say({ trialUntil: new Date("2026-12-31T20:00:00Z") })).toEqual([
      "Costs nothing until 1 Jan 2027: you have paid for these days already. Then ¥39 / month.",
    ]);
  });

  it("says what is taken off a bundle, and what a code takes off the rest", () => {
    const owned: Partial<Quote> = { renews: null, creditAmount: 900, discountAmount: 300, amount: 2700 };
    expect(say(owned, coupon)).toEqual(["¥9 is taken off for what you own already", "With the code, instead of ¥30"]);
  });
});

describe("a code and a term in words", () => {
  it("says what a code does and for how long", () => {
    expect(couponText(coupon, en)).toBe("10% off, once");
    const amount = {
      ...coupon,
      percentBp: null,
      amountOff: 500,
      currency: "CNY",
      duration: "months",
      months: 3,
    } as const;
    expect(couponText(amount, en)).toBe("¥5 off, for 3 months");
    expect(couponText(amount, zh)).toBe("减 ¥5，3 个月");
  });

  it("names the last day of a term with a fixed end, in the community's zone", () => {
    const until = { termDays: null, termUntil: new Date("2026-12-31T16:00:00Z") };
    expect(termText(until, place, en)).toBe("until 31 Dec");
    expect(termText({ termDays: 30, termUntil: null }, place, en)).toBe("30 days");
    expect(termText({ termDays: null, termUntil: null }, place, zh)).toBe("一直有效");
  });
});

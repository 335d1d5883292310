import { describe, expect, it } from "vitest";
import { couponTerms } from "@/e2e/support/coupon-terms";
import { wordsFor } from "@/lib/i18n/words";
import { couponState, couponTermsInWords, couponWindowInWords } from "./owner-coupon-words";

const at = new Date("2026-06-15T12:00:00Z");
const coupon = couponTerms({ percentBp: 2000 });

describe("a coupon's state", () => {
  it.each([
    ["running", {}],
    ["running", { maxTotal: 5, taken: 4, startsAt: at, endsAt: new Date(at.getTime() + 1) }],
    ["soon", { startsAt: new Date(at.getTime() + 1) }],
    ["over", { endsAt: at }],
    ["usedUp", { maxTotal: 5, taken: 5 }],
    ["archived", { archivedAt: at, endsAt: at }],
  ])("is %s", (state, change) => {
    expect(couponState({ ...coupon, ...change }, at)).toBe(state);
  });
});

describe("a coupon in words", () => {
  const en = wordsFor("en");
  it("says what it takes off and for how long", () => {
    expect(couponTermsInWords(coupon, en)).toBe("20% off, the first payment");
    expect(couponTermsInWords({ ...coupon, percentBp: 1250, duration: "months", months: 3 }, en)).toBe(
      "12.5% off, the first 3 months",
    );
    const amount = { ...coupon, percentBp: null, amountOff: 1000, currency: "CNY", duration: "forever" as const };
    expect(couponTermsInWords(amount, wordsFor("zh-CN"))).toBe("减 ¥10，每次付款");
  });

  it("names the last day on which it can be used", () => {
    const endsAt = new Date("2026-07-01T00:00:00Z");
    expect(couponWindowInWords({ startsAt: null, endsAt }, at, "UTC", en)).toBe("Until 30 Jun");
    expect(couponWindowInWords({ startsAt: at, endsAt }, at, "UTC", en)).toBe("From 15 Jun to 30 Jun");
    expect(couponWindowInWords(coupon, at, "UTC", en)).toBeNull();
  });
});

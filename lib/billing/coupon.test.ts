import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { couponTerms } from "@/e2e/support/coupon-terms";
import { couponKey, couponRefusal, discountOf } from "./coupon";

const at = new Date("2026-11-22T12:00:00Z");
const coupon = couponTerms({ percentBp: 2500 });
const purchase = { productId: "plan", currency: "CNY", at };

describe("a typed code", () => {
  it("is the same in any case, width and grouping", () => {
    for (const typed of ["autumn-24", " AUTUMN 24 ", "ＡＵＴＵＭＮ２４", "Autumn—24"])
      expect(couponKey(typed)).toBe("AUTUMN24");
  });
});

describe("what a coupon takes off", () => {
  it("rounds half up in minor units", () => {
    const half = { ...coupon, percentBp: 5000 };
    expect([0, 1, 2, 3].map((amount) => discountOf(half, amount, "CNY"))).toEqual([0, 1, 1, 2]);
    expect(discountOf({ ...coupon, percentBp: 3333 }, 10_000, "CNY")).toBe(3333);
  });

  it("is a whole number between nothing and the amount, within half a unit of the percentage", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), fc.integer({ min: 1, max: 10_000 }), (amount, percentBp) => {
        const off = discountOf({ ...coupon, percentBp }, amount, "CNY");
        expect(Number.isSafeInteger(off)).toBe(true);
        expect(off).toBeGreaterThanOrEqual(0);
        expect(off).toBeLessThanOrEqual(amount);
        expect(Math.abs(off - (amount * percentBp) / 10_000)).toBeLessThanOrEqual(0.5);
      }),
    );
  });

  it("never is more than there is, and nothing in another currency", () => {
    const fixed = { percentBp: null, amountOff: 1000, currency: "USD" };
    expect([500, 1000, 1500].map((amount) => discountOf(fixed, amount, "USD"))).toEqual([500, 1000, 1000]);
    expect(discountOf(fixed, 1500, "CNY")).toBe(0);
  });
});

describe("a coupon", () => {
  it("holds from its first instant up to, and not at, its last", () => {
    const window = { ...coupon, startsAt: at, endsAt: new Date(at.getTime() + 10) };
    const verdicts = [-1, 0, 9, 10].map((ms) =>
      couponRefusal(window, { ...purchase, at: new Date(at.getTime() + ms) }),
    );
    expect(verdicts).toEqual(["coupon-not-yet", null, null, "coupon-over"]);
  });

  it("is for the products it names, in its currency, while uses are left and until it is taken back", () => {
    expect(couponRefusal({ ...coupon, productIds: ["plan"] }, purchase)).toBeNull();
    expect(couponRefusal({ ...coupon, productIds: ["pass"] }, purchase)).toBe("coupon-elsewhere");
    expect(couponRefusal({ ...coupon, percentBp: null, amountOff: 500, currency: "USD" }, purchase)).toBe(
      "coupon-elsewhere",
    );
    expect(couponRefusal({ ...coupon, maxTotal: 5, taken: 4 }, purchase)).toBeNull();
    expect(couponRefusal({ ...coupon, maxTotal: 5, taken: 5 }, purchase)).toBe("coupon-used-up");
    expect(couponRefusal({ ...coupon, archivedAt: at }, purchase)).toBe("coupon-unknown");
  });
});

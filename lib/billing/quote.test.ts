import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { couponTerms } from "@/e2e/support/coupon-terms";
import { price } from "@/e2e/support/stripe-facts";
import { dayMs, minuteMs } from "@/lib/platform/clock";
import { type QuoteSituation, quote } from "./quote";
import type { CatalogPrice } from "./types";

const at = new Date("2026-11-22T12:00:00Z");
const later = (ms: number) => new Date(at.getTime() + ms);

const plan = price("plan");
const bundle: CatalogPrice = { ...plan, productKind: "bundle", interval: null, amount: 9900 };
const coupon = couponTerms();
const nothing: QuoteSituation = { coupon: null, owned: [], leftoverUntil: null, trialDays: 0, at };

describe("a quote", () => {
  it("of a plain price is the price", () => {
    expect(quote(plan, nothing)).toEqual({
      listAmount: 3900,
      creditAmount: 0,
      discountAmount: 0,
      amount: 3900,
      currency: "CNY",
      trialDays: 0,
      trialUntil: null,
      renews: "month",
    });
  });

  it("takes off what is owned of a bundle before the coupon, and a fixed coupon only in its own currency", () => {
    const owned = [
      { orderId: "o1", productId: "a", paid: 1900, currency: "CNY" },
      { orderId: "o2", productId: "b", paid: 5000, currency: "USD" },
    ];
    expect(quote(bundle, { ...nothing, owned, coupon })).toMatchObject({
      creditAmount: 1900,
      discountAmount: 800,
      amount: 7200,
    });
    const fixed = { ...coupon, percentBp: null, amountOff: 500, currency: "USD" };
    expect(quote(bundle, { ...nothing, coupon: fixed })).toMatchObject({ discountAmount: 0, amount: 9900 });
  });

  it("gives no credit for what is not a bundle", () => {
    const owned = [{ orderId: "o1", productId: "a", paid: 1900, currency: "CNY" }];
    expect(quote({ ...bundle, productKind: "pass" }, { ...nothing, owned }).amount).toBe(9900);
  });

  it("lets prepaid days come first, rounded up to what a checkout can say, and then has no trial", () => {
    const far = later(30 * dayMs);
    expect(quote(plan, { ...nothing, leftoverUntil: far, trialDays: 14 })).toMatchObject({
      trialUntil: far,
      trialDays: 0,
    });
    expect(quote(plan, { ...nothing, leftoverUntil: later(1) }).trialUntil).toEqual(later(2 * dayMs + 5 * minuteMs));
    expect(quote(plan, { ...nothing, leftoverUntil: at, trialDays: 14 })).toMatchObject({
      trialUntil: null,
      trialDays: 14,
    });
    expect(quote(bundle, { ...nothing, leftoverUntil: far, trialDays: 14 })).toMatchObject({
      trialUntil: null,
      trialDays: 0,
    });
  });

  it("rounds a percentage half up", () => {
    const half = { ...coupon, percentBp: 5000 };
    expect(quote({ ...plan, amount: 101 }, { ...nothing, coupon: half })).toMatchObject({
      discountAmount: 51,
      amount: 50,
    });
    expect(quote({ ...plan, amount: 99 }, { ...nothing, coupon: { ...coupon, percentBp: 10_000 } }).amount).toBe(0);
  });

  it("never falls below zero, never rises above the list, and always adds up in whole minor units", () => {
    const amounts = fc.integer({ min: 1, max: 99_999_999 });
    fc.assert(
      fc.property(
        amounts,
        fc.option(fc.integer({ min: 1, max: 10_000 }), { nil: null }),
        amounts,
        fc.array(
          fc.record({
            orderId: fc.string(),
            productId: fc.string(),
            paid: fc.integer({ min: -1000, max: 99_999_999 }),
            currency: fc.constantFrom("CNY", "USD"),
          }),
        ),
        fc.constantFrom<CatalogPrice["productKind"]>("subscription", "one_off", "pass", "bundle"),
        (amount, percentBp, off, owned, productKind) => {
          const terms = { ...coupon, percentBp, ...(percentBp === null && { amountOff: off, currency: "CNY" }) };
          const interval = productKind === "subscription" ? "month" : null;
          const made = quote({ ...plan, amount, productKind, interval }, { ...nothing, owned, coupon: terms });
          expect(made.listAmount).toBe(amount);
          expect(made.creditAmount + made.discountAmount + made.amount).toBe(amount);
          for (const part of [made.creditAmount, made.discountAmount, made.amount]) {
            expect(Number.isSafeInteger(part)).toBe(true);
            expect(part).toBeGreaterThanOrEqual(0);
          }
          if (percentBp !== null) {
            const rest = amount - made.creditAmount;
            expect(Math.abs(made.discountAmount - (rest * percentBp) / 10_000)).toBeLessThanOrEqual(0.5);
          }
        },
      ),
    );
  });

  it("costs more with a smaller percentage, never less", () => {
    const percent = fc.integer({ min: 1, max: 10_000 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999_999 }), percent, percent, (amount, a, b) => {
        const cost = (percentBp: number) =>
          quote({ ...plan, amount }, { ...nothing, coupon: { ...coupon, percentBp } }).amount;
        expect(cost(Math.min(a, b))).toBeGreaterThanOrEqual(cost(Math.max(a, b)));
      }),
    );
  });
});

import { describe, expect, it } from "vitest";
import { typedPlanPrices, typedTermPrice } from "./typed-price";

const place = { currency: "CNY", zone: "Asia/Shanghai" };
const typed = { price: "99", term: "good" as const, days: null, until: "" };

describe("a plan's typed prices", () => {
  it("are one or both, in minor units", () => {
    expect(typedPlanPrices({ month: "39", year: "" }, "CNY")).toEqual({ monthAmount: 3900, yearAmount: null });
    expect(typedPlanPrices({ month: "", year: "39,000" }, "JPY")).toEqual({ monthAmount: null, yearAmount: 39_000 });
  });

  it.each([
    ["none", { month: "", year: "" }, "month"],
    ["free", { month: "0", year: "390" }, "month"],
    ["no number", { month: "39", year: "cheap" }, "year"],
    ["finer than the currency", { month: "0.001", year: "" }, "month"],
  ])("are refused beside their field: %s", (_, prices, field) => {
    expect(() => typedPlanPrices(prices, "CNY")).toThrow(
      expect.objectContaining({ code: "bad-price", options: { field } }),
    );
  });
});

describe("the typed price of something paid once", () => {
  it("is for good, for days, or through a day of the community's zone", () => {
    expect(typedTermPrice(typed, place)).toEqual({
      currency: "CNY",
      amount: 9900,
      termDays: null,
      termUntil: null,
    });
    expect(typedTermPrice({ ...typed, term: "days", days: 90, until: "2026-12-31" }, place)).toMatchObject({
      termDays: 90,
      termUntil: null,
    });
    expect(typedTermPrice({ ...typed, term: "until", days: 90, until: "2026-12-31" }, place)).toMatchObject({
      termDays: null,
      termUntil: new Date("2026-12-31T16:00:00Z"),
    });
  });

  it.each([
    ["price", { price: "" }, "bad-price"],
    ["days", { term: "days" as const }, "term-needed"],
    ["until", { term: "until" as const }, "bad-date"],
    ["until", { term: "until" as const, until: "2026-02-30" }, "bad-date"],
  ])("is refused beside %s", (field, change, code) => {
    expect(() => typedTermPrice({ ...typed, ...change }, place)).toThrow(
      expect.objectContaining({ code, options: { field } }),
    );
  });
});
